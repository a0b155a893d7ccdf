"""Results of earlier versions of a schema, read under the names of today."""

from __future__ import annotations

from typing import Any

from change_logs import FIRST, History, entry, histories, made_schema
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.labelstudio.versions.rename import answers_of, rename_result
from annotate.labelstudio.wire.controls import control_name
from annotate.schema.changes import Answer, is_present
from annotate.schema.elements import Element

TWICE = made_schema(
    FIRST | {"question q": ["sure", "no"], "attribute sort on claim": ["a", "c"]},
    [
        entry(1),
        entry(2, labels={"attribute kind on claim": {"b": "a"}}, elements={"attribute kind on claim": "type"}),
        entry(3, labels={"question q": {"yes": "sure"}}, elements={"attribute type on claim": "sort"}),
    ],
)


def span(number: int, role: str) -> dict[str, Any]:
    value = {"start": number, "end": number + 1, "text": "x", "labels": [role]}
    return {"id": f"s{number}", "from_name": "spans", "to_name": "text", "type": "labels", "value": value}


def choices(place: str, element: str, *labels: str) -> dict[str, Any]:
    value = {"choices": list(labels)}
    return {
        "id": place,
        "from_name": control_name(Element.parse(element)),
        "to_name": "text",
        "type": "choices",
        "value": value,
    }


@st.composite
def results(draw: Any) -> tuple[History, list[dict[str, Any]]]:
    """A schema with a past, and what annotators may have answered under any of its versions."""
    history = draw(histories())
    items: list[dict[str, Any]] = []
    for name in draw(st.lists(st.sampled_from(history.names), max_size=8)):
        if name.element.kind == "role":
            items.append(span(len(items), name.element.name))
        elif name.label:
            items.append(choices(f"s{len(items)}", str(name.element), name.label))
    return history, items


@settings(max_examples=40)
@given(results())
def test_renaming_a_result_twice_is_renaming_it_once(given_):
    history, items = given_
    renamed = rename_result(items, history.schema)
    assert rename_result(renamed.result, history.schema) == (renamed.result, {})


@settings(max_examples=40)
@given(results())
def test_every_answer_is_present_now_or_said_to_be_gone(given_):
    history, items = given_
    renamed = rename_result(items, history.schema)
    assert all(is_present(answer, history.schema) for item in renamed.result for answer in answers_of(item))
    before = {
        answer for item in items for answer in answers_of(item) if answer.label or len(list(answers_of(item))) == 1
    }
    assert set(renamed.answers) == {answer for answer in before if not is_present(answer, history.schema)}


def test_without_changes_a_result_is_left_as_it_is():
    result = [span(0, "cue"), choices("q", "question q", "maybe"), {"odd": 1}, 3]
    assert rename_result(result, made_schema(FIRST, [])).result is result


def test_merged_labels_of_a_set_become_one():
    [item] = rename_result([choices("s1", "attribute kind on claim", "b", "c", "a")], TWICE).result
    assert (item["from_name"], item["value"]["choices"]) == ("claim__sort", ["a", "c"])


def test_what_was_answered_anew_under_a_later_name_counts():
    earlier = [choices("s1", "attribute kind on claim", "b"), choices("s1", "attribute type on claim", "c")]
    elsewhere = choices("s2", "attribute kind on claim", "a")
    [item, other] = rename_result([*earlier, elsewhere], TWICE).result
    assert (item["id"], item["value"]["choices"]) == ("s1", ["c"])
    assert other["id"] == "s2"
    present = choices("s1", "attribute sort on claim", "a")
    assert rename_result([present, *earlier], TWICE).result == [present]


def test_a_span_of_a_role_that_is_gone_goes_with_its_links():
    space = {element: labels for element, labels in FIRST.items() if "other" not in element}
    schema = made_schema(space, [entry(1), entry(2, elements={"role other": None})])
    link = {"type": "relation", "from_id": "s1", "to_id": "s0", "direction": "right"}
    renamed = rename_result([span(0, "head"), span(1, "other"), link], schema)
    assert renamed.result == [span(0, "head")]
    assert renamed.answers == {Answer(Element("role", "other")): None}


def test_a_malformed_answer_stays_as_it_is():
    odd = [
        choices("q", "question q", "yes") | {"value": value}
        for value in (None, {}, {"choices": "yes"}, {"choices": [3]})
    ]
    assert rename_result(odd, TWICE) == (odd, {})
