"""Schemas with a past: made-up histories of renaming, merging, removing and adding, as their authors would log them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from annotate.schema import Schema
from annotate.schema.changes import Answer
from annotate.schema.elements import Element

FIRST = {
    "question q": ["yes", "no"],
    "role head": [],
    "role other": [],
    "attribute kind on claim": ["a", "b", "c"],
    "attribute sure on other": ["low", "high"],
}


class History(NamedTuple):
    """A schema, and every name that an element or a label of it ever had."""

    schema: Schema
    names: list[Answer]


def made_schema(space: dict[str, list[str]], changes: list[dict[str, Any]]) -> Schema:
    def described(name: str, labels: list[str], **more: Any) -> dict[str, Any]:
        return {"name": name, "definition": "D.", "labels": [{"name": label} for label in labels], **more}

    questions, roles, attributes = [], [], []
    for element, labels in space.items():
        kind, name, *on = element.split(" ")
        if kind == "role":
            roles.append({"name": name, "definition": "D.", "head": not roles})
        elif kind == "question":
            questions.append(described(name, labels))
        else:
            attributes.append(described(name, labels, level="set", on=on[1]))
    claim = {"roles": roles, "attributes": attributes}
    version = changes[-1]["version"] if changes else "1"
    return Schema.model_validate(
        {"name": "past", "version": version, "title": "T", "questions": questions, "claim": claim, "changes": changes}
    )


def entry(version: int, **more: Any) -> dict[str, Any]:
    return {"version": version, "date": "2026-11-22", "note": "N.", **more}


@st.composite
def histories(draw: Callable[..., Any]) -> History:
    """A schema of one to five versions; names that went away do not come back."""
    space = {element: list(labels) for element, labels in FIRST.items()}
    names = dict.fromkeys(_names(space))
    changes = [entry(1)]
    for version in range(2, draw(st.integers(2, 6))):
        labels: dict[str, dict[str, str | None]] = {}
        after: dict[str, list[str]] = {}
        for element, old in space.items():
            fates = {label: draw(st.sampled_from(["stays", "stays", "renamed", "merged", "gone"])) for label in old}
            stay = [label for label in old if fates[label] == "stays"]
            new: dict[str, str | None] = {
                label: f"{label}{version}" if fate == "renamed" else stay[0] if fate == "merged" and stay else None
                for label, fate in fates.items()
                if fate != "stays"
            }
            added = [f"new{version}"] if draw(st.booleans()) and old else []
            after[element] = list(dict.fromkeys([*stay, *filter(None, new.values()), *added]))
            if new:
                labels[element] = new
            if old and not after[element]:
                after[element] = [f"only{version}"]
        renamed = draw(st.lists(st.sampled_from(list(space)), max_size=2, unique=True))
        elements = {element: f"{element.split(' ')[1]}{version}" for element in renamed}
        space = {_called(element, elements): labels_ for element, labels_ in after.items()}
        changes.append(entry(version, labels=labels, elements=elements))
        names |= dict.fromkeys(_names(space))
    return History(made_schema(space, changes), list(names))


def _called(element: str, elements: dict[str, str]) -> str:
    kind, name, *on = element.split(" ")
    parts = [kind, elements.get(element, name)]
    return " ".join(parts + (["on", elements.get(f"role {on[1]}", on[1])] if on else []))


def _names(space: dict[str, list[str]]) -> list[Answer]:
    return [Answer(Element.parse(element), label) for element, labels in space.items() for label in ("", *labels)]
