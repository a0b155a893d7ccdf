"""brat: a text and an .ann file an article, and the configuration that shows them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from annotate.export.brat_names import ACTORS, CLAIM, SENTENCE, Names, annotation_conf, names_of, visual_conf
from annotate.export.documents import WholeArticle, documents
from annotate.export.jsonl import answers_to_json
from annotate.export.rows import Answer, Claim, Row, Rows, Span
from annotate.file_names import FileNames
from annotate.json_files import JsonObject
from annotate.schema import Schema

_LINE_ENDS = re.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def write_brat(rows: Rows, folder: Path) -> Counter[str]:
    """Write an article a pair of files, and return what brat cannot hold.

    A claim is an event on its head, a role a type of span. Offsets are code points of the article. A span across a line
    end is written in parts, and a carriage return in a text as a space, so that every reader counts alike.
    """
    names = names_of(rows.schema)
    losses: Counter[str] = Counter()
    (folder / "annotation.conf").write_text(annotation_conf(rows.schema, names), encoding="utf-8")
    (folder / "visual.conf").write_text(visual_conf(rows.schema, names), encoding="utf-8")
    names_of_files = FileNames()
    for document in documents(rows):
        path = folder / names_of_files.of(document.id)
        text = document.text.replace("\r", " ").encode("utf-8", "replace")
        path.with_name(f"{path.name}.txt").write_bytes(text)
        writer = _Writer(document, rows.schema, names)
        for row in document.rows:
            writer.add_row(row)
        content = "".join(f"{line}\n" for line in writer.lines)
        path.with_name(f"{path.name}.ann").write_bytes(content.encode("utf-8", "replace"))
        losses += writer.losses
        losses["carriage returns, which are spaces"] += document.text.count("\r")
    return losses


class _Marked(NamedTuple):
    """A span in the article."""

    kind: str
    start: int
    end: int


class _Writer:
    """The lines of one .ann file, each kind numbered from 1."""

    def __init__(self, document: WholeArticle, schema: Schema, names: Names) -> None:
        self.lines: list[str] = []
        self.losses: Counter[str] = Counter()
        self._text, self._schema, self._names = document.text, schema, names
        self._numbers: Counter[str] = Counter()
        self._actors = {actor.id: actor.name for actor in schema.register.actors}

    def add_row(self, row: Row) -> None:
        """A sentence with its answers, and its claims."""
        sentence = row.sentence
        mark = self._span(_Marked(SENTENCE, sentence.start, sentence.end))
        if mark is None:
            self.losses["sentences of white space"] += 1
            return
        self._answers(mark, row.answers, self._names.questions)
        note: JsonObject = {"sentence_id": sentence.id, "status": row.status}
        note |= {"annotator": row.annotator} if row.annotator else {"decisions": list(row.decisions)}
        self._note(mark, note | answers_to_json(row.answers))
        fillers: dict[str, str | None] = {}
        for number, claim in enumerate(row.claims, 1):
            self._claim(number, claim, row, fillers)
        for span in row.unlinked:
            self._filler(span, row, fillers)

    def _claim(self, number: int, claim: Claim, row: Row, fillers: dict[str, str | None]) -> None:
        head = next(span for span in claim.spans if self._is_head(span))
        offset = row.sentence.start
        trigger = self._span(_Marked(CLAIM, head.start + offset, head.end + offset))
        if trigger is None:
            self.losses["claims whose head is white space"] += 1
            return
        self._reference(trigger, head)
        roles: Counter[str] = Counter()
        parts = [f"{CLAIM}:{trigger}"]
        for span in claim.spans:
            mark = None if span is head else self._filler(span, row, fillers)
            if mark:
                roles[span.role] += 1
                name = self._names.roles[span.role]
                parts.append(f"{name}{roles[span.role] if roles[span.role] > 1 else ''}:{mark}")
        event = self._add("E", " ".join(parts))
        self._answers(event, head.answers, self._names.of_role[head.role])
        self._answers(event, claim.answers, self._names.claim)
        self._note(event, {"claim": number} | answers_to_json(claim.answers))

    def _is_head(self, span: Span) -> bool:
        return self._schema.head is not None and span.role == self._schema.head.name

    def _filler(self, span: Span, row: Row, fillers: dict[str, str | None]) -> str | None:
        """The mark of a span; one that fills the same role in several claims has one."""
        key = json.dumps([span.role, span.start, span.end, span.actor, answers_to_json(span.answers)])
        if key not in fillers:
            offset = row.sentence.start
            mark = self._span(_Marked(self._names.roles[span.role], span.start + offset, span.end + offset))
            fillers[key] = mark
            if mark:
                self._answers(mark, span.answers, self._names.of_role[span.role])
                self._reference(mark, span)
        if fillers[key] is None:
            self.losses["spans of white space"] += 1
        return fillers[key]

    def _span(self, marked: _Marked) -> str | None:
        pieces = [
            found.span() for found in _LINE_ENDS.finditer(self._text, marked.start, marked.end) if found.group().strip()
        ]
        if not pieces:
            return None
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(self._text[start:end] for start, end in pieces)
        return self._add("T", f"{marked.kind} {places}\t{words}")

    def _reference(self, mark: str, span: Span) -> None:
        if span.actor:
            name = " ".join(self._actors.get(span.actor, span.actor).split())
            self._add("N", f"Reference {mark} {ACTORS}:{span.actor}\t{name}")

    def _answers(self, mark: str, answers: Mapping[str, Answer], names: Mapping[str, Mapping[str, str]]) -> None:
        for attribute, value in _attributes(answers, names):
            self._add("A", f"{attribute} {mark} {value}".rstrip())

    def _note(self, mark: str, content: JsonObject) -> None:
        self._add("#", f"AnnotatorNotes {mark}\t{json.dumps(content, ensure_ascii=True)}")

    def _add(self, kind: str, content: str) -> str:
        self._numbers[kind] += 1
        mark = f"{kind}{self._numbers[kind]}"
        self.lines.append(f"{mark}\t{content}")
        return mark


def _attributes(answers: Mapping[str, Answer], names: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Of each answer its attribute and value; of a set, one attribute per label, without a value."""
    for name, answer in answers.items():
        written = names[name]
        if isinstance(answer, tuple):
            yield from ((written[label], "") for label in answer)
        else:
            yield written[""], written[answer]
