"""An article whose lines were joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import Article, sentence_spans, split_article

REST = " ".join(["Pasukan bergerak lagi di perbatasan."] * 40)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in sentence_spans(text)]


def beginning(text: str) -> list[str]:
    """The sentences of a long line before its rest."""
    return [sentence for sentence in split(f"{text} {REST}") if sentence not in REST]


def amid(text: str) -> list[str]:
    """The sentences of what stands between two of a long line."""
    return [sentence for sentence in split(f"Hujan turun. {text} {REST}") if sentence not in REST][1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Rekan-rekan Barat belum menunjukkan kesediaan,” kata dia.",
        "Menurut Stoltenberg, NATO tidak akan mundur.",
        "Jakarta - NATO menyatakan tidak memiliki rencana.",
    ],
)
def test_a_title_ends_where_a_sentence_begins(sentence: str):
    title = "DPR Minta Pemerintah Lindungi Keselamatan WNI di Ukraina"
    assert beginning(f"{title} {sentence}") == [title, sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Presiden Amerika Serikat Joe Biden Dalam Kunjungannya Tidak Berbicara.",
        "Rapat itu membahas keselamatan warga Menurut Hukum yang berlaku.",
        "Rusia menolak, dan Ia tidak mundur.",
    ],
)
def test_a_sentence_is_not_taken_for_a_title(sentence: str):
    assert beginning(sentence) == [sentence]


@pytest.mark.parametrize("cue", ["Baca juga:", "BACA JUGA :", "Simak Juga:", "Foto:"])
def test_a_related_link_is_cut_from_the_sentence_after_it(cue: str):
    link, sentence = f'{cue} Putin Sebut "Operasi Khusus" Selesai', "Sementara itu, perundingan ditunda."
    assert amid(f"{link} {sentence}") == [link, sentence]


def test_a_related_link_is_cut_from_what_stands_before_it():
    assert amid("Tanggapan Moskow Baca juga: Rusia Minta Jaminan.") == [
        "Tanggapan Moskow",
        "Baca juga: Rusia Minta Jaminan.",
    ]


@pytest.mark.parametrize(
    "block",
    [
        "(*)",
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        "[Gambas:Video CNN]",
        "Kompas.com - 30/01/2022, 05:34 WIB",
        "Jumat, 4 Maret 2022 10:00 WIB",
    ],
)
def test_an_end_mark_a_notice_or_a_date_line_is_a_segment_of_its_own(block: str):
    assert amid(f"{block} Lavrov membantah.") == [block, "Lavrov membantah."]


def test_credits_at_the_end_are_cut_from_each_other():
    text = f"{REST} (*) Penulis: Ana Syatiri Editor: Budi"
    assert split(text)[-3:] == ["(*)", "Penulis: Ana Syatiri", "Editor: Budi"]
    assert [one.kind for one in split_article(Article("a", text))[-3:]] == ["boilerplate", "byline", "byline"]


def test_a_date_in_a_sentence_does_not_cut_it():
    sentence = "Hal itu disampaikan pada Jumat, 4 Maret 2022 di Moskow."
    assert amid(sentence) == [sentence]


def test_a_line_of_ordinary_length_is_left_alone():
    text = "DPR Minta Pemerintah Lindungi WNI Menurut dia, hal itu penting."
    assert split(text) == [text]


PIECES = [
    "Baca juga:",
    "(*)",
    "ADVERTISEMENT",
    "Editor:",
    "[Gambas:Video CNN]",
    "30/01/2022, 05:34 WIB",
    "Menurut dia",
    "“Kami",
    "a",
    ".",
    " ",
]


@given(
    st.lists(st.sampled_from([*PIECES, "A", "Judul Berita Ini", "\n", "\xa0", "😀 "])), st.sampled_from([" ", "", "  "])
)
def test_a_joined_article_is_cut_without_loss(pieces: list[str], between: str):
    text = between.join([*pieces, REST, *pieces])
    covered = 0
    for start, end, _ in sentence_spans(text):
        assert covered <= start < end <= len(text)
        assert not any(character.isalnum() for character in text[covered:start])
        assert text[start:end] == text[start:end].strip()
        assert any(character.isalnum() for character in text[start:end]) or "(*)" in text[start:end]
        covered = end
    assert not any(character.isalnum() for character in text[covered:])
