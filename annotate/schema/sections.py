"""The small sections of a schema file: examples, conditions, context, decisions, rules and the change log."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from annotate.schema.elements import Element
from annotate.schema.parts import Part, Text
from annotate.validation import matching

Name = Annotated[str, matching(r"[a-z][a-z0-9_]{,39}", "up to 40 small letters a to z, digits and _, like has_claim")]


def as_text(value: object) -> object:
    """A number that YAML read as such, as text."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


LabelName = Annotated[Text, BeforeValidator(as_text)]


def as_list(value: object) -> object:
    """A text, or a number that YAML read as such, as the only one of a list."""
    return [value] if isinstance(value, str | int | float) else value


Called = Annotated[tuple[LabelName, ...], BeforeValidator(as_list)]
"""The names that something has elsewhere."""


class Example(Part):
    """A sentence from the articles that shows an element at work."""

    text: Text
    note: Text
    article: str = ""


class Condition(Part):
    """Claims are expected where this question has this answer, and only there."""

    question: Name
    label: LabelName


class Context(Part):
    """How many neighbouring sentences annotators see."""

    before: int = Field(default=2, ge=0, le=20)
    after: int = Field(default=1, ge=0, le=20)


class Step(Part):
    """One step of the order in which an annotator decides."""

    ask: Text
    yes: Text
    no: Text


class Rule(Part):
    """A rule that holds for several elements."""

    title: Text
    text: Text
    examples: tuple[Example, ...] = ()


class Change(Part):
    """An entry of the schema's change log: what a version changed in the one before it.

    `elements` gives an element its new name; `labels` gives an element's labels theirs, by the name that it had before.
    Labels with the same new name are merged; None takes answers out.
    """

    version: Annotated[Text, BeforeValidator(as_text)]
    date: Text
    note: Text
    elements: dict[Element, Name | None] = Field(default_factory=dict)
    labels: dict[Element, dict[str, LabelName | None]] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.version, self.date, self.note))
