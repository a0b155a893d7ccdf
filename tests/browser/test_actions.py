"""How many actions an annotation takes, by keyboard and drags: the numbers that the docs tell annotators."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from documents import ROOT
from labeling import IN_LIST, Hands
from own_schema import read_own_schema

from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


class Fingers(NamedTuple):
    """What to press for the answers about each claim, and what to type for an actor."""

    answers: tuple[tuple[str, ...], ...]
    letters: str
    actor: str


CLAIM_STANCE = Fingers((("d", "c"), ("Shift+D", "Shift+X"), ("Control+Shift+O", "Control+Shift+C")), "rus", "Russia")
PROMISES = Fingers((("f",), ("Shift+V",), ("Control+Shift+F",)), "bid", "Joe Biden")


def told(page: str) -> list[tuple[int, ...]]:
    """The numbers of a page's table: keys, chords, drags, clicks, and their sum."""
    rows = (ROOT / "docs" / page).read_text().splitlines()
    numbers = [re.findall(r"(?<=\| )\d+(?= \|)", row) for row in rows]
    return [tuple(map(int, row)) for row in numbers if len(row) == 5]


def no_claim(hands: Hands, fingers: Fingers) -> None:
    hands.press("n")


def one_claim(hands: Hands, fingers: Fingers) -> None:
    hands.press("y")
    hands.mark("2", "Russia")
    hands.mark("1", "guarantees")
    hands.mark("3", "NATO")
    hands.press(*fingers.answers[0])


def an_unnamed_actor(hands: Hands, fingers: Fingers) -> None:
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.mark("3", "NATO")
    hands.press(*fingers.answers[0])
    hands.open_list()
    hands.press(*fingers.letters)
    hands.click(IN_LIST, fingers.actor)


def two_roles(hands: Hands, fingers: Fingers) -> None:
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.mark("2", "Russia")
    hands.mark("3", "Russia")
    hands.press(*fingers.answers[0])


def two_claims(hands: Hands, fingers: Fingers) -> None:
    hands.press("w")
    hands.mark("2 Shift+2", "Russia")
    hands.mark("3 Shift+3", "NATO")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.mark("Shift+3", "Germany")
    hands.press(*fingers.answers[0], *fingers.answers[1])


def three_claims(hands: Hands, fingers: Fingers) -> None:
    hands.press("h")
    hands.mark("2 Shift+2 Control+Shift+2", "Russia")
    heads = (("", "guarantees", "NATO"), ("Shift+", "neutrality", "Ukraine"), ("Control+Shift+", "troops", "Germany"))
    for chord, head, other in heads:
        hands.mark(f"{chord}1", head)
        hands.mark(f"{chord}3", other)
    hands.press(*(key for keys in fingers.answers for key in keys))


def two_and_no_more(hands: Hands, fingers: Fingers) -> None:
    hands.press("w")
    hands.mark("Control+Shift+2", "Russia")
    hands.mark("Control+Shift+3", "NATO")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.mark("Shift+3", "Germany")
    hands.press(*fingers.answers[0], *fingers.answers[1])


WAYS: dict[Callable[[Hands, Fingers], None], list[tuple[str, list[str], list[str]]]] = {
    no_claim: [],
    one_claim: [("guarantees", ["Russia"], ["NATO"])],
    an_unnamed_actor: [("guarantees", [], ["NATO"])],
    two_roles: [("guarantees", ["Russia"], ["Russia"])],
    two_claims: [("guarantees", ["Russia"], ["NATO"]), ("neutrality", ["Russia"], ["NATO", "Germany"])],
    three_claims: [
        ("guarantees", ["Russia"], ["NATO"]),
        ("neutrality", ["Russia"], ["Ukraine"]),
        ("troops", ["Russia"], ["Germany"]),
    ],
}


def annotate_all(work, ways, fingers):
    """The actions that each way took, and the claims that came back."""
    counted, claims = [], {}
    for annotate in ways:
        # The list of the unnamed actor is still open and takes what is typed.
        actions, fields = work.carry_out(partial(annotate, fingers=fingers), button=annotate is an_unnamed_actor)
        counted.append((*actions, sum(actions)))
        claims[annotate] = fields["claims"]
    return counted, claims


def marked(claims, schema) -> list[tuple[str, list[str], list[str]]]:
    """The words of the head, and of the next two roles, of each claim."""
    head, second, third = [role.name for role in schema.roles][:3]
    return [
        (claim[head]["text"], [span["text"] for span in claim[second]], [span["text"] for span in claim[third]])
        for claim in claims
    ]


def test_annotations_take_the_actions_that_annotators_are_told_and_come_back_as_they_were_made(labeling):
    counted, claims = annotate_all(labeling(SCHEMA, len(WAYS)), WAYS, CLAIM_STANCE)
    assert counted == told("annotating.md")[:-1]
    assert {way: marked(claims[way], SCHEMA) for way in WAYS} == WAYS
    assert claims[an_unnamed_actor][0]["claimant_unmarked"] == "russia"
    assert [(claim["act"], claim["stance"]) for claim in claims[three_claims]] == [
        ("demand", "support"),
        ("demand", "mixed"),
        ("offer", "support"),
    ]


def test_where_two_claims_are_all_there_can_be_they_take_fewer(labeling):
    schema = SCHEMA.model_copy(update={"claim": SCHEMA.claim.model_copy(update={"at_most": 2})})
    counted, claims = annotate_all(labeling(schema, 1), [two_and_no_more], CLAIM_STANCE)
    assert counted == told("annotating.md")[-1:]
    assert marked(claims[two_and_no_more], schema) == WAYS[two_claims]


def test_a_schema_of_ones_own_takes_the_actions_that_its_docs_tell(labeling, tmp_path):
    schema = read_own_schema(tmp_path)
    counted, claims = annotate_all(labeling(schema, len(WAYS)), WAYS, PROMISES)
    assert counted == told("schemas.md")
    assert {way: marked(claims[way], schema) for way in WAYS} == WAYS
    assert claims[an_unnamed_actor][0]["candidate_unmarked"] == "biden"
    assert [claim["strength"] for claim in claims[three_claims]] == ["firm", "vague", "firm"]
