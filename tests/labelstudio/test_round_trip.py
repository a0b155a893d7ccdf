"""What is submitted comes back from the real server as it was; what no page would submit is accounted for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from drawn import SCHEMAS, TEXT, draw_many, mutated, plain, records

from annotate.corpus import Sentence, digest
from annotate.errors import LabelStudioError
from annotate.labelstudio.wire.client import post_json
from annotate.labelstudio.wire.projects import project_counts
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import record_model, record_row
from annotate.schema.model import Schema

KEPT = ("claims", "unlinked")


def sentences(count: int) -> list[Sentence]:
    places = [(number * len(TEXT), (number + 1) * len(TEXT)) for number in range(count)]
    return [
        Sentence(f"a:{start}-{end}", "a", number, start, end, TEXT, "prose", 0, (), (), {}, digest(TEXT))
        for number, (start, end) in enumerate(places)
    ]


def submit_all(study: Any, results: list[Any]) -> list[bool]:
    """Ani submits each result to a sentence of its own; whether the server took it."""

    def submit(task: dict[str, Any], result: Any) -> bool:
        try:
            post_json(study.people["ani"], f"api/tasks/{task['id']}/annotations/", {}, {"result": result})
        except LabelStudioError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(submit, study.tasks("ani"), results))


def launched(study: Any, schema: Schema, count: int) -> Any:
    study = study.but(schema=schema)
    study.write(sentences(count))
    study.push()
    return study


def answers_of(record: dict[str, Any], schema: Schema) -> dict[str, Any]:
    names = {question.name for question in schema.sentence_questions} | set(KEPT)
    return {name: value for name, value in record.items() if name in names}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_record_comes_back_from_the_server_as_it_was(study, name):
    schema = SCHEMAS[name]
    answers = [fields for drawn, fields in draw_many(records(), 80) if drawn is schema]
    study = launched(study, schema, len(answers))
    assert all(submit_all(study, [to_result(each, schema) for each in answers]))
    assert study.pull().valid == {"ani": len(answers)}
    assert [plain(answers_of(record, schema)) for record in study.records()] == [plain(each) for each in answers]


def test_a_mutated_result_that_the_server_keeps_is_pulled_as_valid_or_as_rejected(study):
    schema = SCHEMAS["claim_stance"]
    results = [result for drawn, result in draw_many(mutated(), 250) if drawn is schema]
    study = launched(study, schema, len(results))
    taken = submit_all(study, results)
    # It may answer 500 and keep a result all the same, so its own count is what must be met.
    kept = project_counts(study.client, study.number_of("ani")).submitted
    pulled = study.pull()
    assert sum(taken) <= kept == pulled.pulled == pulled.valid["ani"] + pulled.rejected["ani"]
    assert pulled.valid["ani"] > 10 and pulled.rejected["ani"] > 30
    for row in study.records():
        result = results[int(row["sentence_id"].partition(":")[2].partition("-")[0]) // len(TEXT)]
        heading = {name: value for name, value in row.items() if name not in answers_of(row, schema)}
        here = record_model(schema).model_validate(heading | parse_result(result, TEXT, schema).fields)
        assert record_row(here) == row
    assert all(row["problems"] and row["raw"]["result"] is not None for row in study.rejected())
