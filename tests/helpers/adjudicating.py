"""Adjudicators at work: rulings that take one version, or options at random."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from changed_schema import second_version
from drawn import TEXT
from exporting import schemas

from annotate.adjudication import Adjudicated, Case, Option, Point, Ruling, adjudicate, choose
from annotate.adjudication.open_cases import cases_of
from annotate.config import GoldRules
from annotate.gold.make import make_gold, merge
from annotate.records.read import resolve_actors
from annotate.schema import Record, Schema, read_schema, record_model, stamp

# Claims that a set of labels announces, attributes of every kind of span, and answers of annotators about themselves.
ODD = """\
name: odd
version: 1
title: Whatever a schema can ask
actors: actors.yaml
claims_if: {question: kinds, label: claim}
questions:
  - {name: kinds, level: set, required: true, definition: Which., labels: [{name: aside}, {name: claim}, {name: none}]}
  - {name: tone, level: ordinal, definition: How., labels: [{name: low}, {name: high}]}
  - {name: tired, of: annotator, required: true, definition: Are you?, labels: [{name: yes}, {name: no}]}
claim:
  roles:
    - {name: what, head: true, definition: What.}
    - {name: who, actor: true, definition: Who.}
    - {name: why, definition: Why.}
  attributes:
    - {name: act, required: true, definition: What., labels: [{name: ask}, {name: give}]}
    - {name: tags, level: set, required: true, definition: Which., labels: [{name: a}, {name: b}, {name: c}]}
    - {name: sure, of: annotator, required: true, definition: How sure., labels: [{name: 1}, {name: 2}]}
    - {name: shape, on: what, required: true, definition: Which., labels: [{name: round}, {name: flat}]}
    - {name: side, on: who, required: true, definition: Which., labels: [{name: left}, {name: right}]}
    - {name: doubt, on: who, of: annotator, definition: Is there any?, labels: [{name: yes}]}
"""

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
RULES = [GoldRules(adjudicate="ties"), GoldRules(adjudicate="minorities"), GoldRules(adjudicate="all")]


def every_schema() -> dict[str, Schema]:
    """The bundled schemas, one whose claims nothing announces, and one that asks whatever can be asked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "odd.yaml").write_text(ODD)
        made = schemas(folder)
        return made | {"odd": read_schema(folder / "odd.yaml"), "second version": second_version(folder / "second")}


def record(schema: Schema, annotator: str, answers: dict[str, Any], text: str = TEXT) -> Record:
    """A submitted record of one sentence."""
    heading = {"sentence_id": f"a:0-{len(text)}", "article_id": "a", "status": "submitted", "annotator": annotator}
    row = heading | {"schema": stamp(schema).model_dump()} | answers
    return record_model(schema).model_validate(resolve_actors(row, schema), context={"sentence": text})


def gold_above(records: list[Record], rulings: list[Ruling], schema: Schema, rules: GoldRules) -> Adjudicated:
    """The gold of records, with what adjudicators decided."""
    return adjudicate(make_gold(records, schema, rules), records, rulings, schema, rules)


def cases(records: list[Record], schema: Schema, rules: GoldRules, seed: int = 1) -> list[Case]:
    return cases_of(merge(records, schema, rules), seed)


def ruling(case: Case, schema: Schema, pick: Callable[[Point], Option], by: str = "dewi", **more: Any) -> Ruling:
    """A ruling that picks an option of each point."""
    points = tuple(choose(point, pick(point)) for point in case.points)
    values = {"sentence_id": case.sentence_id, "adjudicator": by, "decided_at": AT, "points": points}
    return Ruling.model_validate(values | {"offered": case.digest, "schema": stamp(schema)} | more)


def version_of(letter: str) -> Callable[[Point], Option]:
    """Takes what a version has, and the first option of a point of which it says nothing."""
    return lambda point: point.of_letter(letter) or point.options[0]


def at_random(seed: int) -> Callable[[Point], Option]:
    drawn = random.Random(seed)
    return lambda point: drawn.choice(point.options)


def by_hand(case: Case, schema: Schema, fields: dict[str, Any], by: str = "dewi", **more: Any) -> Ruling:
    """A ruling that marks the whole sentence by hand."""
    values = {"sentence_id": case.sentence_id, "adjudicator": by, "decided_at": AT, "by_hand": fields}
    return Ruling.model_validate(values | {"offered": case.digest, "schema": stamp(schema)} | more)
