"""Results of the page on which claims have numbers: what they say, and what contradicts itself."""

import pytest

from annotate.labelstudio.wire.results import parse_result
from annotate.new_project import bundled
from annotate.records.remarks import Remark
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
TEXT = "Rusia menuntut jaminan dan Barat menolak senjata."


def marked(control: str, role: str, words: str, number: str = "") -> dict:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [role]}
    return {"id": number or f"{control}-{words}", "from_name": control, "to_name": "text", "type": "labels"} | {
        "value": value
    }


def answer(control: str, *labels: str, kind: str = "choices") -> dict:
    given = [[label] for label in labels] if kind == "taxonomy" else list(labels)
    return {"id": f"a-{control}", "from_name": control, "to_name": "text", "type": kind, "value": {kind: given}}


def about(claim: str) -> list[dict]:
    return [answer(f"{claim}__act", "demand"), answer(f"{claim}__stance", "support")]


ONE = [answer("question__has_claim", "yes"), marked("spans", "guarantee", "jaminan"), *about("claim")]
TWO = [
    answer("question__has_claim", "yes ×2"),
    marked("spans", "guarantee", "jaminan"),
    marked("spans2", "guarantee", "senjata"),
    *about("claim"),
    *about("claim2"),
]


def parse(result: list[dict]):
    return parse_result(result, TEXT, SCHEMA)


def test_answers_and_spans_go_to_the_claim_whose_number_their_control_has():
    parsed = parse([*TWO, marked("spans2", "claimant", "Barat"), answer("claim2__category", "troops")])
    assert (parsed.problems, parsed.warnings, parsed.fields["has_claim"]) == ([], [], "yes")
    first, second = parsed.fields["claims"]
    assert (first["guarantee"]["text"], first["claimant"]) == ("jaminan", [])
    assert second["guarantee"]["text"] == "senjata"
    assert [span["text"] for span in second["claimant"]] == ["Barat"]
    assert second["category"] == ["troops"]


def test_claims_stand_in_the_order_of_their_heads_whatever_their_numbers():
    swapped = [TWO[0], marked("spans", "guarantee", "senjata"), marked("spans2", "guarantee", "jaminan"), *TWO[3:]]
    assert [claim["guarantee"]["text"] for claim in parse(swapped).fields["claims"]] == ["jaminan", "senjata"]


@pytest.mark.parametrize(
    "shared",
    [
        [marked("spans", "claimant", "Rusia", "x"), marked("spans2", "claimant", "Rusia", "x")],
        [marked("spans", "claimant", "Rusia"), marked("spans2", "claimant", "Rusia")],
        [marked("spans_all", "claimant", "Rusia")],
    ],
    ids=["two keys before one drag", "marked once for each", "the row for both"],
)
def test_a_span_of_both_claims_stands_in_both(shared):
    parsed = parse([*TWO, *shared])
    assert (parsed.problems, parsed.warnings) == ([], [])
    assert [[span["text"] for span in claim["claimant"]] for claim in parsed.fields["claims"]] == [["Rusia"], ["Rusia"]]


def test_a_span_that_a_claim_has_twice_in_one_role_is_refused_since_it_may_have_been_meant_for_another():
    parsed = parse([*ONE, marked("spans", "claimant", "Rusia", "x"), marked("spans", "claimant", "Rusia", "y")])
    assert parsed.problems == ["the claimant 'Rusia' is marked twice"]
    assert list(parsed.remarks.values()) == [Remark("twice", {"words": "Rusia", "role": "claimant"})]


def test_an_actor_is_searched_for_or_chosen():
    for kind in ("choices", "taxonomy"):
        [claim] = parse([*ONE, answer("claim__claimant_unmarked", "russia", kind=kind)]).fields["claims"]
        assert claim["claimant_unmarked"] == "russia"


def test_of_an_answer_from_a_list_and_one_from_before_it_was_a_list_the_former_counts():
    before = answer("claim__claimant_unmarked", "russia")
    listed = answer("claim__claimant_unmarked-list", "usa", kind="taxonomy")
    [claim] = parse([*ONE, before, listed]).fields["claims"]
    assert claim["claimant_unmarked"] == "usa"
    [claim] = parse([*ONE, before, answer("claim__claimant_unmarked-list", kind="taxonomy")]).fields["claims"]
    assert claim["claimant_unmarked"] == "russia"


def test_what_helps_on_the_page_is_no_answer():
    parsed = parse([*ONE, answer("page__help", "codebook")])
    assert (parsed.problems, parsed.warnings, +parsed.left_out) == ([], [], {})


GROUP = answer("claim__claimant_unmarked", kind="taxonomy")
CONTRADICTIONS = [
    ([*ONE, marked("spans2", "claimant", "Barat")], "1 claim announced and a claimant ('Barat') is marked for claim 2"),
    ([*ONE, *about("claim2")], "1 claim announced and act, stance of claim 2 is answered"),
    ([TWO[0], *TWO[1:2], *TWO[3:]], "claim 2 of 2 has 0 guarantees"),
    ([*TWO, marked("spans2", "guarantee", "Barat")], "claim 2 of 2 has 2 guarantees"),
    ([ONE[0], *about("claim")], "claim 1 of 1 has 0 guarantees"),
    (
        [answer("question__has_claim", "no"), marked("spans2", "claimant", "Barat")],
        "has_claim is no and a claimant ('Barat') is marked",
    ),
    ([*about("claim"), ONE[1]], "the number of claims is missing and a guarantee ('jaminan') is marked"),
    (
        [*TWO, marked("spans", "claimant", "Rusia", "x"), marked("spans2", "addressee", "Rusia", "x")],
        "the span 'Rusia' is marked as claimant and as addressee at once",
    ),
    (
        [*TWO, marked("spans_all", "claimant", "Rusia"), marked("spans2", "claimant", "Rusia")],
        "the claimant 'Rusia' is marked for several claims at once and again for one of them",
    ),
    (
        [*TWO, marked("spans_all", "claimant", "Rusia", "x"), marked("spans2", "claimant", "Rusia", "x")],
        "a claimant is marked for several claims at once and again for one of them",
    ),
    ([*ONE, answer("question__has_claim", "yes ×2")], "two different numbers of claims are given"),
    (
        [*ONE, answer("claim__claimant_unmarked", "russia", "usa", kind="taxonomy")],
        "claimant_unmarked takes one label and has 2: russia, usa",
    ),
    ([*ONE, GROUP | {"value": {"taxonomy": [["States"]]}}], "claimant_unmarked has no label 'States'"),
    (
        [*ONE, answer("claim__claimant_unmarked", "atlantis", kind="taxonomy")],
        "claimant_unmarked has no label 'atlantis'",
    ),
]


@pytest.mark.parametrize(("result", "problem"), CONTRADICTIONS)
def test_what_contradicts_itself_is_a_problem(result, problem):
    assert problem in parse(result).problems


def test_a_result_that_could_be_of_either_page_is_read_as_the_launch_says():
    schema = SCHEMA.model_copy(update={"claim": SCHEMA.claim.model_copy(update={"attributes": ()})})
    result = [ONE[0], marked("spans", "guarantee", "jaminan"), marked("spans", "guarantee", "senjata")]
    assert len(parse_result(result, TEXT, schema).fields["claims"]) == 2
    assert parse_result(result, TEXT, schema, numbered=True).problems == ["claim 1 of 1 has 2 guarantees"]


def test_a_schema_that_announces_no_claims_is_asked_how_many():
    schema = SCHEMA.model_copy(update={"claims_if": None})
    for said, problems in (("1", []), ("0", ["0 claims announced and a guarantee ('jaminan') is marked"])):
        parsed = parse_result([answer("page__claims", said), *ONE[:2]], TEXT, schema)
        assert (parsed.problems, len(parsed.fields["claims"])) == (problems, int(said))


@pytest.mark.parametrize(
    ("result", "remark"),
    [
        ([TWO[0], TWO[1], *TWO[3:]], "Claim 2 has 0 spans marked as guarantee; it needs exactly one."),
        (
            [*ONE, marked("spans2", "claimant", "Barat")],
            "“Barat” is marked as claimant for claim 2, but your answer announces no such claim.",
        ),
        (
            [*TWO, marked("spans", "claimant", "Rusia", "x"), marked("spans2", "addressee", "Rusia", "x")],
            "“Rusia” is marked as claimant, addressee at once. Delete it and mark it again.",
        ),
        (
            [*TWO, marked("spans_all", "claimant", "Rusia"), marked("spans2", "claimant", "Rusia")],
            "“Rusia” (claimant) is marked for several claims at once, and again for one of them. "
            "Delete one of the two.",
        ),
    ],
)
def test_what_contradicts_itself_is_said_to_the_annotator_in_their_own_words(result, remark):
    parsed = parse(result)
    assert [parsed.remarks[problem].in_language("en") for problem in parsed.problems] == [remark]


def test_what_has_no_words_for_annotators_is_said_as_the_problem_is():
    parsed = parse([*ONE, *about("claim2")])
    assert [parsed.remarks[problem] for problem in parsed.problems] == [
        Remark("unreadable", {"problem": "1 claim announced and act, stance of claim 2 is answered"})
    ]
