"""Label Studio results, read and written."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.to_result import to_linked_result, to_result
from annotate.new_project import bundled
from annotate.records.offsets import Counting
from annotate.schema import read_schema, record_model

FILE = bundled("schemas") / "claim_stance.yaml"
SCHEMA = read_schema(FILE)
TEXT = "Rusia 🕊 menuntut jaminan, Barat menolak jaminan itu."


def region(key: str, role: str, text: str) -> dict:
    start = TEXT.index(text)
    value = {"start": start, "end": start + len(text), "text": text, "labels": [role]}
    return {"id": key, "from_name": "spans", "to_name": "text", "type": "labels", "value": value}


def choice(key: str, control: str, *labels: str) -> dict:
    return {"id": key, "from_name": control, "to_name": "text", "type": "choices", "value": {"choices": list(labels)}}


def link(one: str, other: str, direction: str = "right") -> dict:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": direction}


def attributes(key: str, act: str = "demand", stance: str = "support") -> list[dict]:
    return [choice(key, "claim__act", act), choice(key, "claim__stance", stance)]


YES = choice("q", "question__has_claim", "yes")
ONE = [region("h", "guarantee", "jaminan"), *attributes("h"), region("c", "claimant", "Rusia"), YES]
TWO = [
    *ONE,
    region("h2", "guarantee", "jaminan itu"),
    *attributes("h2", "refuse", "oppose"),
    region("c2", "claimant", "Barat"),
    link("c", "h"),
    link("h2", "c2"),
]


def parse(result: object):
    return parse_result(result, TEXT, SCHEMA)


def test_a_single_head_owns_every_span_without_a_link():
    parsed = parse(ONE)
    assert (parsed.problems, parsed.warnings) == ([], [])
    (claim,) = parsed.fields["claims"]
    assert claim["claimant"] == [{"start": 0, "end": 5, "text": "Rusia", "actor": "russia"}]
    assert (claim["act"], claim["stance"]) == ("demand", "support")


def test_with_several_heads_a_link_in_either_direction_says_whose_span_it_is():
    first, second = parse(TWO).fields["claims"]
    assert [span["text"] for span in first["claimant"]] == ["Rusia"]
    assert [span["text"] for span in second["claimant"]] == ["Barat"]


def test_a_span_linked_to_two_heads_belongs_to_both():
    claims = parse([*TWO, region("k", "cue", "menuntut"), link("k", "h"), link("k", "h2")]).fields["claims"]
    assert [claim["cue"][0]["text"] for claim in claims] == ["menuntut", "menuntut"]


def test_a_span_left_unlinked_among_several_heads_is_a_warning():
    parsed = parse([*TWO, region("k", "cue", "menuntut")])
    assert parsed.problems == []
    assert [span["text"] for span in parsed.fields["unlinked"]] == ["menuntut"]
    assert parsed.warnings == ["the cue 'menuntut' is not linked to a guarantee"]


def test_the_same_span_drawn_twice_counts_once_with_a_warning():
    parsed = parse([*ONE, region("again", "claimant", "Rusia")])
    assert len(parsed.fields["claims"][0]["claimant"]) == 1
    assert parsed.warnings == ["the claimant 'Rusia' is marked twice"]


def test_the_same_head_drawn_twice_is_two_claims():
    parsed = parse([*ONE[:3], region("h2", "guarantee", "jaminan"), *attributes("h2", "refuse", "oppose"), YES])
    assert [claim["act"] for claim in parsed.fields["claims"]] == ["demand", "refuse"]


def test_the_text_is_taken_from_the_offsets_and_not_from_the_wire():
    item = region("h", "guarantee", "menuntut jaminan")
    item["value"]["text"] = "menuntut\\n  jaminan"
    assert parse([item, *attributes("h"), YES]).fields["claims"][0]["guarantee"]["text"] == "menuntut jaminan"


@pytest.mark.parametrize("words", [None, ""])
def test_a_span_that_comes_without_words_is_where_its_offsets_say(words):
    assert parse(_changed(0, text=words)).fields["claims"][0]["guarantee"]["text"] == "jaminan"


@pytest.mark.parametrize("spell", [str, float])
def test_whole_numbers_are_offsets_however_they_are_written(spell):
    start, end = ONE[0]["value"]["start"], ONE[0]["value"]["end"]
    assert parse(_changed(0, start=spell(start), end=spell(end))).fields == parse(ONE).fields


def test_offsets_in_utf_16_are_read_so_if_that_explains_every_span_and_the_record_says_it():
    moved = deepcopy(ONE)
    for place in ("start", "end"):
        moved[0]["value"][place] += 1
    parsed = parse(moved)
    assert parsed.fields == parse(ONE).fields
    assert parsed.counting == Counting.UTF_16
    assert parsed.warnings == [Counting.UTF_16.warning]


def test_a_span_whose_words_are_elsewhere_is_a_problem_that_names_both():
    moved = _changed(0, text="Barat")
    assert parse(moved).problems == ["the guarantee at 17-24 should be 'Barat', and the text has 'jaminan' there"]


def _changed(position: int, **value: object) -> list[dict]:
    result = deepcopy(ONE)
    result[position]["value"] |= value
    return result


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        (None, "the result is not a list"),
        ([*ONE, "noise"], "a part of the result is not an object"),
        ([*ONE, {"from_name": "brush"}], "a part of the result has no type"),
        ([*ONE, {"type": "choices", "id": "q"}], "a part of the result (choices) names no control"),
        (_changed(0, labels=["promise"]), "the schema has no role 'promise'"),
        (_changed(0, labels=[]), "a span has [] where one label belongs"),
        (_changed(0, labels=["guarantee", "cue"]), "a span has ['guarantee', 'cue'] where one label belongs"),
        (
            _changed(0, start=40, end=99),
            f"the guarantee at 40-99 is not within the {len(TEXT)} characters of the sentence",
        ),
        (_changed(0, start=9, end=3), f"the guarantee at 9-3 is not within the {len(TEXT)} characters of the sentence"),
        (_changed(0, start="a"), "the guarantee has no whole numbers as offsets ('a', 24)"),
        (_changed(0, start=17.5), "the guarantee has no whole numbers as offsets (17.5, 24)"),
        (_changed(1, choices=["shout"]), "act has no label 'shout'"),
        (_changed(1, choices=["demand", "offer"]), "act takes one label and has 2: demand, offer"),
        ([*ONE, choice("h", "claim__act", "offer")], "act is answered twice"),
        (
            [*ONE, choice("q2", "stance", "support")],
            "it is unclear whether the control stance asks claim__stance",
        ),
        (
            [*ONE, region("c", "cue", "menuntut")],
            "the spans 'Rusia' and 'menuntut' have the same id, so it is unclear which answers belong to which",
        ),
        ([ONE[0] | {"from_name": "other"}, *ONE[1:]], "a guarantee belongs to the unknown control 'other'"),
        (
            [*ONE, {"type": "hypertextlabels", "from_name": "html", "value": {"hypertextlabels": ["cue"]}}],
            "a cue belongs to a control that is not read (hypertextlabels), 'html'",
        ),
        (
            [*ONE, {"type": "rating", "from_name": "Has_Claim", "value": {"rating": 3}}],
            "Has_Claim is answered in a way that is not read (rating)",
        ),
        ([*ONE[:-1], YES | {"value": None}], "has_claim has None where labels belong"),
    ],
)
def test_what_label_studio_lets_through_is_a_problem(result, problem):
    assert problem in parse(result).problems


NOTE = {"id": "n", "type": "textarea", "from_name": "note", "to_name": "text", "value": {"text": ["not sure"]}}
RATING = {"id": "r", "type": "rating", "from_name": "quality", "value": {"rating": 4}}
PART = region("s", "guarantee", "Barat") | {"from_name": "part", "type": "labels"}
PART["value"] = PART["value"] | {"labels": ["quote"]}


def at_span(number: str, control: str, *labels: str) -> dict:
    """An answer about a span, which has the offsets of the span."""
    item = choice(number, control, *labels)
    return item | {"value": item["value"] | {"start": 0, "end": 5}}


LEFT_OUT = [
    ([NOTE], {"note": 1}, []),
    ([NOTE | {"id": "h"}, NOTE], {"note": 2}, []),
    ([RATING, {"type": "brush"}], {"quality": 1, "brush": 1}, []),
    ([choice("q2", "question__mood", "good")], {"question__mood": 1}, []),
    (
        [PART, choice("s", "claim__category", "treaty"), link("s", "h")],
        {"part": 1, "category": 1, "relation": 1},
        [],
    ),
    ([link("c", "gone")], {"relation": 1}, ["a link to a span that is not there is left out"]),
    (
        [at_span("x", "claim__category", "treaty")],
        {"category": 1},
        ["an answer to category for a span that is not there is left out"],
    ),
    (
        [choice("c", "claim__category", "treaty")],
        {"category": 1},
        ["an answer to category for a claimant, which has no such question, is left out"],
    ),
]


@pytest.mark.parametrize(("others", "left_out", "warnings"), LEFT_OUT)
def test_what_the_schema_does_not_ask_is_left_out_and_counted_and_the_rest_is_read(others, left_out, warnings):
    parsed = parse([*others, *ONE])
    assert (parsed.problems, parsed.warnings, parsed.left_out) == ([], warnings, left_out)
    assert parsed.fields == parse(ONE).fields


def test_a_place_that_is_marked_as_two_roles_is_both():
    parsed = parse([*TWO, region("c2", "addressee", "Barat")])
    assert parsed.problems == []
    first, second = parsed.fields["claims"]
    assert [[span["text"] for span in claim["addressee"]] for claim in (first, second)] == [[], ["Barat"]]
    assert [span["text"] for span in second["claimant"]] == ["Barat"]


def test_what_a_result_has_twice_counts_once():
    parsed = parse([*ONE, *ONE])
    twice = ["the guarantee 'jaminan' is marked twice", "the claimant 'Rusia' is marked twice"]
    assert (parsed.problems, parsed.warnings, parsed.fields) == ([], twice, parse(ONE).fields)


def test_a_schema_without_claims_asks_no_spans():
    schema = SCHEMA.model_copy(update={"claim": None, "claims_if": None})
    parsed = parse_result([*TWO], TEXT, schema)
    assert (parsed.problems, parsed.fields) == ([], {"has_claim": "yes"})
    assert parsed.left_out == {"spans": 4, "claim__act": 2, "claim__stance": 2, "relation": 2}


def test_an_empty_result_has_no_claims_and_no_answer():
    assert parse([]).fields == {"claims": [], "unlinked": []}


@st.composite
def records(draw: st.DrawFn) -> dict:
    """Answers as they stand in a record about TEXT, in the order a record keeps."""

    def span(role: str) -> dict:
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        found = {"start": start, "end": end, "text": TEXT[start:end]}
        actor = SCHEMA.register.resolve(found["text"]) if role in ("claimant", "addressee", "beneficiary") else None
        return found | ({"actor": actor} if actor else {})

    def spans(role: str) -> list[dict]:
        found = {(one["start"], one["end"]): one for one in (span(role) for _ in range(draw(st.integers(0, 2))))}
        return [found[key] for key in sorted(found)]

    def claim() -> dict:
        filled = {role.name: span(role.name) if role.head else spans(role.name) for role in SCHEMA.roles}
        answers = {
            "act": draw(st.sampled_from(["demand", "refuse"])),
            "stance": draw(st.sampled_from(["mixed", "oppose"])),
        }
        return filled | answers | {"category": sorted(draw(st.sets(st.sampled_from(["alliance", "treaty"]))))}

    claims = sorted(
        (claim() for _ in range(draw(st.integers(0, 3)))),
        key=lambda one: (one["guarantee"]["start"], one["guarantee"]["end"]),
    )
    return {"has_claim": "yes" if claims else "unsure", "claims": claims, "unlinked": []}


@pytest.mark.parametrize("write", [to_result, to_linked_result])
@given(answers=records())
def test_writing_a_result_and_reading_it_back_gives_the_same_answers(write, answers):
    parsed = parse(write(answers, SCHEMA))
    assert parsed.problems == []
    assert parsed.fields == {**answers, "claims": [without_empty_sets(claim) for claim in answers["claims"]]}


def without_empty_sets(claim: dict) -> dict:
    return {key: value for key, value in claim.items() if key != "category" or value}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "type", "value", "from_name", "labels", "choices", "start", "end", "from_id", "to_id"]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=12,
    )
)
def test_no_result_crashes_the_parser(noise):
    parse(noise)
    parse([noise, *ONE])


MUTATIONS = st.sampled_from(
    [
        "labels",
        "type",
        "relation",
        "guarantee",
        "choices",
        "spans",
        "claim__act",
        "h",
        "c",
        0,
        3,
        -1,
        2.5,
        None,
        [],
        {},
        True,
    ]
)


@given(st.data())
def test_a_mutated_result_is_either_a_problem_or_a_valid_record(data):
    result = deepcopy(TWO)
    for _ in range(data.draw(st.integers(1, 3))):
        item = data.draw(st.sampled_from(result))
        if data.draw(st.booleans()) and isinstance(item.get("value"), dict):
            item = item["value"]
        if item:
            item[data.draw(st.sampled_from(sorted(item)))] = data.draw(MUTATIONS)
    parsed = parse(result)
    if not parsed.problems:
        stamp = {"name": SCHEMA.name, "version": "1", "digest": SCHEMA.digest}
        heading = {"sentence_id": "a:0-1", "article_id": "a", "annotator": "ani", "status": "skipped", "schema": stamp}
        missing_only = ("missing", "value_error")
        try:
            record_model(SCHEMA).model_validate(heading | parsed.fields, context={"sentence": TEXT})
        except ValueError as error:
            assert all(item["type"] in missing_only for item in error.errors())
