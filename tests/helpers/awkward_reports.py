"""Projects that a report has a hard time with: markup in every name, and more of everything than fits a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotate.config import About, Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.gold import make_gold
from annotate.json_files import write_json, write_jsonl
from annotate.project import Project
from annotate.records.read import read_records
from annotate.schema import Schema, read_schema
from annotate.workspace import Workspace

MARKUP = "</script><img src=x onerror=\"document.title='owned'\"><b>'&amp;\u202eأعلنت"
ARABIC = "أعلنت روسيا أن الناتو يرفض الضمانات 🕊️"
NUMBER = 4
"""How many sentences a project of markup has."""


def project_of_markup(folder: Path) -> Project:
    """Titles, names, labels, notes and texts are markup, or Arabic."""
    quoted = json.dumps(MARKUP)
    schema = _schema(
        folder,
        f"""\
name: awkward
version: "1"
title: {quoted}
introduction: {quoted}
actors: actors.yaml
network: {{actor: [who], target: [whom], concept: topic}}
questions:
  - {{name: tone, title: {quoted}, definition: {quoted}, labels: [{{name: {quoted}}}, {{name: "=1+1"}}]}}
claim:
  roles:
    - {{name: what, title: {quoted}, definition: {quoted}, head: true}}
    - {{name: who, title: {quoted}, definition: Who., actor: true}}
    - {{name: whom, definition: Whom., actor: true}}
  attributes:
    - {{name: topic, title: {quoted}, definition: {quoted}, labels: [{{name: {quoted}}}, {{name: other}}]}}
""",
        f"actors:\n  - {{id: one, name: {quoted}, type: state, aliases: ['</script>']}}\n"
        "  - {id: two, name: 'أعلنت', type: state}\n",
    )
    text = MARKUP + " " + ARABIC
    sentences = [_sentence(f"<i>{number}</i>", text) for number in range(NUMBER)]
    arabic = text.index(ARABIC)
    rows = [
        _row(sentence, name, schema)
        | {
            "tone": MARKUP if number else "=1+1",
            "claims": [
                {
                    "what": _span(text, 0, len(MARKUP) - 3 * number),
                    "who": [_span(text, 0, len("</script>"))],
                    "whom": [_span(text, arabic, arabic + 5)],
                    "topic": MARKUP if number == 1 else "other",
                }
            ],
            "warnings": [MARKUP],
            "origin": {"project": 1, "task": 1, "annotation": 1, "url": "javascript:alert(1)"},
        }
        for sentence in sentences
        for number, name in enumerate((MARKUP, "<b>budi</b>", "=citra"))
    ]
    about = About(curation=MARKUP, annotators=ARABIC, contact=MARKUP)
    project = _project(folder, schema, sentences, rows, Config(about=about))
    note = {"sentence_id": sentences[0].id, "adjudicator": MARKUP, "decided_at": "2026-01-01T00:00:00Z"}
    note |= {"note": MARKUP, "offered": "0", "schema": _stamp(schema)}
    write_jsonl(project.files.decisions, [note])
    return project


def crowded_project(folder: Path) -> Project:
    """200 annotators, 2,000 labels, a sentence of 20,000 characters, 40 spans on one word, and no times."""
    labels = ", ".join(f"{{name: label {number:04}}}" for number in range(2000))
    schema = _schema(
        folder,
        f"""\
name: crowded
version: "1"
title: Much of everything
questions:
  - {{name: topic, definition: Which., labels: [{labels}]}}
claim:
  roles:
    - {{name: demand, definition: What., head: true, colour: "#1d4ed8"}}
    - {{name: reason, definition: Why., colour: "#047857"}}
""",
    )
    long = " ".join(f"word{number}" for number in range(2500))[:20_000]
    sentences = [_sentence("long", long), _sentence("word", "jaminan keamanan"), _sentence("many", "Siapa pun.")]
    word = {"demand": _span("jaminan keamanan", 0, 7), "reason": [_span("jaminan keamanan", 0, 7)]}
    rows = [
        _row(sentences[2], f"annotator-{number:03}", schema) | {"topic": f"label {number * 9:04}"}
        for number in range(200)
    ]
    rows += [_row(sentences[1], "ani", schema) | {"claims": [word] * 20}, _row(sentences[1], "budi", schema)]
    rows += [
        _row(sentences[0], name, schema)
        | {"claims": [{"demand": _span(long, 100 * claim, 100 * claim + 90), "reason": []} for claim in range(claims)]}
        for name, claims in (("ani", 12), ("budi", 60))
    ]
    project = _project(folder, schema, sentences, rows, Config())
    # Measured already: 20,000 pairs of annotators take their time.
    measured: dict[str, Any] = {"records": project.records_digest(), "methods": "Measured.", "bibtex": ""}
    measured["rows"] = [{"element": "topic", "measure": "alpha", "value": 0.02}]
    write_json(project.files.agreement, measured)
    return project


def _schema(folder: Path, text: str, actors: str = "") -> Schema:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.yaml").write_text(text)
    if actors:
        (folder / "actors.yaml").write_text(actors)
    return read_schema(folder / "schema.yaml")


def _project(
    folder: Path, schema: Schema, sentences: Iterable[Sentence], rows: Iterable[dict[str, Any]], config: Config
) -> Project:
    files = Workspace(folder / "work")
    write_sentences(files.sentences, sentences)
    write_jsonl(files.annotations, rows)
    gold = make_gold(read_records(files.annotations, schema), schema)
    write_jsonl(files.gold, [row.to_json(schema) for row in gold])
    return Project(config, files, schema)


def _sentence(article: str, text: str) -> Sentence:
    return Sentence(
        f"{article}:0-{len(text)}", article, 0, 0, len(text), text, "prose", 0, (text,), (), {}, digest(text)
    )


def _row(sentence: Sentence, annotator: str, schema: Schema) -> dict[str, Any]:
    row = {"sentence_id": sentence.id, "article_id": sentence.article_id, "annotator": annotator}
    return row | {"status": "submitted", "claims": [], "schema": _stamp(schema)}


def _stamp(schema: Schema) -> dict[str, str]:
    return {"name": schema.name, "version": schema.version, "digest": schema.digest}


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}
