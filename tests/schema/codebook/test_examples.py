"""The spans that examples show."""

from dataclasses import dataclass

import pytest

from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.codebook import to_html, to_markdown
from annotate.schema.codebook.examples import MarkedWords, marked_text
from annotate.schema.sections import Example

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
ROLES = {role.name: role for role in SCHEMA.roles}
TEXT = "Rusia menuntut jaminan, dan NATO menolak jaminan itu."


@dataclass
class Case:
    """An example of a role, or of a rule, and its spans as (words, role)."""

    note: str
    role: str | None
    spans: list[tuple[str, str]]
    text: str = TEXT


CASES = [
    Case("*Rusia*: who demands; *menuntut* is the cue.", "claimant", [("Rusia", "claimant")]),
    Case("*Rusia* and *NATO*: two spans.", "claimant", [("Rusia", "claimant"), ("NATO", "claimant")]),
    Case("Guarantee *jaminan itu*, cue *menolak*.", None, [("menolak", "cue"), ("jaminan itu", "guarantee")]),
    Case("*Rusia* demands it, and *NATO* will not.", None, []),
    Case("*Rusia* demands it.", "claimant", []),
    Case("*Moskow*: not in this sentence.", "claimant", []),
    Case("*Rus*: no whole word.", "claimant", []),
    Case("*jaminan*: the first place.", "guarantee", [("jaminan", "guarantee")]),
    Case("Its words.", "claimant", [("NATO", "claimant")], text="*NATO* menolak."),
    Case("Its words.", None, [], text="*NATO* menolak."),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.note)
def test_an_example_shows_the_spans_that_its_note_or_its_text_marks_and_no_others(case):
    line = marked_text(Example(text=case.text, note=case.note), ROLES.get(case.role or ""), SCHEMA)
    assert [piece for piece in line if isinstance(piece, MarkedWords)] == [
        MarkedWords(words, ROLES[role]) for words, role in case.spans
    ]
    shown = "".join(piece if isinstance(piece, str) else piece.words for piece in line)
    assert shown == case.text.replace("*", "")


def test_the_page_shows_them_in_the_colour_and_with_the_name_of_their_role():
    page = to_html(SCHEMA)
    assert '<mark class="role-claimant">Moskow <small>claimant</small></mark>, bagaimanapun' in page
    assert f".role-claimant {{ background: {ROLES['claimant'].colour}2e;" in page
    assert f".codebook .role-claimant {{ background: {ROLES['claimant'].colour}2e;" in to_html(SCHEMA, embedded=True)
    assert "Moskow, bagaimanapun" in to_markdown(SCHEMA)


def test_every_role_of_the_default_schema_has_examples_with_spans():
    page = to_html(SCHEMA)
    assert [role for role in ROLES if page.count(f'class="role-{role}"') < 2] == []
