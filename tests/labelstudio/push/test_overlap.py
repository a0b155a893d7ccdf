"""One project for all annotators: what each task wants, who is handed it, and what comes back."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from clients import close
from proxy import Proxy
from study import NO_CLAIM, changed, made_sentences, push_at_once

from annotate.allocation.shared import CALIBRATING, SHARED
from annotate.errors import ConfigError, UnexpectedAnswer
from annotate.labelstudio.pull.progress import status
from annotate.labelstudio.push.overlap import check_overlap
from annotate.labelstudio.wire.client import connect, get_json
from annotate.labelstudio.wire.projects import find_projects
from annotate.labelstudio.wire.queries import TaskFields, list_fields
from annotate.labelstudio.wire.tasks import task_assignment, task_round
from annotate.workspace import Workspace

ALL = ("ani", "budi", "citra")


@pytest.fixture
def shared(study):
    """Three annotators in one project, two for each sentence."""
    return changed(study, people=3, blind=False, overlap=2)


def wanted(study, assignee: str = SHARED) -> Counter[int]:
    """How many tasks say that they want how many annotators."""
    pages = list_fields(study.client, study.number_of(assignee), TaskFields("id,overlap", "task_only"))
    return Counter(task["overlap"] for page in pages for task in page)


def change_task(study, task: dict, overlap: int) -> None:
    http = study.client.sdk._client_wrapper.httpx_client
    assert http.request(f"api/tasks/{task['id']}/", method="PATCH", json={"overlap": overlap}).status_code == 200


def next_task(study, annotator: str, assignee: str = SHARED) -> dict | None:
    """What the annotator's page would show next."""
    http = study.people[annotator].sdk._client_wrapper.httpx_client
    asked = {"id": "next_task", "project": study.number_of(assignee)}
    response = http.request("api/dm/actions/", method="POST", params=asked, json={})
    return response.json() if response.status_code == 200 else None


def work_until_nothing_is_handed_out(study) -> dict[int, list[str]]:
    """All submit in turns what they are handed; who did each task."""
    done = defaultdict(list)
    working = set(ALL)
    while working:
        for annotator in sorted(working):
            task = next_task(study, annotator)
            if task is None:
                working.remove(annotator)
            else:
                study.submit(annotator, task, NO_CLAIM)
                done[task["id"]].append(annotator)
    return done


def assert_exactly_once(study, articles: int = 2):
    assert [len(numbers) for numbers in find_projects(study.client, study.config.name).values()] == [1]
    found = Counter(task_assignment(task).sentence for task in study.tasks(SHARED))
    assert found == Counter(sentence.id for sentence in made_sentences(articles))
    assert wanted(study) == {2: 4 * articles}


def test_each_sentence_is_there_once_and_the_second_push_sends_nothing(shared):
    [first] = shared.push()
    assert (first.annotator, first.sent, first.present) == ("all annotators", 8, 0)
    [second] = shared.push()
    assert (second.sent, second.present, second.project) == (0, 8, first.project)
    assert_exactly_once(shared)


def test_label_studio_hands_a_sentence_to_as_many_as_asked_and_to_more_when_more_are_asked_later(shared):
    shared.write(made_sentences(1, each=3))
    shared.push()
    done = work_until_nothing_is_handed_out(shared)
    assert sorted(done) == [task["id"] for task in shared.tasks(SHARED)]
    assert {len(set(people)) for people in done.values()} == {2}

    more = changed(shared, people=3, blind=False, overlap=3)
    more.write(made_sentences(1, each=4))
    [later] = more.push()
    assert (later.sent, later.present, later.updated) == (1, 3, True)
    assert wanted(more) == {3: 4}
    last = work_until_nothing_is_handed_out(more)
    assert [{*done.get(task, ()), *people} for task, people in last.items()] == [set(ALL)] * 4
    pulled = more.pull()
    assert (pulled.pulled, pulled.valid) == (12, dict.fromkeys(ALL, 4))


def test_tasks_that_want_something_else_are_counted_and_the_next_push_mends_them(shared):
    [pushed] = shared.push()
    first, second, *_ = shared.tasks(SHARED)
    change_task(shared, first, 1)
    change_task(shared, second, 5)
    with pytest.raises(
        UnexpectedAnswer, match=f"project {pushed.project} has 2 tasks with another overlap than 2"
    ) as error:
        check_overlap(shared.client, pushed.project, 2)
    assert "annotate push" in error.value.hint
    shared.push()
    assert wanted(shared) == {2: 8}
    shared.client.sdk.projects.update(pushed.project, maximum_annotations=3, overlap_cohort_percentage=50)
    assert len(wanted(shared)) == 2
    shared.push()
    assert wanted(shared) == {2: 8}


def test_everybody_gets_the_calibration_and_whoever_comes_later_too(shared):
    two = changed(shared, people=2, blind=False, overlap=1, calibration=1)
    [calibration] = two.push(calibration_only=True)
    assert (calibration.annotator, calibration.sent) == ("calibration of all", 4)
    assert wanted(two, CALIBRATING) == {2: 4}
    assert [each.sent for each in two.push()] == [0, 4]
    assert {task_round(task) for task in two.tasks(CALIBRATING)} == {0}
    assert {task_round(task) for task in two.tasks(SHARED)} == {1}
    before = two.launch()
    two.files.launch.unlink()
    two.push()
    assert two.launch() == before
    three = changed(shared, people=3, blind=False, overlap=1, calibration=1)
    three.push()
    assert (wanted(three, CALIBRATING), wanted(three)) == ({3: 4}, {1: 4})


def test_a_launch_does_not_change_between_blind_and_shared(study):
    study.push()
    other = changed(study, people=2, blind=False)
    with pytest.raises(
        ConfigError, match=r"config\.yaml has `blind: false`, but the projects were pushed with `blind: true`"
    ):
        other.push()
    other.files.launch.unlink()
    with pytest.raises(ConfigError, match="the projects were pushed with `blind: true`"):
        other.push()


def test_records_are_whose_account_submitted_them_and_too_many_are_all_kept(shared):
    shared.push()
    first, second, *_ = shared.tasks(SHARED)
    for annotator in ALL:
        shared.submit(annotator, first, NO_CLAIM)
    shared.submit("ani", second, [], was_cancelled=True)
    assert shared.pull().valid == dict.fromkeys(ALL, 1)
    shared.client.sdk.annotations.create(second["id"], result=NO_CLAIM)
    said = []
    pulled = shared.pull(progress=said.append)
    assert pulled.valid == dict.fromkeys((*ALL, shared.client.email), 1)
    assert (pulled.skipped, pulled.rejected) == ({"ani": 1}, {})
    rows = status(shared.client, shared.files)
    counts = {row.annotator: (row.done, row.skipped, row.left) for row in rows}
    assert counts == {
        "ani": (1, 1, None),
        "budi": (1, 0, None),
        "citra": (1, 0, None),
        shared.client.email: (1, 0, None),
        "(all)": (4, 1, 1 + 6 * 2),
    }


@pytest.mark.usefixtures("hurried")
def test_a_push_cut_on_its_way_ends_with_each_sentence_once_and_as_asked(shared, server):
    proxy = Proxy(server.url)
    client = connect(proxy.url, server.admin.token)
    through = client._replace(url=server.url)
    before = dict(proxy.passed)
    shared.push(through)
    length = {direction: proxy.passed[direction] - before[direction] for direction in before}
    for number, (direction, part) in enumerate((each, part) for each in length for part in (0.5, 0.8)):
        config = shared.config.model_copy(update={"name": f"{shared.config.name}-{number}"})
        fresh = shared.but(config=config, files=Workspace(shared.files.root / str(number)))
        fresh.write(made_sentences(2))
        proxy.cut(direction, int(length[direction] * part))
        fresh.push(through)
        assert_exactly_once(fresh)
    assert proxy.cuts >= 3
    close(client)
    proxy.close()


@pytest.mark.usefixtures("hurried")
def test_two_pushes_at_the_same_time_end_with_one_project(shared, server, tmp_path):
    other = shared.but(files=Workspace(tmp_path / "elsewhere"))
    for each in (shared, other):
        each.write(made_sentences(1))
    push_at_once(server, shared, other)
    shared.push()
    assert_exactly_once(shared, articles=1)
    assert get_json(shared.client, f"api/projects/{shared.number_of(SHARED)}/", {})["maximum_annotations"] == 2
