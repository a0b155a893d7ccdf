"""Gold whose required answers are all decided is a valid record, under every schema."""

import tempfile
from pathlib import Path

import pytest
from changed_schema import second_version
from drawn import SCHEMAS, TEXT, answers_to
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.config import GoldRules
from annotate.gold import make_gold
from annotate.schema import record_model

with tempfile.TemporaryDirectory() as folder:
    ALL = SCHEMAS | {"second version": second_version(Path(folder))}


def required(schema):
    return {each.name for each in schema.answerables if each.required and each.is_of_text}


@pytest.mark.parametrize("name", sorted(ALL))
@given(data=st.data())
@settings(max_examples=40)
def test_gold_with_all_required_answers_decided_is_a_valid_record(name, data) -> None:
    schema = ALL[name]
    model = record_model(schema)
    heading = {"sentence_id": "a:0-9", "article_id": "a", "status": "submitted"}
    heading["schema"] = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    first = data.draw(answers_to(schema))
    said = [first, first, data.draw(answers_to(schema))]
    records = [
        model.model_validate(heading | {"annotator": annotator} | answers, context={"sentence": TEXT})
        for annotator, answers in zip("abc", said, strict=True)
    ]
    rules = data.draw(st.sampled_from([GoldRules(), GoldRules(adjudicate="minorities"), GoldRules(adjudicate="all")]))
    (row,) = make_gold(records, schema, rules)
    if not {each.element for each in row.conflicts} & required(schema):
        line = row.to_json(schema)
        asked = {question.name for question in schema.sentence_questions} | ({"claims"} if schema.head else set())
        gold = {key: value for key, value in line.items() if key in asked}
        assert model.model_validate(heading | {"annotator": "gold"} | gold, context={"sentence": TEXT})
