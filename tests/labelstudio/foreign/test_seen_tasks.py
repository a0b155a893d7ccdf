"""A schema inferred from annotations of others, under which they load with nothing rejected."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.config import Config
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.export_file import read_export
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.foreign.seen_tasks import see_tasks
from annotate.project import Project
from annotate.schema import check_schema
from annotate.schema.draft import to_yaml
from annotate.workspace import Workspace

TEXT = "Farmers in Oslo protest against the new law."


def span(number: str, start: int, end: int, *labels: str, control: str = "ner") -> dict:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    return {"id": number, "type": "labels", "from_name": control, "to_name": "text", "value": value}


def answer(number: str, control: str, *labels: object, kind: str = "choices") -> dict:
    return {"id": number, "type": kind, "from_name": control, "to_name": "text", "value": {kind: list(labels)}}


def link(one: str, other: str) -> dict:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": "right"}


def loaded(folder, *results: list[dict]):
    """The schema inferred from annotations, as text and read; and the records under it, none of them rejected."""
    tasks = [
        {"id": number, "data": {"text": TEXT}, "annotations": [{"id": number, "completed_by": 5, "result": result}]}
        for number, result in enumerate(results, 1)
    ]
    export, file = folder / "export.json", folder / "s.yaml"
    export.write_text(json.dumps(tasks))
    text = to_yaml(see_tasks(read_export(export), export))
    file.write_text(text, encoding="utf-8")
    schema, problems = check_schema(file)
    assert (problems, text) == ([], text)
    files = Workspace(folder / "work")
    files.root.mkdir(exist_ok=True)
    for old in files.root.iterdir():
        old.unlink()
    pull_export([export], Project(Config(), files, schema))
    assert [row["problems"] for _, row in read_jsonl(files.rejected, "")] == []
    return text, schema, [record for _, record in read_jsonl(files.annotations, "")]


FARMERS, OSLO, LAW = span("a", 0, 7, "SocialGroup"), span("b", 11, 15, "STATE/PROVINCE"), span("c", 36, 43, "law")


def test_roles_come_from_the_labels_of_spans_whatever_they_are_called(tmp_path):
    _, schema, [record] = loaded(tmp_path, [FARMERS, OSLO, span("d", 36, 43, "DIRECT-QUOTE"), span("e", 0, 7, "Größe")])
    assert [role.name for role in schema.roles] == ["social_group", "state_province", "direct_quote", "groe"]
    assert schema.called == ("ner",)
    assert record["claims"][0]["state_province"][0]["text"] == "Oslo"


def test_the_head_is_the_label_at_one_end_of_the_links(tmp_path):
    text, schema, [record, _] = loaded(
        tmp_path, [FARMERS, OSLO, LAW, span("d", 16, 23, "law"), link("a", "c"), link("d", "b")], [FARMERS, OSLO]
    )
    assert schema.head.name == "law"
    assert "2 spans; at one end of 2 of 2 links" in text
    claims = {claim["law"]["text"]: claim for claim in record["claims"]}
    assert claims["new law"]["social_group"][0]["text"] == "Farmers"
    assert claims["protest"]["state_province"][0]["text"] == "Oslo"


@pytest.mark.parametrize(
    ("answers", "level", "labels"),
    [
        ([["pro"], ["con"]], "nominal", ["pro", "con"]),
        ([["3"], ["1"], ["2"]], "ordinal", ["1", "2", "3"]),
        ([["0"], ["1"]], "nominal", ["0", "1"]),
        ([["war", "law"], ["law"]], "set", ["law", "war"]),
        ([["Yes"], ["yes"], ["YES"]], "nominal", ["Yes", "yes (2)", "YES (3)"]),
        ([["a, b", "c"]], "set", ["a b", "c"]),
        ([["yes"], ["no"], ["null"]], "nominal", ["yes", "no", "null"]),
        ([['say "x": #1'], ["{y}"]], "nominal", ['say "x": #1', "{y}"]),
    ],
)
def test_a_question_comes_from_choices_about_the_text(tmp_path, answers, level, labels):
    _, schema, records = loaded(tmp_path, *([answer("q", "Stance!", *one)] for one in answers))
    [question] = schema.questions
    assert (question.name, question.called, question.level) == ("stance", ("Stance!",), level)
    assert [label.name for label in question.labels] == labels
    assert all(record["stance"] for record in records)


def test_an_attribute_comes_from_choices_about_spans_one_for_each_role(tmp_path):
    _, schema, [record] = loaded(
        tmp_path, [FARMERS, OSLO, answer("a", "Sure", "high"), answer("b", "Sure", "low"), answer("q", "Sure", "low")]
    )
    assert [str(element.element) for element in schema.answerables] == [
        "question sure",
        "attribute sure on social_group",
        "attribute sure on state_province",
    ]
    [claim] = record["claims"]
    assert (record["sure"], claim["social_group"]["sure"], claim["state_province"][0]["sure"]) == ("low", "high", "low")


def test_an_answer_about_a_span_with_several_labels_is_one_for_each_role(tmp_path):
    _, _, [record] = loaded(tmp_path, [span("a", 0, 7, "who", "what"), answer("a", "Sure", "high")])
    [claim] = record["claims"]
    assert (claim["who"]["sure"], claim["what"][0]["sure"]) == ("high", "high")


def test_lists_are_read_by_the_last_step_of_a_path_or_by_the_whole_where_two_end_alike(tmp_path):
    paths = [["War", "Other"], ["Peace", "Other"], ["Peace", "Talks"], ["War"]]
    _, schema, [record] = loaded(tmp_path, [answer("q", "Topics", *paths, kind="taxonomy")])
    assert [label.name for label in schema.questions[0].labels] == ["War/Other", "Peace/Other", "Talks", "War"]
    assert record["topics"] == ["War/Other", "Peace/Other", "Talks", "War"]


UNREAD = [
    answer("q", "stars", 3, kind="rating") | {"value": {"rating": 3}},
    answer("q", "note", "well", kind="textarea") | {"value": {"text": ["well"]}},
    answer("q", "how many", kind="number") | {"value": {"number": 3}},
    answer("q", "when", kind="datetime") | {"value": {"datetime": "2024-01-01"}},
    answer("q", "which", kind="pairwise") | {"value": {"selected": "left"}},
    answer("q", "order", kind="ranker") | {"value": {"ranker": {"rank": ["a"]}}},
    {
        "id": "h",
        "type": "hypertextlabels",
        "from_name": "html",
        "to_name": "text",
        "value": {"start": "/p[1]", "end": "/p[1]", "startOffset": 0, "endOffset": 3, "hypertextlabels": ["person"]},
    },
]


@pytest.mark.parametrize("item", UNREAD, ids=lambda item: item["type"])
def test_what_no_schema_can_ask_is_named_and_the_rest_loads(tmp_path, item):
    text, _, [record] = loaded(tmp_path, [FARMERS, item])
    assert f"# Not read: {item['from_name']} ({item['type']}, 1 time)." in text
    assert record["claims"][0]["social_group"]["text"] == "Farmers"


WORDS = st.sampled_from(
    [
        "a",
        "A",
        "b/c",
        "b c",
        "text",
        "status",
        "claim",
        "spans",
        "нет",
        "谁",
        "1",
        "2",
        "3",
        "yes",
        "a,b",
        ":",
        "é" * 50,
    ]
)
SPANS = st.tuples(st.sampled_from("uvw"), st.integers(0, 2), st.lists(WORDS, min_size=1, max_size=2, unique=True))
ANSWERS = st.tuples(
    st.sampled_from("uvwxy"), WORDS, st.sampled_from(["choices", "taxonomy"]), st.lists(WORDS, max_size=3, unique=True)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(SPANS, max_size=4), st.lists(ANSWERS, max_size=4)), min_size=1, max_size=3))
def test_whatever_the_annotations_have_they_load_under_the_schema_inferred_from_them(tmp_path, annotations):
    results = []
    for spans, answers in annotations:
        marked = {number: span(number, 8 * start, 8 * start + 5, *labels) for number, start, labels in spans}
        said = {
            (number, control): answer(number, control, *([[one] for one in labels] if kind == "taxonomy" else labels))
            | {"type": kind, "value": {kind: [[one] for one in labels] if kind == "taxonomy" else labels}}
            for number, control, kind, labels in answers
        }
        of_text = Counter(control for number, control in said if number not in marked)
        kept = [one for (_, control), one in said.items() if of_text[control] < 2]
        results.append([*marked.values(), *kept])
    if any(spans for spans, _ in annotations) or any(item["value"][item["type"]] for one in results for item in one):
        loaded(tmp_path, *results)
