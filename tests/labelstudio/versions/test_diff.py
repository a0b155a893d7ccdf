"""A schema that changed after its launch."""

from __future__ import annotations

import pytest
from study import SCHEMA_FILE, choice

from annotate.errors import SchemaError
from annotate.labelstudio.launch.model import Launch, stamp
from annotate.labelstudio.versions.diff import compare
from annotate.labelstudio.wire.results import to_result
from annotate.schema import read_schema


def with_labels(schema, name: str, *labels: str):
    """The schema with other labels on one attribute of the claim."""

    def changed(attribute):
        if attribute.name != name:
            return attribute
        known = {label.name: label for label in attribute.labels}
        first = attribute.labels[0]
        kept = tuple(known.get(label) or first.model_copy(update={"name": label, "hotkey": ""}) for label in labels)
        return attribute.model_copy(update={"labels": kept})

    attributes = tuple(changed(attribute) for attribute in schema.claim.attributes)
    return schema.model_copy(update={"claim": schema.claim.model_copy(update={"attributes": attributes})})


def labels(schema, name: str) -> list[str]:
    return [label.name for each in schema.claim.attributes if each.name == name for label in each.labels]


def test_a_lost_and_a_gained_label_are_told_apart_from_the_rest():
    schema = read_schema(SCHEMA_FILE)
    before = labels(schema, "stance")
    changed = with_labels(schema, "stance", *before[1:], "torn")
    launch = Launch(name="s", server="", schema_=stamp(schema), answers=schema.answer_space, projects=(), seed=1)
    assert [(str(each.answer), each.change) for each in compare(launch, changed, {})] == [
        (f"attribute stance on claim: {before[0]}", "removed"),
        ("attribute stance on claim: torn", "added"),
    ]


def test_push_and_pull_refuse_a_changed_schema_and_say_how_many_annotations_it_touches(study):
    study.push()
    for task in study.tasks("ani")[:2]:
        answers = {
            "has_claim": "yes",
            "claims": [
                {
                    "guarantee": {"start": 0, "end": 5, "text": "Rusia"},
                    "act": "demand",
                    "stance": labels(study.schema, "stance")[0],
                }
            ],
        }
        study.submit("ani", task, to_result(answers, study.schema))
    lost, *kept = labels(study.schema, "stance")
    drifted = study._replace(schema=with_labels(study.schema, "stance", *kept))
    expected = f"attribute stance on claim lost {lost} \\(2 annotations would be rejected\\)"
    with pytest.raises(SchemaError, match=expected):
        drifted.push()
    with pytest.raises(SchemaError, match=expected):
        drifted.pull()
    assert study.pull().valid == {"ani": 2}


def test_a_schema_that_changed_is_noticed_although_launch_json_is_lost(study):
    study.push()
    for annotator, label in zip(("ani", "budi"), labels(study.schema, "stance"), strict=False):
        claim = {"guarantee": {"start": 0, "end": 5, "text": "Rusia"}, "act": "demand", "stance": label}
        result = to_result({"has_claim": "yes", "claims": [claim]}, study.schema)
        study.submit(annotator, study.tasks(annotator)[0], result)
    pages = {name: study.client.sdk.projects.get(study.project(name)).label_config for name in ("ani", "budi")}
    numbers = {name: study.project(name) for name in pages}
    lost, *kept = labels(study.schema, "stance")
    study.files.launch.unlink()
    with pytest.raises(SchemaError, match=rf"not know: attribute stance on claim: {lost} \(1 annotation\)$") as error:
        study._replace(schema=with_labels(study.schema, "stance", *kept)).push()
    assert "put a copy of launch.json back" in error.value.hint
    assert {name: study.client.sdk.projects.get(numbers[name]).label_config for name in pages} == pages
    of_use = study._replace(schema=with_labels(study.schema, "stance", lost, kept[0]))
    assert [each.updated for each in of_use.push()] == [True, True]


def test_a_change_of_wording_is_no_drift_and_reaches_the_projects(study):
    study.push()
    reworded = study._replace(schema=study.schema.model_copy(update={"introduction": "Baca dahulu seluruh artikel."}))
    assert [each.updated for each in reworded.push()] == [True, True]
    project = study.client.sdk.projects.get(study.project("ani"))
    assert "Baca dahulu seluruh artikel." in project.expert_instruction


def test_an_answer_under_an_unknown_control_is_rejected_not_lost(study):
    study.push()
    study.submit("ani", study.tasks("ani")[0], [choice("question__mood", "calm")])
    assert study.pull().rejected == {"ani": 1}
