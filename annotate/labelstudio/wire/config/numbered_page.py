"""Schema → Label Studio's labeling config: a page on which claims have numbers and nothing is ever selected."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.labelstudio.wire.config.asking import how_many, question, spans_left
from annotate.labelstudio.wire.config.basis import Basis, make_basis
from annotate.labelstudio.wire.config.earlier import hidden_controls
from annotate.labelstudio.wire.config.help import help_block
from annotate.labelstudio.wire.config.marking import bar
from annotate.labelstudio.wire.config.parts import Box, Heading, Part, Text
from annotate.labelstudio.wire.config.style import STYLE
from annotate.labelstudio.wire.config.to_xml import to_xml
from annotate.labelstudio.wire.controls import TEXT
from annotate.schema import Schema
from annotate.schema.numbers import announcing


def to_labeling_config(schema: Schema, claims: int = 0) -> str:
    """The XML that shows a sentence in its context and asks what the schema asks.

    The page has room for as many claims as the schema says, or for so many `claims` if these are more.
    """
    basis = make_basis(schema, claims)
    parts = (
        Box("progress", (Heading("$progress"), help_block(schema))),
        context("before"),
        sentence(basis),
        context("after"),
        *answers(basis),
    )
    return to_xml(parts, STYLE, "page")


def context(name: str) -> Box:
    """A text around the sentence, in which nothing can be marked."""
    return Box("context", (Text(name),))


def sentence(basis: Basis) -> Box:
    """The sentence, with the roles at its spans."""
    has_roles = bool(basis.schema.roles)
    return Box("sentence", (Text(TEXT, markable=has_roles, shows_roles=has_roles),))


def answers(basis: Basis) -> Iterator[Part]:
    """Everything with which an annotator marks and answers; what earlier answers need is among it, unseen."""
    schema = basis.schema
    if basis.claims:
        yield bar(basis)
    for asked in schema.sentence_questions:
        yield question(asked, basis)
    if basis.claims:
        if announcing(schema) is None:
            yield how_many(basis)
        yield from spans_left(basis)
        yield Box("claims", tuple(_claim(number, basis) for number in range(1, basis.claims + 1)))
        for role in schema.roles:
            yield from (question(attribute, basis) for attribute in schema.attributes_on(role.name))
    yield from hidden_controls(schema, basis.claims)


def _claim(number: int, basis: Basis) -> Box:
    asked = tuple(question(attribute, basis, number) for attribute in basis.schema.claim_attributes)
    return Box(f"claim{number}", asked, basis.when_claims(number))
