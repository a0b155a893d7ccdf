"""How many actions an annotation takes, by keyboard and drags: the numbers that docs/annotating.md tells annotators."""

import re

from documents import ROOT

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


def words(spans) -> list[str]:
    return [span["text"] for span in spans]


def test_annotations_take_the_actions_that_annotators_are_told_and_come_back_as_they_were_made(labeling):
    work = labeling(SCHEMA, 4)
    counted, claims = [], []
    for annotate in (no_claim, one_claim, two_claims, three_claims):
        hands = work.begin()
        annotate(hands)
        hands.submit()
        counts = [hands.counts[kind] for kind in ("keys", "chords", "drags", "clicks")]
        counted.append((*counts, sum(counts)))
        problems, fields = work.said()
        assert problems == []
        claims.append(fields["claims"])
    assert counted == told()
    assert claims[0] == []
    [one] = claims[1]
    assert (one["guarantee"]["text"], one["act"], one["stance"]) == ("guarantees", "demand", "support")
    assert [words(claim["claimant"]) for claim in claims[2]] == [["Russia"], ["Russia"]]
    assert [words(claim["addressee"]) for claim in claims[2]] == [[], ["Germany"]]
    assert [(claim["guarantee"]["text"], claim["act"], claim["stance"]) for claim in claims[3]] == [
        ("guarantees", "demand", "support"),
        ("neutrality", "demand", "mixed"),
        ("troops", "offer", "support"),
    ]
    assert [words(claim["claimant"]) for claim in claims[3]] == [["Russia"]] * 3
