"""Answers and results drawn by Hypothesis: those that a page submits, and those that no page would."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotate.labelstudio.wire.to_result import to_result
from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.described import Answerable
from annotate.schema.model import Schema

TEXT = "Rusia 🕊️ menuntut jaminan, Barat menolak jaminan itu; Ukraina menunggu."
SCHEMAS = {path.stem: read_schema(path) for path in sorted(bundled("schemas").glob("*.yaml")) if path.stem != "actors"}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


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
def answers_to(draw, schema: Schema) -> dict[str, Any]:
    """Answers that the page of a schema could submit, in the order in which they are read back."""
    answers = {question.name: answer(draw, schema, question) for question in schema.sentence_questions}
    if schema.head:
        answers |= {"claims": [], "unlinked": []}
        for head in draw(spans(draw(st.integers(0, 3)))):
            of_head = {each.name: answer(draw, schema, each) for each in schema.attributes_on(schema.head.name)}
            claim: dict[str, Any] = {schema.head.name: head | of_head}
            claim |= {each.name: answer(draw, schema, each) for each in schema.claim_attributes}
            for role in schema.roles:
                if not role.head:
                    own = schema.attributes_on(role.name)
                    claim[role.name] = [
                        span | {each.name: answer(draw, schema, each) for each in own}
                        for span in draw(spans(draw(st.integers(0, 2))))
                    ]
            answers["claims"].append(claim)
    if schema.claims_if and schema.head:
        question = next(each for each in schema.sentence_questions if each.name == schema.claims_if.question)
        others = [label for label in schema.labels_of(question) if label != schema.claims_if.label]
        is_there = bool(answers["claims"])
        label = schema.claims_if.label if is_there else draw(st.sampled_from(others))
        answers[question.name] = [label] if question.level == "set" else label
    return answers


@st.composite
def records(draw) -> tuple[Schema, dict[str, Any]]:
    """A schema and answers that its page could submit."""
    schema = SCHEMAS[draw(st.sampled_from(sorted(SCHEMAS)))]
    return schema, draw(answers_to(schema))


def plain(value: Any) -> Any:
    """Without what was not answered, and without actors, which the register adds."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "actor" and item not in (None, [], ())}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


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


def draw_many(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """The same `count` examples each time, to send over the network in one go."""
    found: list[Any] = []

    @settings(max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found
