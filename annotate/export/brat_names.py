"""What brat calls the elements and labels of a schema, and its configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from annotate.export.documents import ascii_names
from annotate.schema import Answerable, Schema

CLAIM, SENTENCE, ACTORS = "Claim", "Sentence", "Actors"

_Written = Mapping[str, Mapping[str, str]]
"""Element → label → how brat writes it, and "" → the attribute; of a set, label → the attribute of that label."""


class Names(NamedTuple):
    """How brat writes roles and the answers to questions, about claims and about spans."""

    roles: Mapping[str, str]
    questions: _Written
    claim: _Written
    of_role: Mapping[str, _Written]


def names_of(schema: Schema) -> Names:
    """The names of a schema's elements: ASCII, and none twice."""
    taken = {CLAIM, SENTENCE}
    roles = {role.name: _free(role.name.capitalize(), taken) for role in schema.roles}
    return Names(
        roles,
        _written(schema, schema.sentence_questions, f"{SENTENCE}_", taken),
        _written(schema, schema.claim_attributes, "", taken),
        {
            role.name: _written(schema, schema.attributes_on(role.name), f"{roles[role.name]}_", taken)
            for role in schema.roles
        },
    )


def _written(schema: Schema, elements: Iterable[Answerable], before: str, taken: set[str]) -> _Written:
    names: dict[str, dict[str, str]] = {}
    for element in elements:
        labels = ascii_names(schema.labels_of(element))
        attribute = _free(f"{before}{element.name}"[:1].upper() + f"{before}{element.name}"[1:], taken)
        if element.level == "set":
            names[element.name] = {label: _free(f"{attribute}_{name}", taken) for label, name in labels.items()}
        else:
            names[element.name] = {"": attribute} | labels
    return names


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free)
    return free


def annotation_conf(schema: Schema, names: Names) -> str:
    """annotation.conf: what may be marked."""
    roles = [names.roles[role.name] for role in schema.roles if not role.head]
    parts = ", ".join(f"{role}*:{role}" for role in roles)
    attributes = [f"{line}" for line in _attributes(schema, names)]
    return "\n".join(
        [
            "[entities]",
            SENTENCE,
            *roles,
            "[relations]",
            "[events]",
            f"{CLAIM}\t{parts}" if parts else CLAIM,
            "[attributes]",
            *attributes,
            "",
        ]
    )


def _attributes(schema: Schema, names: Names) -> Iterator[str]:
    targets = [(SENTENCE, names.questions), (CLAIM, names.claim)]
    targets += [(CLAIM if role.head else names.roles[role.name], names.of_role[role.name]) for role in schema.roles]
    for target, written in targets:
        for labels in written.values():
            if "" in labels:
                values = "|".join(value for label, value in labels.items() if label)
                yield f"{labels['']}\tArg:{target}, Value:{values}"
            else:
                yield from (f"{name}\tArg:{target}" for name in labels.values())


def visual_conf(schema: Schema, names: Names) -> str:
    """visual.conf: what people read, and the colours of the roles."""
    headings = {names.roles[role.name]: role for role in schema.roles}
    labels = [f"{name} | {' '.join(role.heading.split()).replace('|', '/')}" for name, role in headings.items()]
    colours = [f"{CLAIM if role.head else name}\tbgColor:{role.colour}" for name, role in headings.items()]
    return "\n".join(["[labels]", *labels, "[drawing]", *colours, ""])
