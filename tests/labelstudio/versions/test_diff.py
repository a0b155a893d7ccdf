"""A schema that changed after its launch."""

from __future__ import annotations

import pytest
from change_logs import FIRST, entry, made_schema
from study import SCHEMA_FILE, choice

from annotate.errors import SchemaError
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.versions.diff import compare, refuse_drift
from annotate.labelstudio.wire.to_result import to_result
from annotate.schema import Label, read_schema, stamp


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


def altered(**changes: object):
    """A launch of the schema of change logs, and that schema with another attribute `kind`."""
    before = made_schema(FIRST, [])
    kind, sure = before.claim.attributes
    claim = before.claim.model_copy(update={"attributes": (kind.model_copy(update=changes), sure)})
    launch = Launch(name="s", server="", schema_=stamp(before), answers=before.answer_space, projects=(), seed=1)
    return launch, before.model_copy(update={"claim": claim})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"required": True}, "attribute kind on claim is set required now"),
        ({"labels": "cab"}, "attribute kind on claim is in another order now"),
        ({"labels": "abd"}, "attribute kind on claim lost c and gained d"),
        ({"level": "ordinal", "labels": "abc"}, "is ordinal now and counts b as 1 now and counts c as 2 now"),
        ({"enabled": False}, "attribute kind on claim is gone"),
        ({"name": "sort"}, "attribute kind on claim is gone; attribute sort on claim is new"),
    ],
)
def test_a_changed_schema_is_refused_with_what_changed_in_words(changes, sentence):
    labels = {"labels": tuple(Label(name=name) for name in changes["labels"])} if "labels" in changes else {}
    launch, schema = altered(**(changes | labels))
    with pytest.raises(SchemaError, match=f"the schema changed after the launch: .*{sentence}$"):
        refuse_drift(launch, schema, None)


def test_what_the_change_log_renames_is_not_called_lost():
    before = made_schema(FIRST, [])
    log = [entry(1), entry(2, labels={"question q": {"yes": "sure"}}, elements={"role other": "rest"})]
    after = {
        "attribute sure on rest" if "sure" in name else name.replace("role other", "role rest"): labels
        for name, labels in FIRST.items()
    }
    schema = made_schema(after | {"question q": ["sure", "no"]}, log)
    launch = Launch(name="s", server="", schema_=stamp(before), answers=before.answer_space, projects=(), seed=1)
    with pytest.raises(
        SchemaError, match="role other is called role rest now; question q calls yes sure now; attribute sure"
    ):
        refuse_drift(launch, schema, None)


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
    drifted = study.but(schema=with_labels(study.schema, "stance", *kept))
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
    pages = {name: study.client.sdk.projects.get(study.number_of(name)).label_config for name in ("ani", "budi")}
    numbers = {name: study.number_of(name) for name in pages}
    lost, *kept = labels(study.schema, "stance")
    study.files.launch.unlink()
    with pytest.raises(SchemaError, match=rf"not know: attribute stance on claim: {lost} \(1 annotation\)$") as error:
        study.but(schema=with_labels(study.schema, "stance", *kept)).push()
    assert "restore launch.json" in error.value.hint
    assert {name: study.client.sdk.projects.get(numbers[name]).label_config for name in pages} == pages
    of_use = study.but(schema=with_labels(study.schema, "stance", lost, kept[0]))
    assert [each.updated for each in of_use.push()] == [True, True]


def test_a_change_of_wording_is_no_drift_and_reaches_the_projects(study):
    study.push()
    reworded = study.but(schema=study.schema.model_copy(update={"introduction": "Baca dahulu seluruh artikel."}))
    assert [each.updated for each in reworded.push()] == [True, True]
    project = study.client.sdk.projects.get(study.number_of("ani"))
    assert "Baca dahulu seluruh artikel." in project.expert_instruction


def test_an_answer_under_an_unknown_control_is_rejected_not_lost(study):
    study.push()
    study.submit("ani", study.tasks("ani")[0], [choice("question__mood", "calm")])
    assert study.pull().rejected == {"ani": 1}
