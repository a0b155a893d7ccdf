"""The names that the register does not know, and doubtful ones."""

import pytest
import yaml

from annotate.records.actors import draft_actors, review_names
from annotate.schema import Register, check_register

REGISTER = Register.model_validate(
    {
        "actors": [
            {"id": "russia", "name": "Russia", "type": "state", "aliases": ["Rusia"]},
            {"id": "nato", "name": "NATO", "type": "organisation"},
            {"id": "rutte", "name": "Mark Rutte", "type": "person", "parent": "nato"},
        ]
    }
)


@pytest.fixture(scope="module")
def reviewed(schema, claim, annotated):
    """What is found in claimants, each in a sentence of its own, of a register with three actors."""
    known = schema.with_register(REGISTER)

    def review(*names):
        records = []
        for number, name in enumerate(names):
            record = annotated("ani", number, [claim()])
            (marked,) = record.claims
            said = marked.claimant[0].model_copy(update={"text": name, "end": len(name)})
            there = marked.model_copy(update={"claimant": (said,)})
            records.append(record.model_copy(update={"claims": (there, there)}))
        return review_names(records, known)

    return review


def test_unknown_names_have_counts_examples_and_roles(reviewed) -> None:
    unknown, doubtful = reviewed("Peskov", "PESKOV", "Peskov", "dia", "NATO", "Rusia")
    assert [(name.text, name.spellings, name.times, name.roles) for name in unknown] == [
        ("Peskov", ("PESKOV",), 3, {"claimant": 3}),
        ("dia", (), 1, {"claimant": 1}),
    ]
    assert unknown[0].examples == ("a:0-63", "a:100-163", "a:200-263")
    assert doubtful == []


def test_a_span_of_several_claims_was_marked_once_and_an_unlinked_one_too(annotated, claim, schema) -> None:
    peskov = {"start": 56, "end": 62, "text": "Peskov"}
    record = annotated("ani", 1, [claim(), claim()], unlinked=[{"role": "addressee"} | peskov])
    (name,) = review_names([record, annotated("budi", 1, None)], schema.with_register(REGISTER)).unknown
    assert (name.text, name.times, name.roles) == ("Peskov", 1, {"addressee": 1})


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("Rusia Bersatu", "found by “rusia” in a longer name"),
        ("Rusia dan NATO", "names several actors: russia, nato"),
        ("Sekjen NATO Mark Rutte", "found by “mark rutte” in a longer name"),
        ("sekjen NATO, Mark Rutte", ""),
        ("pejabat Rusia", ""),
        ("NATO", ""),
    ],
)
def test_a_name_of_several_actors_or_with_a_part_that_is_one_is_doubtful(reviewed, name, doubt) -> None:
    unknown, doubtful = reviewed(name)
    assert unknown == []
    assert [found.doubt for found in doubtful] == ([doubt] if doubt else [])


def test_a_draft_is_a_register_once_the_types_are_filled_in(reviewed, tmp_path) -> None:
    names = ["Peskov", "Пєсков", "普京", "普京帝国", "rutte", 'Mr. "X": y', "no", "2026"]
    unknown, _ = reviewed(*names)
    assert [name.text for name in unknown] == sorted(names)
    draft = draft_actors(unknown, REGISTER)
    assert len({entry["id"] for entry in yaml.safe_load(draft)["actors"]}) == len(names)
    assert "rutte_2" in draft
    file = tmp_path / "actors.yaml"
    file.write_text(draft)
    assert "type" in str(check_register(file)[1][0])
    file.write_text(draft.replace("type:", "type: person"))
    register, problems = check_register(file)
    assert problems == []
    assert {register.resolve(name) for name in names} == set(register.ids)


def test_a_draft_of_nothing_is_an_empty_register() -> None:
    assert yaml.safe_load(draft_actors([], REGISTER)) == {"actors": []}
