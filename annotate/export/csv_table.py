"""Gold as CSV: one claim a row; a sentence without claims is one row too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, NamedTuple

from annotate.files import JsonObject
from annotate.schema import Schema
from annotate.schema.model import Role

_BETWEEN = " | "
_ARTICLE = ("source", "outlet", "title", "date")


class _Line(NamedTuple):
    """A sentence with one of its claims, counted from 0; {} and None where it has none."""

    row: JsonObject
    claim: JsonObject
    number: int | None


class _Column(NamedTuple):
    """A column's name, what it is about, and what is in it."""

    name: str
    about: str
    cell: Callable[[_Line], Any]


def write_csv(rows: Iterable[JsonObject], schema: Schema, file: IO[bytes]) -> int:
    """Write `rows` and return how many lines of the table there were.

    A role has its words, its offsets (`31-78`), the ids of its actors if it names any, and the answers about its spans;
    several are separated by ` | `. `unresolved` names what is open in the sentence or in the line's claim. If an
    earlier column has the same name, a column's name gets `question.` or `claim.` in front.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text)
    columns = list(_columns(schema))
    table.writerow(_headings(columns))
    count = 0
    for row in rows:
        claims = [_Line(row, claim, number) for number, claim in enumerate(row.get("claims") or ())]
        for line in claims or [_Line(row, {}, None)]:
            table.writerow([_text(column.cell(line)) for column in columns])
            count += 1
    text.detach()
    return count


def _headings(columns: Iterable[_Column]) -> list[str]:
    headings: list[str] = []
    for column in columns:
        heading = column.name
        while heading in headings:
            heading = f"{column.about}.{heading}"
        headings.append(heading)
    return headings


def _columns(schema: Schema) -> Iterator[_Column]:
    for name in ("sentence_id", "article_id"):
        yield _Column(name, "sentence", _of_sentence(name))
    for name in _ARTICLE:
        yield _Column(name, "sentence", _of_article(name))
    for name in ("kind", "text", "status"):
        yield _Column(name, "sentence", _of_sentence(name))
    yield _Column("unresolved", "sentence", _open_in)
    for question in (one for one in schema.sentence_questions if one.is_of_text):
        yield _Column(question.name, "question", _of_sentence(question.name))
    if schema.head:
        yield _Column("claim", "claim", lambda line: None if line.number is None else line.number + 1)
    for role in schema.roles:
        yield from _of_role(role, schema)
    for attribute in (one for one in schema.claim_attributes if one.is_of_text):
        yield _Column(attribute.name, "claim", _of_claim(attribute.name))


def _of_role(role: Role, schema: Schema) -> Iterator[_Column]:
    def each(show: Callable[[JsonObject], str]) -> Callable[[_Line], list[str]]:
        return lambda line: [show(span) for span in _spans(line.claim.get(role.name))]

    yield _Column(role.name, "claim", each(lambda span: span["text"]))
    yield _Column(f"{role.name}_offsets", "claim", each(lambda span: f"{span['start']}-{span['end']}"))
    for name in (
        *(["actor"] if role.actor else ()),
        *(one.name for one in schema.attributes_on(role.name) if one.is_of_text),
    ):
        yield _Column(f"{role.name}_{name}", "claim", each(_of_span(name)))


def _spans(value: Any) -> list[JsonObject]:
    return [value] if isinstance(value, dict) else value or []


def _of_span(name: str) -> Callable[[JsonObject], str]:
    return lambda span: _text(span.get(name))


def _of_sentence(name: str) -> Callable[[_Line], Any]:
    return lambda line: line.row.get(name)


def _of_article(name: str) -> Callable[[_Line], Any]:
    return lambda line: line.row["article"].get(name)


def _of_claim(name: str) -> Callable[[_Line], Any]:
    return lambda line: line.claim.get(name)


def _open_in(line: _Line) -> list[str]:
    opened = [each["element"] for each in line.row.get("unresolved", ()) if each["claim"] in (None, line.number)]
    return list(dict.fromkeys(opened))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return _BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
