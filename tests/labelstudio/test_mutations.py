"""Results that no annotator's page would submit: nothing crashes the parser, and what is sound is read as it was."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.bundled import bundled
from annotate.labelstudio.results import parse_result, to_result
from annotate.schema import read_schema, read_schema_register, record_model
from annotate.schema.model import Answerable, Schema

TEXT = "Rusia 🕊️ menuntut jaminan, Barat menolak jaminan itu; Ukraina menunggu."
SCHEMAS = {path.stem: read_schema(path) for path in sorted(bundled("schemas").glob("*.yaml")) if path.stem != "actors"}
REGISTERS = {
    name: read_schema_register(bundled("schemas") / f"{name}.yaml", schema) for name, schema in SCHEMAS.items()
}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def parse(result: object, schema: Schema):
    return parse_result(result, TEXT, schema, REGISTERS[schema.name])


def answer(draw, schema: Schema, element: Answerable) -> Any:
    labels = schema.labels_of(element)
    if element.level == "set":
        chosen = draw(st.lists(st.sampled_from(labels), unique=True, min_size=int(element.required), max_size=3))
        return sorted(chosen, key=labels.index)
    return draw(st.sampled_from(labels) if element.required else st.one_of(st.none(), st.sampled_from(labels)))


@st.composite
def spans(draw, count: int) -> list[dict[str, Any]]:
    places = draw(
        st.lists(
            st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)),
            min_size=count,
            max_size=count,
            unique_by=lambda place: place[0],
        )
    )
    ends = [(start, min(len(TEXT), start + length)) for start, length in sorted(places)]
    return [{"start": start, "end": end, "text": TEXT[start:end]} for start, end in ends]


@st.composite
def records(draw) -> tuple[Schema, dict[str, Any]]:
    """A schema and answers that its page could submit, in the order in which they are read back."""
    schema = SCHEMAS[draw(st.sampled_from(sorted(SCHEMAS)))]
    answers = {question.name: answer(draw, schema, question) for question in schema.sentence_questions}
    if schema.head:
        answers |= {"claims": [], "unlinked": []}
        for head in draw(spans(draw(st.integers(0, 3)))):
            claim: dict[str, Any] = {schema.head.name: head}
            claim |= {each.name: answer(draw, schema, each) for each in schema.claim_attributes}
            for role in schema.roles:
                if not role.head:
                    own = schema.attributes_on(role.name)
                    claim[role.name] = [
                        span | {each.name: answer(draw, schema, each) for each in own}
                        for span in draw(spans(draw(st.integers(0, 2))))
                    ]
            answers["claims"].append(claim)
    return schema, answers


def plain(value: Any) -> Any:
    """Without what was not answered, and without actors, which the register adds."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "actor" and item not in (None, [], ())}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


@settings(max_examples=300, deadline=None)
@given(records())
def test_record_to_result_and_back_is_the_identity_for_every_schema(drawn):
    schema, answers = drawn
    parsed = parse(to_result(answers, schema), schema)
    assert parsed.problems == []
    assert plain(parsed.fields) == plain(answers)


@st.composite
def mutated(draw) -> tuple[Schema, Any]:
    """A sound result in which one to three parts were changed, dropped, doubled or moved."""
    schema, answers = draw(records())
    result: list[Any] = copy.deepcopy(to_result(answers, schema))
    for _ in range(draw(st.integers(1, 3))):
        places = [(result, index) for index in range(len(result))]
        places += [(item, key) for item in result if isinstance(item, dict) for key in item]
        places += [
            (item["value"], key)
            for item in result
            if isinstance(item, dict) and isinstance(item.get("value"), dict)
            for key in item["value"]
        ]
        if not places:
            return schema, draw(JUNK)
        holder, key = draw(st.sampled_from(places))
        kind = draw(st.sampled_from(["change", "drop", "double", "shift"]))
        if kind == "change":
            holder[key] = draw(JUNK)
        elif kind == "drop":
            del holder[key]
        elif kind == "double":
            result.append(copy.deepcopy(holder[key] if holder is result else holder))
        elif isinstance(holder[key], int):
            holder[key] += draw(st.integers(-100, 100))
    return schema, result


@settings(max_examples=1000, deadline=None)
@given(mutated())
def test_a_mutated_result_is_read_or_refused_with_a_reason_and_never_crashes(drawn):
    schema, result = drawn
    parsed = parse(result, schema)
    if not parsed.problems:
        row = {"sentence_id": "a:0-9", "article_id": "a", "annotator": "ani", "status": "skipped", **parsed.fields}
        stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
        for claim in parsed.fields.get("claims", ()):
            assert all(span["text"] == TEXT[span["start"] : span["end"]] for span in spans_of(claim))
        try:
            record_model(schema).model_validate(row | {"schema": stamp}, context={"sentence": TEXT})
        except ValueError as error:
            # Only what the page requires and the result lacks is left to the model.
            assert "required" in str(error) or "missing" in str(error) or "at least 1 item" in str(error)


def spans_of(claim: dict[str, Any]) -> list[dict[str, Any]]:
    values = [value for value in claim.values() if isinstance(value, dict | list)]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [item for item in flat if isinstance(item, dict) and "start" in item]


@pytest.mark.parametrize("result", [None, 3, "x", {}, [None], [[]], [{}], [{"type": "labels"}], [{"type": []}]])
def test_what_is_not_a_result_at_all_is_a_problem(result):
    assert parse(result, SCHEMAS["claim_stance"]).problems
