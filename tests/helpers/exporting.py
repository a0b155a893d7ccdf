"""Workspaces to export from: drawn annotations of awkward sentences, and the gold that is made of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from drawn import SCHEMAS
from hypothesis import strategies as st

from annotate.config import Config
from annotate.corpus import (
    Article,
    Sentence,
    digest,
    read_articles,
    split_article,
    write_articles,
    write_sentences,
)
from annotate.demo.run import KINDS
from annotate.demo.samples import read_samples
from annotate.export.read import read_rows
from annotate.export.rows import Rows
from annotate.gold import make_gold
from annotate.json_files import write_jsonl
from annotate.new_project import bundled
from annotate.project import Project
from annotate.records.read import resolve_actors
from annotate.schema import Answerable, Schema, read_schema, record_model, record_row
from annotate.workspace import Workspace

ARTICLES = {
    "a#1": '\r\nRusia 🕊️ menuntut\r\njaminan "keras".\r\n\r\nBarat\tmenolak <b>jaminan</b> & itu; Kiev menunggu.\n',
    "b:2/c d": "أعلنت روسيا أن الناتو يرفض الضمانات.\n👩‍👩‍👧 NATO # O\n",
}
PLACES = {"a#1": [(2, 37), (41, 91)], "b:2/c d": [(0, 36), (37, 51)]}
AWKWARD = """\
name: awkward
version: 1
title: Labels that formats have signs for
actors: actors.yaml
questions:
  - {name: tone, definition: Which., required: true, labels: [{name: 'so "so"'}, {name: "a\\tb <i>x</i> & | ; 🕊"}]}
  - name: strength
    level: ordinal
    definition: How strong.
    labels: [{name: very weak, value: -1.5}, {name: none}, {name: very strong, value: 2}]
  - {name: topics, level: set, definition: Which., labels: [{name: war or peace}, {name: "it's"}, {name: "O"}]}
claim:
  roles:
    - {name: actor_named, actor: true, definition: Who.}
    - {name: demand, head: true, definition: What.}
  attributes:
    - {name: sure, on: actor_named, level: ordinal, definition: How sure., labels: [{name: "n o"}, {name: "y\\"es"}]}
    - {name: kind, definition: Of which kind., labels: [{name: "B-x"}, {name: "#"}]}
"""


class Drawn(NamedTuple):
    """A schema and, by annotator, the answers to each sentence."""

    schema: Schema
    said: dict[str, dict[str, Any]]


def sentences() -> list[Sentence]:
    return [
        Sentence(
            f"{article}:{start}-{end}",
            article,
            index,
            start,
            end,
            text[start:end],
            "prose",
            index,
            (),
            (),
            {"source": f"{article}.txt", "date": "2022-01-30"},
            digest(text[start:end]),
        )
        for article, text in ARTICLES.items()
        for index, (start, end) in enumerate(PLACES[article])
    ]


def schemas(folder: Path) -> dict[str, Schema]:
    """The bundled schemas, and one with awkward labels."""
    (folder / "actors.yaml").write_text("actors:\n  - {id: russia, name: Rusia, type: state, aliases: [Barat, NATO]}\n")
    (folder / "awkward.yaml").write_text(AWKWARD)
    return SCHEMAS | {"awkward": read_schema(folder / "awkward.yaml")}


# The annotations are large, so Hypothesis draws a number, and the number draws them.
SEEDS = st.integers(0, 2**32)


def drawn_annotations(seed: int, of: dict[str, Schema], annotators: tuple[str, ...] = ("ani", "budi")) -> Drawn:
    """Annotations of all sentences under one of the schemas."""
    random = Random(seed)
    schema = of[random.choice(sorted(of))]
    said: dict[str, dict[str, Any]] = {}
    for sentence in sentences():
        shared = _answers(random, schema, sentence.text)
        said[sentence.id] = {
            name: shared if random.random() < 0.7 else _answers(random, schema, sentence.text) for name in annotators
        }
    return Drawn(schema, said)


def _answers(random: Random, schema: Schema, text: str) -> dict[str, Any]:
    answers: dict[str, Any] = _answered(random, schema, schema.sentence_questions)
    if not schema.head:
        return answers
    claims = []
    for head in _spans(random, text, 2):
        for _ in range(random.choice((1, 1, 2))):
            claim = {schema.head.name: head | _answered(random, schema, schema.attributes_on(schema.head.name))}
            claim |= _answered(random, schema, schema.claim_attributes)
            for role in schema.roles:
                if not role.head:
                    asked = schema.attributes_on(role.name)
                    claim[role.name] = [span | _answered(random, schema, asked) for span in _spans(random, text, 2)]
            claims.append(claim)
    loose = [role for role in schema.roles if not role.head and not schema.attributes_on(role.name)]
    unlinked = [{"role": role.name, **span} for role in loose[:1] for span in _spans(random, text, 1)]
    if schema.claims_if:
        question = next(each for each in schema.sentence_questions if each.name == schema.claims_if.question)
        others = [label for label in schema.labels_of(question) if label != schema.claims_if.label]
        answers[question.name] = schema.claims_if.label if claims else others[0]
    return answers | {"claims": claims, "unlinked": unlinked if claims or not schema.claims_if else []}


def _answered(random: Random, schema: Schema, elements: Iterable[Answerable]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for element in elements:
        labels = schema.labels_of(element)
        if element.level == "set":
            chosen = random.sample(labels, random.randint(int(element.required), min(3, len(labels))))
            answers[element.name] = sorted(chosen, key=labels.index)
        elif element.required or random.random() < 0.7:
            answers[element.name] = random.choice(labels)
    return answers


def _spans(random: Random, text: str, most: int) -> list[dict[str, Any]]:
    starts = sorted(random.sample(range(len(text)), random.randint(0, most)))
    ends = [min(len(text), start + random.randint(1, 14)) for start in starts]
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in zip(starts, ends, strict=True)]


def workspace(folder: Path, drawn: Drawn, *, articles: bool = True) -> Project:
    """A workspace with the annotations, their gold, sentences and articles."""
    files = Workspace(folder)
    schema = drawn.schema
    model = record_model(schema)
    stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    records = []
    for sentence in sentences():
        for name, answers in drawn.said[sentence.id].items():
            row = {"sentence_id": sentence.id, "article_id": sentence.article_id, "annotator": name}
            row |= {"status": "submitted", "schema": stamp} | answers
            records.append(model.model_validate(resolve_actors(row, schema), context={"sentence": sentence.text}))
    write_jsonl(files.annotations, map(record_row, records))
    write_jsonl(files.gold, [row.to_json(schema) for row in make_gold(records, schema)])
    write_sentences(files.sentences, sentences())
    if articles:
        write_articles(files.articles, [Article(name, text) for name, text in ARTICLES.items()])
    else:
        files.articles.unlink(missing_ok=True)
    return Project(Config(), files, schema)


def demo_workspace(folder: Path) -> Project:
    """The workspace of the demo, made of our sample annotations without a server."""
    schema = SCHEMAS["claim_stance"]
    articles = [*read_articles([bundled("seeds")])]
    split = [sentence for article in articles for sentence in split_article(article)]
    wanted = [sentence for sentence in split if sentence.kind in KINDS]
    stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    records = []
    for sample in read_samples(bundled("seeds") / "annotations", wanted, schema):
        row: dict[str, Any] = {"sentence_id": sample.sentence.id, "article_id": sample.sentence.article_id}
        row |= {"annotator": sample.annotator, "schema": stamp}
        row |= {"status": "skipped"} if sample.answers is None else {"status": "submitted"} | sample.answers
        records.append(record_model(schema).model_validate(resolve_actors(row, schema)))
    files = Workspace(folder)
    write_jsonl(files.annotations, map(record_row, records))
    write_jsonl(files.gold, [row.to_json(schema) for row in make_gold(records, schema)])
    write_sentences(files.sentences, split)
    write_articles(files.articles, articles)
    return Project(Config(), files, schema)


def rows_drawn(project: Project, of_annotators: bool) -> Rows:
    """The rows of gold, or those of one annotator, for formats that have one version of a text."""
    rows = read_rows(project, of_annotators=of_annotators)
    return rows.only(lambda row: row.annotator == "ani") if of_annotators else rows


def answered(value: Any) -> Any:
    """What is in JSON without what is empty: a set without labels is not written."""
    if isinstance(value, dict):
        return {key: answered(item) for key, item in value.items() if item not in (None, [], ())}
    return [answered(item) for item in value] if isinstance(value, list | tuple) else value
