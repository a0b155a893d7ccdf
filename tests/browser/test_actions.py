"""How many actions an annotation takes, by keyboard and drags: the numbers that docs/annotating.md tells annotators."""

import re

from documents import ROOT
from labeling import IN_LIST, LIST

from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


def told() -> list[tuple[int, ...]]:
    """The numbers of the table: keys, chords, drags, clicks, and their sum."""
    rows = (ROOT / "docs" / "annotating.md").read_text().splitlines()
    return [tuple(map(int, re.findall(r"\| (\d+)", row))) for row in rows if re.search(r"\| \d+ \|", row)]


def no_claim(hands):
    hands.press("n")


def one_claim(hands):
    hands.press("y")
    hands.mark("2", "Russia")
    hands.mark("1", "guarantees")
    hands.mark("3", "NATO")
    hands.press("d", "c")


def two_claims(hands):
    hands.press("w")
    hands.mark("5 Shift+5", "Lavrov")
    hands.mark("2 Shift+2", "Russia")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.mark("Shift+3", "Germany")
    hands.press("d", "c", "Shift+D", "Shift+X")


def three_claims(hands):
    hands.press("h")
    hands.mark("2 Shift+2 Control+Shift+2", "Russia")
    for chord, head, addressee in (("", "guarantees", "NATO"), ("Shift+", "neutrality", "Ukraine")):
        hands.mark(f"{chord}1", head)
        hands.mark(f"{chord}3", addressee)
    hands.mark("Control+Shift+1", "troops")
    hands.mark("Control+Shift+3", "Germany")
    hands.press("d", "c", "Shift+D", "Shift+X", "Control+Shift+O", "Control+Shift+C")


def an_unnamed_actor(hands):
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.mark("3", "NATO")
    hands.press("d", "c")
    hands.click(LIST)
    hands.press(*"rus")
    hands.click(IN_LIST, "Russia")


def words(spans) -> list[str]:
    return [span["text"] for span in spans]


def test_annotations_take_the_actions_that_annotators_are_told_and_come_back_as_they_were_made(labeling):
    ways = (no_claim, one_claim, an_unnamed_actor, two_claims, three_claims)
    work = labeling(SCHEMA, len(ways))
    counted, claims = [], {}
    for annotate in ways:
        # The list of the unnamed actor is still open and takes what is typed.
        actions, fields = work.carry_out(annotate, button=annotate is an_unnamed_actor)
        counted.append((*actions, sum(actions)))
        claims[annotate] = fields["claims"]
    assert counted == told()
    assert claims[no_claim] == []
    [one], [unnamed] = claims[one_claim], claims[an_unnamed_actor]
    assert (unnamed["claimant"], unnamed["claimant_unmarked"], words(unnamed["addressee"])) == ([], "russia", ["NATO"])
    assert (one["guarantee"]["text"], one["act"], one["stance"]) == ("guarantees", "demand", "support")
    assert [words(claim["claimant"]) for claim in claims[two_claims]] == [["Russia"], ["Russia"]]
    assert [words(claim["addressee"]) for claim in claims[two_claims]] == [[], ["Germany"]]
    assert [(claim["guarantee"]["text"], claim["act"], claim["stance"]) for claim in claims[three_claims]] == [
        ("guarantees", "demand", "support"),
        ("neutrality", "demand", "mixed"),
        ("troops", "offer", "support"),
    ]
    assert [words(claim["claimant"]) for claim in claims[three_claims]] == [["Russia"]] * 3
