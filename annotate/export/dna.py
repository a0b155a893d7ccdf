"""Discourse Network Analyzer: each claim as a statement of actors, concepts and stance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import IO, Literal

from annotate.corpus.selecting.selection import iso_date
from annotate.errors import InsufficientData
from annotate.export.dna_file import LONGEST, PASSWORD, DnaDocument, Entity, Statement, Variable, write_dna_file
from annotate.export.documents import documents
from annotate.export.rows import Claim, Row, Rows
from annotate.schema import Attribute, Schema

R_LINES = (
    "in R:",
    "  library(rDNA)",
    "  dna_init()",
    f'  dna_openDatabase("{{path}}", coderId = 1, coderPassword = "{PASSWORD}")',
)
_GOLD = "gold"
_TOLD = ("sentence", "claim", "status")
_BEYOND = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")
_BETWEEN = " | "


@dataclass(frozen=True)
class _Part:
    """A variable of the statements, and the roles and attributes of a claim that fill it.

    If `multiplies`, each of several values makes a statement; else they are one value, with signs between them.
    """

    variable: Variable
    elements: tuple[str, ...]
    multiplies: bool = False


@dataclass
class _Writing:
    """What is written so far, and what cannot be held."""

    schema: Schema
    parts: list[_Part]
    coders: dict[str, int]
    names: dict[str, str]
    documents: list[DnaDocument] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    losses: Counter[str] = field(default_factory=Counter)


def write_dna(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write a database, and return what it cannot hold.

    DNA has one value of a variable in a statement, so a claim makes a statement for each of its actors with each of its
    targets and concepts. Offsets are code points. A character beyond the basic plane is U+FFFD, and a carriage return a
    space, so that DNA counts alike.

    Raises:
        InsufficientData: the schema has no claims, or no article has a date.
    """
    schema = rows.schema
    if not schema.head:
        raise InsufficientData("the schema has no claims, and DNA holds nothing else", "choose csv, jsonl or long")
    writing = _Writing(schema, _parts(schema), {} if rows.of_annotators else {_GOLD: 1}, _names_of_actors(schema))
    for document in documents(rows):
        about = document.rows[0].sentence.article
        day = iso_date(str(about.get("date", "")))
        if not day:
            writing.losses["articles without a date"] += 1
            continue
        title, source, section = (str(about.get(key) or "") for key in ("title", "source", "outlet"))
        text = document.text.replace("\r", " ")
        writing.losses["carriage returns, which are spaces"] += document.text.count("\r")
        title, source, section = (_short(words, writing.losses) for words in (title or document.id, source, section))
        of_file = DnaDocument(title, _basic(text, writing.losses), source, section, _basic(document.id), _seconds(day))
        writing.documents.append(of_file)
        for row in document.rows:
            _add_row(writing, row)
    if writing.losses["articles without a date"] and not writing.documents:
        raise InsufficientData("no article has a date, and DNA needs one for each", "give one: --date 2022-02-24")
    variables = [part.variable for part in writing.parts]
    write_dna_file(file, writing.coders, variables, writing.documents, writing.statements)
    return writing.losses


def _parts(schema: Schema) -> list[_Part]:
    """Actors, targets and concepts of the schema's network, the other roles with actors, and the other attributes."""
    network = schema.network
    entities = {
        _cut(name): Entity(actor.type, _cut(", ".join(actor.aliases)), actor.id)
        for actor, name in zip(schema.register.actors, _names_of_actors(schema).values(), strict=True)
    }
    of_network = [elements for elements in ((network.actor, network.target) if network else ()) if elements]
    taken = {element for elements in of_network for element in elements}
    others = [role.name for role in schema.roles if role.actor and role.name not in taken]
    parts = [_Part(Variable(elements[0], entities=entities), elements, multiplies=True) for elements in of_network]
    parts += [_Part(Variable(role, entities=entities), (role,)) for role in others]
    for attribute in schema.claim_attributes:
        if attribute.name not in taken and attribute.is_of_text:
            kind: Literal["integer", "short text"] = "integer" if _is_number(attribute, schema) else "short text"
            multiplies = network is not None and attribute.name == network.concept
            parts.append(_Part(Variable(attribute.name, kind), (attribute.name,), multiplies))
    names = {part.variable.name for part in parts}
    return parts + [_Part(Variable(f"{name} of text" if name in names else name), ()) for name in _TOLD]


def _is_number(attribute: Attribute, schema: Schema) -> bool:
    """Whether it is the qualifier, and a scale of whole numbers."""
    is_qualifier = schema.network is not None and attribute.name == schema.network.qualifier
    return (
        is_qualifier
        and attribute.level == "ordinal"
        and all(value == int(value) for value in attribute.values.values())
    )


def _names_of_actors(schema: Schema) -> dict[str, str]:
    """Actor → its name, with its id where two have one name."""
    times = Counter(_cut(actor.name) for actor in schema.register.actors)
    return {
        actor.id: f"{actor.name[:100]} ({actor.id})" if times[_cut(actor.name)] > 1 else actor.name
        for actor in schema.register.actors
    }


def _add_row(writing: _Writing, row: Row) -> None:
    losses = writing.losses
    coder = writing.coders.setdefault(row.annotator or _GOLD, len(writing.coders) + 1)
    losses["answers about sentences"] += len(row.answers)
    losses["decisions with their votes"] += len(row.decisions)
    roles = {element for part in writing.parts for element in part.elements}
    head_role = writing.schema.head.name if writing.schema.head else ""
    others = (span for claim in row.claims for span in claim.spans if span.role != head_role)
    for span in (*row.unlinked, *others):
        losses["words of roles, and answers about them"] += 1 + len(span.answers)
        if span.role in roles and not span.actor:
            losses["actors that the register does not know"] += 1
    for number, claim in enumerate(row.claims, 1):
        made = list(_values(claim, writing))
        if not made:
            losses["claims without the number of a stance"] += 1
        losses["claims that are several statements"] += len(made) > 1
        [head] = claim.of(head_role)
        for values in made:
            told = (_short(row.sentence.id, losses), str(number), row.status)
            names = [part.variable.name for part in writing.parts]
            start, stop = row.sentence.start + head.start, row.sentence.start + head.end
            of_all = dict(zip(names, (*values, *told), strict=True))
            writing.statements.append(Statement(len(writing.documents), start, stop, coder, of_all))


def _values(claim: Claim, writing: _Writing) -> Iterator[tuple[str | int, ...]]:
    """The values of each statement that a claim makes; none if a number is missing."""
    options: list[list[str | int]] = []
    for part in writing.parts:
        if not part.elements:
            continue
        words = _words(claim, part, writing.names)
        if part.variable.kind == "integer":
            numbers = next(each for each in writing.schema.claim_attributes if each.name == part.elements[0]).values
            options.append([int(numbers[word]) for word in words])
        elif part.multiplies:
            options.append([_short(word, writing.losses) for word in words] or [""])
        else:
            options.append([_short(_BETWEEN.join(words), writing.losses)])
    yield from product(*options)


def _words(claim: Claim, part: _Part, names: Mapping[str, str]) -> list[str]:
    """The names of actors, or the labels, that fill a part, each once."""
    words: dict[str, None] = {}
    for element in part.elements:
        answer = claim.answers.get(element, ())
        labels = (answer,) if isinstance(answer, str) else answer
        actors = [span.actor for span in claim.of(element) if span.actor]
        actors += [label for label in labels if label in names and part.variable.entities is not None]
        words |= dict.fromkeys(names[actor] for actor in actors)
        if part.variable.entities is None:
            words |= dict.fromkeys(names.get(label, label) for label in labels)
    return list(words)


def _seconds(day: str) -> int:
    """The beginning of a day, or of the first day of a month or a year, UTC."""
    first = f"{day}-01-01"[: len("2022-01-30")] if len(day) < len("2022-01-30") else day
    return int(datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp())


def _basic(text: str, losses: Counter[str] | None = None) -> str:
    changed, times = _BEYOND.subn("\ufffd", text)
    if losses is not None:
        losses["characters that DNA cannot count, which are U+FFFD"] += times
    return changed


def _cut(text: str) -> str:
    return _basic(text)[:LONGEST]


def _short(text: str, losses: Counter[str]) -> str:
    losses[f"texts of over {LONGEST} characters, which are cut"] += len(text) > LONGEST
    return _cut(text)
