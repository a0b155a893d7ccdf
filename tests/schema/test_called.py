"""Names that a schema's elements have elsewhere."""

from pathlib import Path

import pytest

from annotate.schema import check_schema, read_schema
from annotate.schema.called import in_our_names

SCHEMA = """
name: groups
version: "1"
title: Groups
questions:
  - name: tone
    called: [Tone of it, TONE]
    definition: How it sounds.
    labels: [{name: glad, called: 2}, {name: sad, called: [":(", SAD]}]
claim:
  roles:
    - {name: group, head: true, called: SocialGroup, definition: Who.}
    - {name: place, called: [STATE/PROVINCE, CITY], definition: Where.}
  attributes:
    - {name: sure, called: Certainty, definition: How sure., labels: [{name: low, called: L}, {name: high, called: H}]}
    - {name: kind, on: place, called: Kind, definition: What., level: set, labels: [{name: land, called: Land}]}
"""


def written(folder: Path, text: str = SCHEMA) -> Path:
    (folder / "s.yaml").write_text(text)
    return folder / "s.yaml"


def test_a_record_of_others_gets_our_names(tmp_path: Path):
    schema = read_schema(written(tmp_path))
    span = {"start": 0, "end": 2, "text": "We"}
    theirs = {
        "sentence_id": "a:0-2",
        "TONE": ":(",
        "claims": [{"SocialGroup": span, "CITY": [span | {"Kind": ["Land"]}], "Certainty": "H"}],
        "unlinked": [{"role": "STATE/PROVINCE"} | span],
    }
    assert in_our_names(theirs, schema) == {
        "sentence_id": "a:0-2",
        "tone": "sad",
        "claims": [{"group": span, "place": [span | {"kind": ["land"]}], "sure": "high"}],
        "unlinked": [{"role": "place"} | span],
    }


def test_our_names_stay_and_what_is_called_by_neither_too(tmp_path: Path):
    schema = read_schema(written(tmp_path))
    ours = {"tone": "glad", "mood": "x", "claims": [{"group": 3, "place": []}], "unlinked": "gone"}
    assert in_our_names(ours, schema) == ours
    twice = {"tone": "glad", "TONE": "SAD"}
    assert in_our_names(twice, schema) == twice


def test_other_names_change_neither_the_answers_nor_the_digest(tmp_path: Path):
    schema = read_schema(written(tmp_path))
    plain = SCHEMA.replace("called: SocialGroup, ", "").replace("called: L}", "called: l}")
    assert read_schema(written(tmp_path, plain)).digest == schema.digest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("STATE/PROVINCE, CITY", "SocialGroup", "SocialGroup is what group is called"),
        ("STATE/PROVINCE, CITY", "group", "group is what group is called"),
        ('":(", SAD', "glad", "glad is what glad is called"),
        ('":(", SAD', '"2"', "2 is what glad is called"),
        ("[STATE/PROVINCE, CITY]", "{a: b}", "must be a list"),
    ],
)
def test_a_name_elsewhere_means_one_thing(tmp_path: Path, old: str, new: str, problem: str):
    assert old in SCHEMA
    _, problems = check_schema(written(tmp_path, SCHEMA.replace(old, new)))
    assert [problem in str(one) for one in problems] == [True]
