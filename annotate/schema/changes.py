"""The change log: what became of a name that an earlier version of the schema had.

A name that went away never comes back for something else, so each means one thing in all versions: what it is
called now follows from the name alone, and to follow it twice is to follow it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from annotate.schema.elements import CLAIM, Element
from annotate.schema.model import Schema
from annotate.schema.sections import Change
from annotate.validation import nearest
from annotate.yamlfile import Location

Fault = tuple[Location, str]


class Answer(NamedTuple):
    """An element and one of its labels; without a label, the element itself."""

    element: Element
    label: str = ""

    def __str__(self) -> str:
        return f"{self.element}: {self.label}" if self.label else str(self.element)


def became(answer: Answer, changes: Sequence[Change]) -> Answer | None:
    """What `answer` is called after `changes`; None if they take it out."""
    for change in changes:
        element, label = answer
        if label:
            now = change.labels.get(element, {}).get(label, label)
            if now is None:
                return None
            label = now
        renamed = _renamed(element, change)
        if renamed is None:
            return None
        answer = Answer(renamed, label)
    return answer


def changed_in(answer: Answer, changes: Sequence[Change]) -> int:
    """The number of the first change that gave `answer` another name or took it out; how many there are if none did."""
    return next((index for index, change in enumerate(changes) if became(answer, [change]) != answer), len(changes))


def earlier_names(schema: Schema) -> list[Answer]:
    """Every element and label that the change log knows and the schema does not have any more.

    An attribute of a renamed role is among them under each name that the role ever had.
    """
    names = dict.fromkeys(
        answer
        for change in schema.changes
        for answer in (
            *map(Answer, (*change.elements, *change.labels)),
            *(Answer(element, label) for element, labels in change.labels.items() for label in labels),
        )
    )
    elements = [answer.element for answer in names]
    for attribute in (*elements, *schema.answer_space):
        if attribute.kind == "attribute" and attribute.on != CLAIM:
            for role in (element.name for element in elements if element.kind == "role"):
                answer = Answer(replace(attribute, on=role))
                now = became(answer, schema.changes)
                if now and is_present(now, schema):
                    names.setdefault(answer)
    return [answer for answer in names if became(answer, schema.changes) != answer]


def is_present(answer: Answer, schema: Schema) -> bool:
    """Whether the schema has this element, or this label."""
    return answer.element in schema.answer_space and (
        not answer.label or answer.label in labels_of(answer.element, schema)
    )


def labels_of(element: Element, schema: Schema) -> tuple[str, ...]:
    """The labels of an element, actors included; none for a role or what is not there."""
    answers = schema.answer_space.get(element)
    if not answers or not answers.form:
        return ()
    labels = tuple(label for label, _ in answers.labels)
    return labels + tuple(actor for actor in schema.actor_ids if answers.form.actors and actor not in labels)


def check_changes(schema: Schema) -> Iterator[Fault]:
    """What is wrong with a schema's change log."""
    yield from _versions(schema)
    for index, change in enumerate(schema.changes):
        if index == 0 and (change.elements or change.labels):
            yield ("changes", 0), "is the first version, so nothing can be renamed: add an entry for the version before"
        for element in change.elements:
            yield from _followed(("changes", index, "elements", str(element)), Answer(element), index, schema)
        for element, labels in change.labels.items():
            for label in labels:
                at = ("changes", index, "labels", str(element), label)
                yield from _followed(at, Answer(element, label), index, schema)


def _versions(schema: Schema) -> Iterator[Fault]:
    versions = [change.version for change in schema.changes]
    for index, (before, version) in enumerate(pairwise(versions), 1):
        if version in versions[:index]:
            yield ("changes", index, "version"), f"version {version} is written twice"
        elif (now := _numbers(version)) and (earlier := _numbers(before)) and now < earlier:
            yield ("changes", index, "version"), f"version {version} comes after {before}: write the oldest first"
    if versions and versions[-1] != schema.version:
        at = ("changes", len(versions) - 1, "version")
        yield at, f"the last entry is for version {versions[-1]}, but the schema has version {schema.version}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d+(\.\d+)*", version) else ()


def _followed(at: Location, source: Answer, index: int, schema: Schema) -> Iterator[Fault]:
    if source.label and source.element.kind == "role":
        yield at, "a role has no labels: rename it under `elements:`"
        return
    now = became(source, schema.changes[index:])
    if is_present(source, schema) and now != source:
        yield at, f"{source.label or source.element} still exists, so it cannot be renamed or taken out"
    elif now and now.element not in schema.answer_space:
        yield at, f"there is no {now.element}{nearest(str(now.element), list(map(str, schema.answer_space)))}"
    elif now and not is_present(now, schema):
        yield at, f"{now.element} has no label {now.label}{nearest(now.label, list(labels_of(now.element, schema)))}"


def _renamed(element: Element, change: Change) -> Element | None:
    name = change.elements.get(element, element.name)
    if name is None:
        return None
    on = change.elements.get(Element("role", element.on)) if element.on else None
    return replace(element, name=name, on=on or element.on)
