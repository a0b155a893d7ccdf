"""The conflicts in the sample annotations of the seed articles."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from annotate.adjudication.case import Case
from annotate.adjudication.open_cases import open_cases
from annotate.config import GoldRules
from annotate.corpus import Sentence, read_articles, split_article
from annotate.demo.run import KINDS
from annotate.demo.samples import read_samples
from annotate.new_project import bundled
from annotate.records.read import resolve_actors
from annotate.schema import Record, Schema, read_schema, record_model, stamp


class SeedConflicts(NamedTuple):
    """The schema, the seed sentences by id, the records of the samples, and their conflicts."""

    schema: Schema
    sentences: dict[str, Sentence]
    records: list[Record]
    cases: list[Case]


@lru_cache
def seed_conflicts(adjudicate: str = "minorities") -> SeedConflicts:
    """The conflicts under `adjudicate: minorities`, or another setting."""
    schema = read_schema(bundled("schemas") / "claim_stance.yaml")
    articles = read_articles([bundled("seeds")])
    sentences = [each for article in articles for each in split_article(article) if each.kind in KINDS]
    samples = read_samples(bundled("seeds") / "annotations", sentences, schema)
    model = record_model(schema)
    records = []
    for sample in samples:
        row = {
            "sentence_id": sample.sentence.id,
            "article_id": sample.sentence.article_id,
            "annotator": sample.annotator,
            "status": "skipped" if sample.answers is None else "submitted",
            "schema": stamp(schema).model_dump(),
            **(sample.answers or {}),
        }
        records.append(model.model_validate(resolve_actors(row, schema), context={"sentence": sample.sentence.text}))
    rules = GoldRules.model_validate({"adjudicate": adjudicate})
    return SeedConflicts(
        schema, {each.id: each for each in sentences}, records, open_cases(records, schema, rules, seed=1)
    )
