"""What a page keeps for answers under names of earlier versions of its schema, out of sight.

The server refuses a config without a control that has answers; the page keeps the answers of one that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.labelstudio.wire.config.parts import Choices, Option, Unseen
from annotate.labelstudio.wire.controls import control_name
from annotate.schema import Answerable, Schema
from annotate.schema.changes import Answer, became, earlier_names, labels_of
from annotate.schema.elements import CLAIM, Element

_GREY = "#9aa5b1"


def names_of_role(role: str, schema: Schema) -> list[str]:
    """A role's name, and what it was called before."""
    now = Answer(Element("role", role))
    return [role, *(each.element.name for each in earlier_names(schema) if became(each, schema.changes) == now)]


def earlier_roles(schema: Schema) -> dict[str, str]:
    """The roles that have another name now, or are gone, with the colour of what they became."""
    colours = {name: role.colour for role in schema.roles for name in names_of_role(role.name, schema)[1:]}
    roles = [answer.element for answer in earlier_names(schema) if answer.element.kind == "role"]
    return {role.name: colours.get(role.name, _GREY) for role in roles}


def earlier_labels(element: Answerable, schema: Schema) -> list[str]:
    """The labels that an element had and has under another name now, or not any more."""
    return [name.label for name in earlier_names(schema) if name.label and name.element == element.element]


def hidden_controls(schema: Schema, claims: int, *, linked: bool = False) -> Iterator[Unseen]:
    """Controls for questions and attributes that have another name now, or are gone; `claims` have one each.

    On a page with `linked` spans, answers about a claim stand at its head.
    """
    names = earlier_names(schema)
    for earlier in names:
        element = earlier.element
        if earlier.label or element.kind == "role":
            continue
        now = became(earlier, schema.changes)
        labels = [name.label for name in names if name.label and name.element == element]
        labels += [label for label in (labels_of(now.element, schema) if now else ()) if label not in labels]
        options = tuple(Option(label, label, kept=True) for label in labels or ["–"])
        per_span = element.kind == "attribute" and (linked or element.on != CLAIM)
        for claim in range(1, max(claims, 1) + 1) if element.on == CLAIM else (1,):
            yield Unseen(Choices(control_name(element, claim), options, several=True, per_span=per_span))
