"""CSV: one claim per row; a sentence without claims is one row too."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, NamedTuple

from annotate.export.rows import Answer, Claim, Row, Rows, Span
from annotate.schema import Role, Schema
from annotate.schema.described import Answerable
from annotate.spreadsheet import ENCODING, as_text

_BETWEEN = " | "
_ARTICLE = ("source", "outlet", "title", "date")
_NO_CLAIM = Claim(())
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")


class _Line(NamedTuple):
    """A sentence with one of its claims, counted from 0; an empty one and None where it has none."""

    row: Row
    claim: Claim
    number: int | None


class _Column(NamedTuple):
    """A column's name, what it is about, and what is in it."""

    name: str
    about: str
    cell: Callable[[_Line], Any]


def write_csv(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write `rows`, one claim per line, and return what the table has no place for.

    A role has its words, its offsets (`31-78`), the ids of its actors if it names any, and the answers about its spans;
    several are separated by ` | `. An ordinal answer has a second column with its number. `unresolved` names what is
    undecided in the sentence or in the line's claim. If an earlier column has the same name, a column's name gets
    `question.` or `claim.` in front.
    """
    return _write(rows, file, "utf-8", str)


def write_spreadsheet(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write the same so that a spreadsheet takes no cell for a formula: ' is before what begins like one."""
    return _write(rows, file, ENCODING, lambda cell: cell if _NEGATIVE.fullmatch(cell) else as_text(cell))


def _write(rows: Rows, file: IO[bytes], encoding: str, shown: Callable[[str], str]) -> Counter[str]:
    text = io.TextIOWrapper(file, encoding=encoding, errors="surrogatepass", newline="", write_through=True)
    table = csv.writer(text)
    columns = list(_columns(rows.schema, rows.of_annotators))
    table.writerow(_headings(columns))
    losses: Counter[str] = Counter()
    for row in rows:
        lines = [_Line(row, claim, number) for number, claim in enumerate(row.claims)]
        for line in lines or [_Line(row, _NO_CLAIM, None)]:
            table.writerow([shown(_text(column.cell(line))) for column in columns])
        losses["spans of no claim"] += len(row.unlinked)
        losses["decisions with their votes"] += len(row.decisions)
    text.detach()
    return losses


def _headings(columns: Iterable[_Column]) -> list[str]:
    headings: list[str] = []
    for column in columns:
        heading = column.name
        while heading in headings:
            heading = f"{column.about}.{heading}"
        headings.append(heading)
    return headings


def _columns(schema: Schema, of_annotators: bool) -> Iterator[_Column]:
    yield _Column("sentence_id", "sentence", lambda line: line.row.sentence.id)
    yield _Column("article_id", "sentence", lambda line: line.row.sentence.article_id)
    for name in _ARTICLE:
        yield _Column(name, "sentence", _of_article(name))
    yield _Column("kind", "sentence", lambda line: line.row.sentence.kind)
    yield _Column("text", "sentence", lambda line: line.row.sentence.text)
    if of_annotators:
        yield _Column("annotator", "sentence", lambda line: line.row.annotator)
    else:
        yield _Column("status", "sentence", lambda line: line.row.status)
        yield _Column("unresolved", "sentence", _undecided_in)
    for question in schema.sentence_questions:
        if question.is_of_text or of_annotators:
            yield from _of_answer(question, "question", lambda line, name: line.row.answers.get(name))
    if schema.head:
        yield _Column("claim", "claim", lambda line: None if line.number is None else line.number + 1)
    for role in schema.roles:
        yield from _of_role(role, schema, of_annotators)
    for attribute in schema.claim_attributes:
        if attribute.is_of_text or of_annotators:
            yield from _of_answer(attribute, "claim", lambda line, name: line.claim.answers.get(name))


def _of_answer(element: Answerable, about: str, answer: Callable[[_Line, str], Answer | None]) -> Iterator[_Column]:
    name = element.name
    yield _Column(name, about, lambda line: answer(line, name))
    if element.level == "ordinal":
        numbers = {label: f"{number:g}" for label, number in element.values.items()}
        yield _Column(f"{name}_number", about, lambda line: numbers.get(str(answer(line, name))))


def _of_role(role: Role, schema: Schema, of_annotators: bool) -> Iterator[_Column]:
    def each(show: Callable[[Span], str]) -> Callable[[_Line], list[str]]:
        return lambda line: [show(span) for span in line.claim.of(role.name)]

    yield _Column(role.name, "claim", each(lambda span: span.text))
    yield _Column(f"{role.name}_offsets", "claim", each(lambda span: f"{span.start}-{span.end}"))
    if role.actor:
        yield _Column(f"{role.name}_actor", "claim", each(lambda span: span.actor))
    for attribute in schema.attributes_on(role.name):
        if attribute.is_of_text or of_annotators:
            yield _Column(f"{role.name}_{attribute.name}", "claim", each(_of_span(attribute.name)))


def _of_span(name: str) -> Callable[[Span], str]:
    return lambda span: _text(span.answers.get(name))


def _of_article(name: str) -> Callable[[_Line], Any]:
    return lambda line: line.row.sentence.article.get(name)


def _undecided_in(line: _Line) -> list[str]:
    names = [each.element for each in line.row.undecided if each.claim in (None, line.number)]
    return list(dict.fromkeys(names))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return _BETWEEN.join(map(str, value)) if isinstance(value, list | tuple) else str(value)
