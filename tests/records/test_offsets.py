"""Which characters the offsets of others mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.records.offsets import Counting, Quoted, Reading, folded, read_offsets

TEXTS = st.lists(st.sampled_from(["a", "b", " ", "🎉", "é", "e\u0301", "\n", "\r\n"]), min_size=1, max_size=20).map(
    "".join
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def as_one(text: str) -> int:
    return len(text.replace("\r\n", "\n"))


def as_two(text: str) -> int:
    return len(text.replace("\r\n", "\n").replace("\n", "\r\n"))


COUNTED = [
    ("🎉 Pertemuan di Quito 🎉", "Quito", units, Counting.UTF_16),
    ("Satu.\r\nDua di Oslo", "Oslo", as_one, Counting.LINE_ENDS),
    ("Satu.\nDua di Oslo", "Oslo", as_two, Counting.LINE_ENDS),
    ("🎉🎉\r\nDi Oslo", "Oslo", lambda text: units(text.replace("\r\n", "\n")), Counting.UTF_16_LINE_ENDS),
]


@pytest.mark.parametrize(("text", "words", "length", "counting"), COUNTED)
def test_offsets_are_read_in_the_way_in_which_their_words_stand_there(text, words, length, counting):
    at = text.index(words)
    quoted = Quoted(length(text[:at]), length(text[: at + len(words)]), words)
    assert read_offsets([quoted], text) == Reading(counting, [(at, at + len(words))])


def test_one_way_must_explain_all_spans():
    text = "Di Lima 🎉 di Oslo"
    lima, oslo = Quoted(3, 7, "Lima"), Quoted(14, 18, "Oslo")
    assert read_offsets([lima, oslo], text) == Reading(Counting.UTF_16, [(3, 7), (13, 17)])
    assert read_offsets([lima, oslo, Quoted(3, 7, "Oslo")], text) is None


def test_a_span_without_words_is_read_like_those_that_have_some():
    text = "🎉 Lima, Oslo"
    assert read_offsets([Quoted(3, 7, "Lima"), Quoted(9, 13, None)], text) == Reading(
        Counting.UTF_16, [(2, 6), (8, 12)]
    )
    assert read_offsets([Quoted(9, 13, None)], text) is None


def test_offsets_that_two_ways_explain_differently_are_not_read():
    assert read_offsets([Quoted(4, 5, "a")], "🎉\naab") is None


def test_white_space_is_folded_and_a_spelled_line_end_is_white_space():
    assert folded("satu\\n dua\r\n  tiga ") == folded("satu dua\ntiga") == "satu dua tiga"
    assert read_offsets([Quoted(0, 9, "satu dua")], "satu\n dua") == Reading(Counting.CODE_POINTS, [(0, 9)])


def test_a_composed_accent_and_a_combining_one_are_the_same_words():
    assert read_offsets([Quoted(0, 5, "Café")], "Cafe\u0301 itu") == Reading(Counting.CODE_POINTS, [(0, 5)])
    assert read_offsets([Quoted(0, 4, "Cafe\u0301")], "Café itu") == Reading(Counting.CODE_POINTS, [(0, 4)])
    assert read_offsets([Quoted(0, 4, "Café")], "Cafe\u0301 itu") is None


@given(st.data(), TEXTS)
def test_what_is_read_always_has_the_words_and_offsets_that_fit_stay_as_they_are(data, text):
    spans = []
    for _ in range(data.draw(st.integers(1, 3))):
        start, end = sorted(data.draw(st.tuples(st.integers(0, 2 * len(text)), st.integers(0, 2 * len(text)))))
        words = data.draw(st.none() | st.sampled_from([text[start:end], text, "a", "🎉"]))
        spans.append(Quoted(start, end, words))
    reading = read_offsets(spans, text)
    for span, (start, end) in zip(spans, reading.places if reading else [], strict=reading is not None):
        assert span.words is None or folded(text[start:end]) == folded(span.words)
    fit = all(0 <= one.start < one.end <= len(text) and one.words in (None, text[one.start : one.end]) for one in spans)
    if fit:
        assert reading == Reading(Counting.CODE_POINTS, [span[:2] for span in spans])


@given(TEXTS, st.data(), st.sampled_from([units, as_one]))
def test_words_that_occur_once_are_found_under_each_way_of_counting(text, data, length):
    at = data.draw(st.integers(0, len(text)))
    whole = text[:at] + "Quito" + text[at:]
    quoted = Quoted(length(text[:at]), length(text[:at] + "Quito"), "Quito")
    reading = read_offsets([quoted], whole)
    assert reading and reading.places == [(at, at + 5)]
