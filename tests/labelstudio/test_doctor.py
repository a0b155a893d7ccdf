"""What a doctor finds in a launch that somebody altered, and in a server that somebody else set up."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from study import NO_CLAIM, SCHEMA_FILE, changed, made_sentences

from annotate.config import Annotator
from annotate.corpus import digest, write_sentences
from annotate.labelstudio.client import connect, post_json, read_users, write_options
from annotate.labelstudio.doctor.difference import config_differences
from annotate.labelstudio.doctor.here import change_findings, credentials_findings, disk_finding, workspace_findings
from annotate.labelstudio.doctor.installation import (
    clock_finding,
    look,
    parse_settings,
    public_findings,
    read_settings,
    rewound_finding,
    settings_findings,
)
from annotate.labelstudio.doctor.launched import account_findings, launch_findings
from annotate.labelstudio.doctor.project import Page
from annotate.labelstudio.labeling_config import to_labeling_config
from annotate.labelstudio.launch import SHARED, Adopted, AdoptedTask, Launch, LaunchedProject
from annotate.labelstudio.launch_file import read_launch, write_launch
from annotate.labelstudio.raw import pulled_until
from annotate.labelstudio.server import application, postgres
from annotate.labelstudio.server.credentials import read_credentials
from annotate.labelstudio.server.database import prepare_database
from annotate.schema import Register, SchemaStamp, read_schema
from annotate.schema.codebook import to_html
from annotate.workspace import Workspace

WIRE = Path(__file__).parents[1] / "wire"


@pytest.fixture
def launched(study):
    study.push()
    return study


def page(study) -> Page:
    return Page(to_labeling_config(study.schema, study.register), to_html(study.schema, embedded=True))


def looked(study, config_page: Page | None = None) -> list[tuple[str, str]]:
    """What is wrong with the study's launch: state and sentence of each finding that is not ok."""
    found = launch_findings(
        study.client,
        study.config.name,
        read_launch(study.files.launch),
        study.config.annotators,
        config_page or page(study),
        read_users(study.client),
    )
    found = list(found)
    assert all(finding.remedy for finding in found if finding.state != "ok")
    return [(finding.state, finding.sentence) for finding in found if finding.state != "ok"]


def change(study, annotator: str, **settings) -> None:
    study.client.sdk.projects.update(study.project(annotator), **settings, request_options=write_options())


def label_config(study) -> str:
    return str(study.client.sdk.projects.get(study.project("ani")).label_config)


@pytest.mark.server
def test_only_what_differs_in_a_labeling_config_is_told(launched):
    launched.submit("ani", launched.tasks("ani")[0], NO_CLAIM)
    config = label_config(launched)
    change(launched, "ani", label_config="\n\n".join(line.strip() for line in config.splitlines()))
    assert looked(launched) == []
    change(launched, "ani", label_config=config.replace('<Choice value="unsure"', '<Choice value="perhaps"'))
    assert looked(launched) == [
        (
            "problem",
            "the project of ani has another labeling config than the schema: Choice unsure of Choices "
            "question__has_claim is gone; Choice perhaps of Choices question__has_claim is new",
        )
    ]
    launched.push()
    assert looked(launched) == []


@pytest.mark.server
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
        "has not the overlap that was asked: maximum_annotations is 2 and not 1, 8 tasks of another overlap than 1",
    ]
    change(launched, "ani", maximum_annotations=1, overlap_cohort_percentage=100)
    change(launched, "ani", show_instruction=True, sampling="Sequential sampling")
    launched.push()
    assert looked(launched) == []


@pytest.mark.server
def test_sentences_that_are_missing_doubled_foreign_or_rewritten_are_counted(launched):
    project, tasks = launched.project("ani"), launched.tasks("ani")
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


@pytest.mark.server
def test_work_of_another_annotator_in_a_blind_project_is_named(launched):
    for task in launched.tasks("ani")[:2]:
        launched.submit("budi", task, NO_CLAIM)
    launched.submit("citra", launched.tasks("ani")[2], [], was_cancelled=True)
    assert sorted(looked(launched)) == [
        ("warning", "the project of ani has 1 task annotated by citra@example.org"),
        ("warning", "the project of ani has 2 tasks annotated by budi"),
    ]


@pytest.mark.server
def test_a_deleted_project_and_one_that_lost_its_mark_are_found(launched):
    launched.client.sdk.projects.delete(launched.project("ani"), request_options=write_options())
    change(launched, "budi", description="Ours")
    assert looked(launched) == [
        ("problem", "the project of ani is not on the server, or not for this token to see"),
        ("warning", "the project of budi would not be found without launch.json: its description lost its mark"),
    ]


@pytest.mark.server
def test_a_number_that_has_become_another_launchs_project_is_named_and_nothing_else_is_said_of_it(launched):
    change(launched, "budi", description="[annotate another/budi]")
    [(state, sentence)] = looked(launched)
    assert state == "problem"
    assert f"is marked [annotate another/budi], and for launch.json it is [annotate {launched.config.name}/budi]" in (
        sentence
    )


@pytest.mark.server
def test_two_workspaces_of_one_name_that_share_an_article_are_found_from_both_sides(launched, tmp_path):
    other = launched._replace(files=type(launched.files)(tmp_path / "other"))
    other.write([*made_sentences(1, name="b"), *made_sentences(1)])
    assert looked(other) == [
        ("warning", f"2 projects on the server are called {other.config.name!r}, and this workspace has no launch.json")
    ]
    other.push()
    assert ("problem", "the project of ani has 4 sentences that launch.json does not know") in looked(launched)
    [finding] = change_findings(other.files, other.launch(), other.schema)
    assert finding.sentence.endswith("sentences.jsonl lacks 4 of 12 launched sentences")


@pytest.mark.server
def test_projects_of_this_name_that_the_launch_does_not_know_are_found(launched):
    whole = launched.launch()
    write_launch(launched.files.launch, whole.model_copy(update={"projects": whole.projects[:1]}))
    budis = whole.projects[1].project
    assert looked(launched) == [
        ("problem", f"1 project on the server is called {whole.name!r} and is not in launch.json: {budis}"),
        ("warning", "budi has no project yet"),
    ]


@pytest.mark.server
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
        "the project of all annotators has not the overlap that was asked: maximum_annotations is 1 and not 2, "
        "8 tasks of another overlap than 2"
    )


@pytest.mark.server
def test_a_calibration_round_that_waits_for_the_rest_lacks_nothing(study):
    allocation = study.config.allocation.model_copy(update={"calibration": 1})
    study = study._replace(config=study.config.model_copy(update={"allocation": allocation}))
    study.push(calibration_only=True)
    assert looked(study) == []
    study.submit("ani", study.tasks("ani")[0], NO_CLAIM)
    study.pull()
    looks_from = pulled_until(study.files.raw, study.project("ani"))
    now = look(study.client.url).server_time
    assert list(rewound_finding(now, [looks_from])) == []
    [finding] = rewound_finding(now - 3600, [looks_from])
    assert (finding.state, "annotate pull --full" in finding.remedy) == ("problem", True)


@pytest.mark.server
def test_annotators_without_an_account_are_named(study):
    newcomer = Annotator(id="dewi", email="nobody-yet@example.org")
    users = read_users(study.client)
    [finding] = account_findings([*study.config.annotators, newcomer], users)
    assert finding.state == "warning"
    assert finding.sentence == "without an account on the server: dewi (nobody-yet@example.org)"
    assert [each.state for each in account_findings(study.config.annotators, users)] == ["ok"]


@pytest.mark.server
def test_a_server_that_annotate_started_is_sound(server, administrator):
    seen = look(server.url)
    found = [*public_findings(seen), *settings_findings(read_settings(administrator))]
    assert {finding.subject: finding.state for finding in found} == dict.fromkeys(
        ("version", "clock", "sign-up", "analytics", "database", "errors"), "ok"
    )
    assert list(rewound_finding(seen.server_time, [])) == []


@pytest.mark.server
def test_looking_at_sign_up_signs_nobody_up(server, administrator):
    before = read_users(administrator)
    look(server.url)
    assert read_users(administrator) == before


@pytest.mark.server
def test_what_only_an_administrator_is_shown_is_unknown_to_others(people):
    [finding] = settings_findings(read_settings(people["ani"]))
    assert (finding.subject, finding.state) == ("database", "unknown")
    assert "administrator" in finding.remedy


@pytest.fixture(scope="module")
def careless(migrated_copy, tmp_path_factory):
    """The address of a server with sign-up open and reporting on, though its reports reach nobody."""
    with migrated_copy(tmp_path_factory.mktemp("careless") / "workspace") as workspace:
        folder = workspace / "server"
        sockets = postgres.start(folder / "postgres", folder / "logs" / "postgresql.log")
        nowhere = "127.0.0.1:9"
        environment = prepare_database(postgres.address(sockets, "labelstudio")) | {
            "COLLECT_ANALYTICS": "True",
            "SENTRY_DSN": f"http://key@{nowhere}/1",
            "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "false",
            "HTTPS_PROXY": f"http://{nowhere}",
            "HTTP_PROXY": f"http://{nowhere}",
            "NO_PROXY": "",
        }
        admin = read_credentials(workspace / "credentials.json").admin
        log = folder / "logs" / "label-studio.log"
        pid = application.launch(folder / "label-studio", log, application.free_port(), 1, admin, environment)
        yield f"http://127.0.0.1:{application.wait_until_ready(pid, log)}/", admin


@pytest.mark.server
def test_open_sign_up_and_reports_to_others_are_warnings(careless):
    url, admin = careless
    client = connect(url, admin.token)
    found = [*public_findings(look(url)), *settings_findings(read_settings(client))]
    assert {finding.subject: finding.state for finding in found if finding.state != "ok"} == {
        "sign-up": "warning",
        "analytics": "warning",
        "errors": "warning",
    }
    assert all("in the server's environment" in finding.remedy for finding in found if finding.state != "ok")
    client.sdk._client_wrapper.httpx_client.httpx_client.close()


def test_sqlite_is_a_warning_that_says_why():
    settings = parse_settings((WIRE / "settings-sqlite-1.23.2.json").read_text())
    database, errors = settings_findings(settings)
    assert (database.subject, database.state, errors.state) == ("database", "warning", "warning")
    assert "save tasks without their annotations" in database.sentence
    assert "PostgreSQL" in database.remedy


@pytest.mark.parametrize(
    ("ahead", "state", "says"),
    [
        (0, "ok", "agree"),
        (-42, "ok", "agree"),
        (-420, "warning", "420 s behind"),
        (299, "ok", "agree"),
        (600, "warning", "600 s ahead"),
    ],
)
def test_clocks_may_differ_as_far_as_access_tokens_allow(ahead, state, says):
    finding = clock_finding(ahead)
    assert (finding.state, says in finding.sentence) == (state, True)


def test_config_differences_say_what_became_of_each_part():
    before = (
        '<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="A" alias="a"/></Choices></View>'
    )
    assert config_differences(before, before.replace("><", ">\n  <")) == []
    assert config_differences(before, before.replace(' toName="t"', ' toName="t" required="true"')) == [
        "Choices c has another required"
    ]
    assert config_differences(before, before.replace('value="A"', 'value="Aye"')) == [
        "Choice a of Choices c has another value"
    ]
    assert config_differences(before, '<View><Text name="t" value="$t"/></View>') == ["Choices c is gone"]
    order = (
        '<View><Choices name="c" toName="t"><Choice value="A" alias="a"/></Choices><Text name="t" value="$t"/></View>'
    )
    assert config_differences(before, order) == ["its parts are in another order"]
    assert config_differences(before, "<View>")[0].startswith("it is not XML")
    boxed = f'<View><Style>a {{}}</Style><View className="q"><Header value="H"/>{before[6:]}</View>'
    without = (
        '<View><Style>b {}</Style><View className="q"><Header value="H"/><Text name="t" value="$t"/></View></View>'
    )
    assert config_differences(boxed, without) == ["Choices c is gone", "Style has another text"]


def adopting(sentences) -> Launch:
    """A launch that adopted a project with these sentences."""
    tasks = {number: AdoptedTask(sentence=each.id, digest=each.digest) for number, each in enumerate(sentences, 1)}
    adopted = Adopted(text="text", controls={}, tasks=tasks)
    project = LaunchedProject(holder="*1", project=1, annotators={}, adopted=adopted)
    schema = SchemaStamp(name="s", version="1", digest="d")
    return Launch(name="n", server="x", schema=schema, answers={}, projects=[project], seed=1)


def test_launched_sentences_that_were_rewritten_shifted_or_lost_are_told_apart_with_what_to_do(tmp_path):
    files, sentences = Workspace(tmp_path), made_sentences(2)
    write_sentences(files.sentences, sentences)
    assert change_findings(files, adopting(sentences), None) == []
    other = replace(sentences[0], digest=digest("another text"))
    shifted = replace(sentences[1], id="a0:1000-1020")
    [edited, lost] = change_findings(
        files, adopting([other, shifted, *sentences[2:], *made_sentences(1, 1, "b")]), None
    )
    assert (edited.state, lost.state) == ("problem", "warning")
    assert f"1 launched sentence would be sent again under another id: {shifted.id} is {sentences[1].id}; " in (
        edited.sentence
    )
    assert f"1 launched sentence changed in the article, like {other.id}" in edited.sentence
    assert "split again with the launched articles as they were" in edited.remedy
    assert lost.sentence == f"{files.sentences} lacks 1 of 9 launched sentences"


def test_a_workspace_that_lost_its_sentences_is_told_how_many_were_launched(tmp_path):
    files = Workspace(tmp_path)
    [finding] = change_findings(files, adopting(made_sentences(1)), None)
    assert finding.sentence == f"{files.sentences} lacks 4 of 4 launched sentences"
    assert finding.remedy.startswith("split as before the launch")


def test_the_remedy_of_a_changed_schema_names_what_shows_and_what_brings_the_change(tmp_path):
    schema = read_schema(SCHEMA_FILE)
    [finding] = change_findings(Workspace(tmp_path), adopting([]), schema)
    assert finding.subject == "schema"
    assert "`annotate schema diff`" in finding.remedy
    assert "`annotate push --migrate`" in finding.remedy


def test_files_that_cannot_be_read_are_named_one_by_one(tmp_path):
    files = Workspace(tmp_path)
    files.raw.mkdir(parents=True)
    (files.raw / "project-3.jsonl.gz").write_bytes(b"not gzip")
    files.sentences.write_text('{"id": "cut off')
    files.agreement.write_text("{}")
    files.gold.write_text('{"sentence_id": "a:0-1"}\nno json\n')
    found = workspace_findings(files, None, Register())
    assert [(finding.state, finding.remedy) for finding in found] == [
        ("problem", "make it again with: annotate split"),
        ("problem", "`annotate gold` writes it anew"),
        ("problem", "`annotate pull --full` writes it anew"),
    ]


def test_a_workspace_that_is_a_file_is_a_problem(tmp_path):
    file = tmp_path / "work"
    file.write_text("")
    (found,) = workspace_findings(Workspace(file), None, Register())
    assert (found.state, found.sentence) == ("problem", f"{file} is not a folder")


def test_credentials_that_others_can_open_are_a_problem(server, tmp_path):
    copy = tmp_path / "credentials.json"
    copy.write_bytes(server.credentials.read_bytes())
    copy.chmod(0o640)
    [finding] = credentials_findings(copy)
    assert (finding.state, finding.remedy) == ("problem", f"chmod 600 {copy}")
    assert server.admin.password not in finding.sentence
    copy.chmod(0o600)
    assert [finding.state for finding in credentials_findings(copy)] == ["ok"]


@pytest.mark.parametrize(("megabytes", "state"), [(50_000, "ok"), (1_500, "warning"), (150, "problem")])
def test_a_disk_is_too_full_when_a_server_could_not_start(tmp_path, monkeypatch, megabytes, state):
    free = megabytes * 1_000_000
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(free, 0, free))
    finding = disk_finding(tmp_path / "not" / "there" / "yet")
    assert (finding.state, bool(finding.remedy)) == (state, state != "ok")
    assert f" MB are free at {tmp_path}" in finding.sentence
