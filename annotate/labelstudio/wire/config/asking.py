"""The questions of a labeling page: about the sentence, about each claim, and about the spans of a role."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.labelstudio.wire.config.basis import Basis
from annotate.labelstudio.wire.config.earlier import earlier_labels, names_of_role
from annotate.labelstudio.wire.config.parts import Box, Choices, Heading, Option, WhenSelected
from annotate.labelstudio.wire.controls import HOW_MANY, page_name
from annotate.schema import Answerable
from annotate.schema.changes import Answer
from annotate.schema.described import Attribute
from annotate.schema.elements import CLAIM
from annotate.schema.numbers import announcing, is_searched


def question(element: Answerable, basis: Basis, claim: int = 1) -> Box:
    """A question about the sentence, about a claim, or about each span of a role."""
    role = element.on if isinstance(element, Attribute) and element.on != CLAIM else ""
    # The page drops the answers of a region whose label is not named here.
    when = WhenSelected(tuple(names_of_role(role, basis.schema))) if role else None
    searched = is_searched(element)
    required = element.required and (basis.is_always_seen or not role)
    asked = Choices(
        page_name(element, claim),
        tuple(_listed(element, basis) if searched else _labels(element, basis, claim)),
        several=element.level == "set",
        required=basis.words.please_answer.format(question=element.heading) if required else "",
        per_span=bool(role),
        when=when,
        style="search" if searched else "row",
        placeholder=basis.words.search,
    )
    return Box("question", (_title(element.heading, required=element.required), asked), when)


def how_many(basis: Basis) -> Box:
    """The page's own question how many claims there are, for a schema of which no question says it."""
    labels = basis.numbers.labels if basis.numbers else {}
    element = basis.numbers.element if basis.numbers else None
    options = tuple(
        Option(label, basis.words.numbers[number], basis.key(Answer(element, label)) if element else "")
        for label, number in labels.items()
    )
    message = basis.words.please_answer.format(question=basis.words.how_many)
    return Box("question", (_title(basis.words.how_many, required=True), Choices(HOW_MANY, options, required=message)))


def spans_left(basis: Basis) -> Iterator[Box]:
    """What the style sheet shows while there are spans and no claim is announced: they would be submitted."""
    if when := basis.when_no_claims():
        yield Box("no-claim", (Box("hint", (Heading(basis.words.spans_left),)),), when)


def _title(heading: str, *, required: bool) -> Heading:
    return Heading(f"{heading} *" if required else heading)


def _labels(element: Answerable, basis: Basis, claim: int) -> Iterator[Option]:
    """The labels of an element; the one that says that there are claims is there for each number of them."""
    counted = basis.numbers.labels if basis.numbers and element == announcing(basis.schema) else {}
    announced = basis.schema.claims_if.label if counted and basis.schema.claims_if else None
    for label in element.labels:
        shown = label.title or label.name
        if label.name != announced:
            key = basis.key(Answer(element.element, label.name), claim)
            yield Option(label.name, shown, key, label.definition)
            continue
        for submitted, number in counted.items():
            title = basis.words.one_claim.format(label=shown) if number == 1 else basis.words.numbers[number]
            hint = label.definition if submitted == label.name else ""
            yield Option(submitted, title, basis.key(Answer(element.element, submitted)), hint)
    for gone in earlier_labels(element, basis.schema):
        yield Option(gone, gone, kept=True)


def _listed(element: Answerable, basis: Basis) -> Iterator[Option]:
    titles = {label.name: label.title for label in element.labels}
    for name in basis.schema.labels_of(element):
        yield Option(name, titles.get(name) or basis.actors.get(name) or name)
