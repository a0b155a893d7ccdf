"""Adjudicators at work: rulings that take one version, or options at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from drawn import TEXT

from annotate.adjudication import Adjudicated, Case, Option, Point, Ruling, adjudicate, choose
from annotate.adjudication.open_cases import cases_of
from annotate.config import GoldRules
from annotate.gold.make import make_gold, merge
from annotate.records.read import resolve_actors
from annotate.schema import Record, Schema, record_model, stamp

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
RULES = [GoldRules(adjudicate="ties"), GoldRules(adjudicate="minorities"), GoldRules(adjudicate="all")]


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
