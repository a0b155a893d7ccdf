"""Gold and agreement are the same whichever reader read the lines, and in whichever order they are."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from drawn import SCHEMAS, TEXT, answers_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.agreement import Resampling, diagnose, measure
from annotate.gold import conflict_rows, gold_lines, make_gold
from annotate.json_files import json_line
from annotate.records.read import read_records
from annotate.records.slim import read_slim, shared
from annotate.schema import stamp
from annotate.schema.model import Schema

ANNOTATORS = ("ani", "budi", "citra")
Lines = tuple[Schema, list[dict[str, Any]]]
QUIET = Resampling(resamples=0)


@st.composite
def lines(draw: st.DrawFn) -> Lines:
    """A schema, and lines of several annotators who often say the same, some of them skipped or repeated."""
    schema = SCHEMAS[draw(st.sampled_from(sorted(SCHEMAS)))]
    pool = draw(st.lists(answers_to(schema), min_size=1, max_size=3))
    rows = []
    for sentence in range(draw(st.integers(1, 4))):
        article = f"a{sentence % 2}"
        heading = {"format": 1, "sentence_id": f"{article}:{100 * sentence}-{100 * sentence + len(TEXT)}"}
        for second, annotator in enumerate(draw(st.permutations(ANNOTATORS))):
            who = {"article_id": article, "annotator": annotator, "schema": stamp(schema).model_dump()}
            said = [*pool, None][draw(st.integers(0, len(pool)))]
            answers = {"status": "skipped"} if said is None else {"status": "submitted", **said}
            rows.append(heading | who | answers | {"created_at": f"2026-11-26T05:53:0{second}Z"})
            if draw(st.integers(0, 5)) == 0:
                again = {"status": "submitted", **pool[draw(st.integers(0, len(pool) - 1))], "repeat": 1}
                rows.append(heading | who | again | {"created_at": "2026-11-27T05:53:08Z"})
    return schema, rows


def read(rows: list[dict[str, Any]], schema: Schema) -> tuple[list[Any], list[Any]]:
    """The records of both readers."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "annotations.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        slim = [record for record, _ in shared(read_slim(file, schema), schema)]
        return slim, list(read_records(file, schema))


def gold_of(records: list[Any], schema: Schema) -> tuple[dict[str, Any], dict[str, Any]]:
    """Gold and conflicts by sentence."""
    rows = make_gold(records, schema)
    gold = [row.to_json(schema) for row in rows]
    assert b"".join(gold_lines(rows, schema)) == b"".join(map(json_line, gold))
    return tuple({row["sentence_id"]: row for row in made} for made in (gold, conflict_rows(rows)))


def measured(records: list[Any], schema: Schema) -> list[dict[str, Any]]:
    return [row.to_json() for row in measure(records, schema, resampling=QUIET)]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25, deadline=None)
@given(st.data())
def test_both_readers_give_the_same_gold_agreement_and_diagnosis(data: st.DataObject) -> None:
    schema, rows = data.draw(lines())
    slim, whole = read(rows, schema)
    assert gold_of(slim, schema) == gold_of(whole, schema)
    assert measured(slim, schema) == measured(whole, schema)
    assert diagnose(slim, schema) == diagnose(whole, schema)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_gold_and_no_value(data: st.DataObject, random: Any) -> None:
    schema, rows = data.draw(lines())
    shuffled = random.sample(rows, len(rows))
    here, there = read(rows, schema)[0], read(shuffled, schema)[0]
    assert gold_of(here, schema) == gold_of(there, schema)
    for one, two in zip(measured(here, schema), measured(there, schema), strict=True):
        assert one.keys() == two.keys()
        assert {name: one[name] for name in one if not isinstance(one[name], float)} == {
            name: two[name] for name in two if not isinstance(two[name], float)
        }
        assert one.get("value") == pytest.approx(two.get("value"), abs=1e-9, nan_ok=True)
