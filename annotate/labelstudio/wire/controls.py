"""The controls of a labeling page: their names on the wire, and what each of them asks.

The names of controls and of task variables are the wire format: they are made and taken apart here only.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from annotate.schema import Answerable, Schema
from annotate.schema.elements import CLAIM, Element

SPANS = "spans"
TEXT = "text"
QUESTION = "question"


class Control(NamedTuple):
    """A control that holds one answer: what it asks, and about what (QUESTION, CLAIM or a role)."""

    element: Answerable
    target: str


def controls(schema: Schema) -> dict[str, Control]:
    """The schema's answer controls by the name they have on the wire."""
    asked = {control_name(question.element): Control(question, QUESTION) for question in schema.sentence_questions}
    for target in (CLAIM, *(role.name for role in schema.roles)):
        for attribute in schema.attributes_on(target):
            asked[control_name(attribute.element)] = Control(attribute, target)
    return asked


def control_name(element: Element) -> str:
    """The name on the wire of a question or an attribute."""
    return f"{element.on or QUESTION}__{element.name}"


def control_element(control: str) -> Element:
    """The question or the attribute that has this name on the wire; one that no schema has if it is not such a name."""
    target, separator, name = control.partition("__")
    if target == QUESTION and separator:
        return Element("question", name)
    return Element("attribute", name, target) if separator else Element("attribute", control)


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
