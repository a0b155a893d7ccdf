"""The controls of a labeling page: their names on the wire, and what each of them asks.

The names of controls and of task variables are the wire format: they are made and taken apart here only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotate.schema import Answerable, Schema
from annotate.schema.elements import CLAIM, Element
from annotate.schema.numbers import is_searched

SPANS = "spans"
TEXT = "text"
QUESTION = "question"
HOW_MANY = "page__claims"
HELP = "page__help"
"""What the page asks for itself: how many claims there are, if no question of the schema says it; and for help."""
POINTS = "points"
BY_HAND = "adjudication__by_hand"
NOTE = "adjudication__note"
"""What the adjudicator's page asks beside its points: which of them there are, who marks by hand, and a note."""
_LISTED = "-list"
_NUMBERED = re.compile(r"(spans|claim)([2-9]|[1-9]\d+)?(_all)?(__.+)?")


class ControlName(NamedTuple):
    """A control's name without the numbers of the claims that it is about, and these; none if it names no claim."""

    name: str
    claims: tuple[int, ...] = ()


class Control(NamedTuple):
    """A control that holds one answer: what it asks, and about what (QUESTION, CLAIM or a role)."""

    element: Answerable
    target: str


def is_pages_own(name: str) -> bool:
    """Whether a control is there for the page, and asks nothing that stands in a record."""
    return name in (HOW_MANY, HELP)


def controls(schema: Schema) -> dict[str, Control]:
    """The schema's answer controls by the name they have on the wire."""
    asked = {control_name(question.element): Control(question, QUESTION) for question in schema.sentence_questions}
    for target in (CLAIM, *(role.name for role in schema.roles)):
        for attribute in schema.attributes_on(target):
            asked[control_name(attribute.element)] = Control(attribute, target)
    return asked


def control_name(element: Element, claim: int = 1, *, listed: bool = False) -> str:
    """The name on the wire of a question or an attribute, one of a claim with the number of the claim.

    One that is `listed`, to search in, has a name of its own: the page breaks down if a list gets what was chosen from
    options, as it is when a question has become a list.
    """
    number = str(claim) if element.on == CLAIM and claim > 1 else ""
    return f"{element.on or QUESTION}{number}__{element.name}{_LISTED if listed else ''}"


def page_name(asked: Answerable, claim: int = 1) -> str:
    """The name of the control with which the page with numbered claims asks it."""
    return control_name(asked.element, claim, listed=is_searched(asked))


def spans_name(claims: Sequence[int], role: str = "") -> str:
    """The name of the control that marks spans of these claims: of all roles, or of one that has questions."""
    which = "_all" if len(claims) > 1 else str(claims[0]) if claims[0] > 1 else ""
    return f"{SPANS}{which}{f'__{role}' if role else ''}"


@lru_cache(1024)
def parse_name(name: str) -> ControlName:
    """What `control_name` or `spans_name` made: spans2__cue is about spans of claim 2, claim2__act about claim 2."""
    base = name.removesuffix(_LISTED)
    match = _NUMBERED.fullmatch(base)
    if not match:
        return ControlName(base if "__" in base else name)
    claims = (1, 2) if match[3] else (int(match[2] or 1),)
    return ControlName(SPANS if match[1] == SPANS else f"{match[1]}{match[4] or ''}", claims)


def control_element(control: str) -> Element:
    """The question or the attribute that has this name on the wire; one that no schema has if it is not such a name."""
    target, separator, name = parse_name(control).name.partition("__")
    if target == QUESTION and separator:
        return Element("question", name)
    return Element("attribute", name, target) if separator else Element("attribute", control)


def point_name(place: int) -> str:
    """The name of the control that asks the point in this place of the adjudicator's page, from 1."""
    return f"point__{place}"


def match_control(name: str, kind: str, known: Collection[str]) -> str | None:
    """The name on the wire for a control of others: any that marks spans, or the only one about an element so called.

    `kind` is Labels or Choices; `known` are the names of answer controls. None if it is nothing that the schema asks.
    """
    if kind == "Labels":
        return SPANS
    alike = names_alike(name, known) if kind == "Choices" else []
    return alike[0] if len(alike) == 1 else None


def names_alike(name: str, known: Collection[str]) -> list[str]:
    """Those of the known names that a control of others may mean: the same, or else each about an element so called."""
    if name in known:
        return [name]
    return [control for control in known if control_element(control).name.casefold() == name.casefold()]
