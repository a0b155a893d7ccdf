"""What a doctor finds in a launch that somebody altered."""

from __future__ import annotations

import pytest
from study import NO_CLAIM, changed, made_sentences

from annotate.allocation.shared import SHARED
from annotate.config import Annotator
from annotate.errors import AnnotateError
from annotate.labelstudio.doctor.accounts import account_findings, launch_findings
from annotate.labelstudio.doctor.installation import (
    look,
    rewound_finding,
)
from annotate.labelstudio.doctor.local import lost_findings
from annotate.labelstudio.doctor.project import Page
from annotate.labelstudio.launch.file import read_launch, write_launch
from annotate.labelstudio.pull.raw import pulled_until
from annotate.labelstudio.push.checklist import Case, checks
from annotate.labelstudio.wire.client import post_json, read_users, write_options
from annotate.labelstudio.wire.page import page_of


@pytest.fixture
def launched(study):
    study.push()
    return study


def page(study) -> Page:
    return page_of(study.schema)


def looked(study, config_page: Page | None = None) -> list[tuple[str, str]]:
    """What is wrong with the study's launch: state and sentence of each finding that is not ok."""
    found = launch_findings(
        study.client,
        study.config,
        read_launch(study.files.launch),
        config_page or page(study),
        read_users(study.client),
    )
    found = list(found)
    assert all(finding.remedy for finding in found if finding.state != "ok")
    return [(finding.state, finding.sentence) for finding in found if finding.state != "ok"]


def refused(study) -> list[tuple[str, str]]:
    """What a push of the study would be refused for: subject and message."""
    sentences = list(study.project.sentences())
    said = []
    for subject, refuse in checks(Case(study.project, study.launch(), sentences, client=study.client)):
        try:
            refuse()
        except AnnotateError as error:
            said.append((subject, error.message))
    return said


def change(study, annotator: str, **settings) -> None:
    study.client.sdk.projects.update(study.number_of(annotator), **settings, request_options=write_options())


def label_config(study) -> str:
    return str(study.client.sdk.projects.get(study.number_of("ani")).label_config)


def test_a_project_at_which_the_server_fails_is_named_and_the_others_are_looked_at(launched, in_database):
    annotation = launched.submit("ani", launched.tasks("ani")[0], NO_CLAIM)
    change(launched, "budi", expert_instruction="Always say no.")
    in_database("update task_completion set created_at = %s where id = %s", ["infinity", annotation])
    (state, of_ani), *of_budi = looked(launched)
    assert (state, of_ani.startswith("the project of ani cannot be read: ")) == ("problem", True)
    assert [sentence.split(" has ")[0] for _, sentence in of_budi] == ["the project of budi"]
    in_database("update task_completion set created_at = %s where id = %s", ["2026-11-26", annotation])


def test_a_labeling_config_that_asks_something_else_is_named_however_the_xml_is_written(launched):
    launched.submit("ani", launched.tasks("ani")[0], NO_CLAIM)
    config = label_config(launched)
    change(launched, "ani", label_config="\n\n".join(line.strip() for line in config.splitlines()))
    assert looked(launched) == []
    change(launched, "ani", label_config=config.replace('<Choice value="unsure"', '<Choice value="perhaps"'))
    assert looked(launched) == [("problem", "the project of ani has another labeling config than the schema")]
    launched.push()
    assert looked(launched) == []


def test_settings_altered_by_hand_are_named_and_the_remedies_put_them_right(launched):
    change(
        launched,
        "ani",
        expert_instruction="Just guess.",
        show_instruction=False,
        sampling="Uniform sampling",
        maximum_annotations=2,
    )
    sentences = [sentence.removeprefix("the project of ani ") for _, sentence in looked(launched)]
    assert sentences == [
        "has other instructions than the codebook",
        "does not show the instructions before labeling",
        "shows its sentences in another order than the plan's, so the calibration round may not come first",
        "has the wrong overlap: maximum_annotations is 2 and not 1, 8 tasks with another overlap than 1",
    ]
    change(launched, "ani", maximum_annotations=1, overlap_cohort_percentage=100)
    change(launched, "ani", show_instruction=True, sampling="Sequential sampling")
    launched.push()
    assert looked(launched) == []


def test_sentences_that_are_missing_doubled_foreign_or_rewritten_are_counted(launched):
    project, tasks = launched.number_of("ani"), launched.tasks("ani")
    launched.client.sdk.tasks.delete(str(tasks[0]["id"]))
    strange = {"text": "Somebody added this.", "before": "", "after": ""}
    post_json(launched.client, f"api/projects/{project}/import", {}, [tasks[1]["data"], strange])
    rewritten = tasks[2]["data"] | {"text": "Somebody wrote something else."}
    launched.client.sdk.tasks.update(str(tasks[2]["id"]), data=rewritten, request_options=write_options())
    assert looked(launched) == [
        ("problem", "the project of ani lacks 1 of 8 sentences"),
        ("problem", "the project of ani shows 1 sentence more than once"),
        ("warning", "the project of ani has 1 task that annotate did not make"),
        ("problem", "the project of ani has 1 task whose text was changed on the server"),
    ]


def test_work_of_another_annotator_in_a_blind_project_is_named(launched):
    launched.open_to_all()
    for task in launched.tasks("ani")[:2]:
        launched.submit("budi", task, NO_CLAIM)
    launched.submit("citra", launched.tasks("ani")[2], [], was_cancelled=True)
    assert sorted(looked(launched)) == [
        ("warning", "the project of ani has 1 task annotated by citra@example.org"),
        ("warning", "the project of ani has 2 tasks annotated by budi"),
    ]


def test_a_deleted_project_and_one_that_lost_its_mark_are_found(launched):
    launched.client.sdk.projects.delete(launched.number_of("ani"), request_options=write_options())
    change(launched, "budi", description="Ours")
    assert looked(launched) == [
        ("problem", "the project of ani is not on the server, or this token may not see it"),
        (
            "warning",
            "the project of budi would not be found without launch.json: "
            "its description no longer ends with `[annotate …]`",
        ),
    ]


def test_a_number_that_has_become_another_launchs_project_is_named_and_nothing_else_is_said_of_it(launched):
    change(launched, "budi", description="[annotate another/budi]")
    assert looked(launched) == []
    [(subject, said)] = refused(launched)
    assert subject == f"project {launched.number_of('budi')}"
    assert f"is marked [annotate another/budi], but launch.json has it as [annotate {launched.config.name}/budi]" in (
        said
    )


def test_two_workspaces_of_one_name_that_share_an_article_are_found_from_both_sides(launched, tmp_path):
    other = launched.but(files=type(launched.files)(tmp_path / "other"))
    other.write([*made_sentences(1, name="b"), *made_sentences(1)])
    assert looked(other) == [
        ("warning", f"2 projects on the server are called {other.config.name!r}, and this workspace has no launch.json")
    ]
    other.push()
    assert ("problem", "the project of ani has 4 sentences that launch.json does not know") in looked(launched)
    [finding] = lost_findings(other.files, other.launch(), list(other.project.sentences()))
    assert finding.sentence.endswith("sentences.jsonl lacks 4 of 12 launched sentences")


def test_projects_of_this_name_that_the_launch_does_not_know_are_found(launched):
    whole = launched.launch()
    write_launch(launched.files.launch, whole.model_copy(update={"projects": whole.projects[:1]}))
    budis = whole.projects[1].project
    assert looked(launched) == [
        ("problem", f"1 project on the server is called {whole.name!r} and is not in launch.json: {budis}"),
        ("warning", "budi has no project yet"),
    ]


def test_a_shared_project_is_for_all_and_as_many_as_asked(study):
    study = changed(study, people=3, blind=False, overlap=2)
    study.push()
    first = study.tasks(SHARED)[0]
    for annotator in ("ani", "citra"):
        study.submit(annotator, first, NO_CLAIM)
    assert looked(study) == []
    change(study, SHARED, maximum_annotations=1)
    [(state, sentence)] = looked(study)
    assert state == "problem"
    assert sentence == (
        "the project of all annotators has the wrong overlap: maximum_annotations is 1 and not 2, "
        "8 tasks with another overlap than 2"
    )


def test_a_calibration_round_that_waits_for_the_rest_lacks_nothing(study):
    allocation = study.config.allocation.model_copy(update={"calibration": 1})
    study = study.but(config=study.config.model_copy(update={"allocation": allocation}))
    study.push(calibration_only=True)
    assert looked(study) == []
    study.submit("ani", study.tasks("ani")[0], NO_CLAIM)
    study.pull()
    looks_from = pulled_until(study.files.raw, study.number_of("ani"))
    now = look(study.client.url).server_time
    assert list(rewound_finding(now, [looks_from])) == []
    [finding] = rewound_finding(now - 3600, [looks_from])
    assert (finding.state, "annotate pull --full" in finding.remedy) == ("problem", True)


def test_annotators_without_an_account_are_named(study):
    newcomer = Annotator(id="dewi", email="nobody-yet@example.org")
    users = read_users(study.client)
    [finding] = account_findings([*study.config.annotators, newcomer], users)
    assert finding.state == "warning"
    assert finding.sentence == "without an account on the server: dewi (nobody-yet@example.org)"
    assert [each.state for each in account_findings(study.config.annotators, users)] == ["ok"]
