"""Projects with the mark of a launch that one of the annotators made, as anybody may on a server without a guard."""

import pytest
from study import NO_CLAIM

from annotate.errors import ConfigError
from annotate.labelstudio.wire.projects import find_projects


def test_a_first_push_takes_over_no_project_that_somebody_else_made(study, made_by_budi):
    number, name = made_by_budi(f"[annotate {study.config.name}/ani]"), study.config.name
    with pytest.raises(
        ConfigError, match=rf"{number} on .* is marked \[annotate {name}/ani\], but budi@example"
    ) as error:
        study.push()
    assert "push with the token of budi@example.org, otherwise delete it" in error.value.hint
    assert find_projects(study.client, name) == {"ani": [number]}
    assert study.client.sdk.projects.get(number).expert_instruction == ""
    study.client.sdk.projects.delete(number)
    assert [each.sent for each in study.push()] == [8, 8]


def test_a_launched_project_stays_although_somebody_works_in_another_with_its_mark(study, made_by_budi):
    before = study.push()
    number = made_by_budi(f"[annotate {study.config.name}/ani]")
    task = study.client.sdk.tasks.create(project=number, data={"text": "Tamu."})
    study.client.sdk.annotations.create(task.id, result=NO_CLAIM)
    said = []
    assert [(each.project, each.present) for each in study.push(progress=said.append)] == [
        (each.project, 8) for each in before
    ]
    assert any(f"project {number}, made by budi@example.org, has the mark of ani's project" in line for line in said)
    assert [each.project for each in study.pull().lookalikes] == [number]


def test_somebody_new_gets_no_project_that_somebody_else_made(study, made_by_budi):
    everybody, first = study.config.annotators, study.config.annotators[:1]
    study.but(config=study.config.model_copy(update={"annotators": first})).push()
    number = made_by_budi(f"[annotate {study.config.name}/{everybody[1].id}]")
    with pytest.raises(ConfigError, match=f"project {number} .* this workspace does not know it"):
        study.push()
    assert study.launch().annotators.keys() == {"ani"}
