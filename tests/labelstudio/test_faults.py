"""What a failing network and a dying server leave behind: each sentence exactly once, each annotation accounted for."""

from __future__ import annotations

import http.server
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import close
from killing import MortalServer
from proxy import cut_points
from study import NO_CLAIM, made_sentences, push_at_once

from annotate.errors import LabelStudioError, UnexpectedAnswer, Unreachable
from annotate.labelstudio.pull import fetch
from annotate.labelstudio.push import send as sending
from annotate.labelstudio.server import ensure_accounts
from annotate.labelstudio.wire import client as client_module
from annotate.labelstudio.wire import queries
from annotate.labelstudio.wire.client import connect
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.projects import create_project, find_projects
from annotate.labelstudio.wire.remote_tasks import import_tasks, remote_tasks, remove_copies
from annotate.labelstudio.wire.tasks import task_assignment, to_task
from annotate.workspace import Workspace

pytestmark = pytest.mark.usefixtures("hurried")
PUSH_POINTS = 14
PULL_POINTS = 14
FIRED = 12  # of each at least; what passes differs a little from run to run, so that a late point may not be reached


@pytest.fixture
def alone(study):
    """The study with one annotator."""
    return study.but(config=study.config.model_copy(update={"annotators": study.config.annotators[:1]}))


def renamed(study, suffix: str):
    """The same study as a launch of its own."""
    config = study.config.model_copy(update={"name": f"{study.config.name}-{suffix}"})
    fresh = study.but(config=config, files=Workspace(study.files.root / suffix))
    fresh.write(made_sentences(2))
    return fresh


def assert_exactly_once(study):
    expected = Counter(sentence.id for sentence in made_sentences(2))
    for annotator in (annotator.id for annotator in study.config.annotators):
        assert len(find_projects(study.client, study.config.name)[annotator]) == 1
        assert Counter(task_assignment(task).sentence for task in study.tasks(annotator)) == expected


def test_a_push_cut_anywhere_ends_with_each_sentence_once(alone, proxy, through):
    before = dict(proxy.passed)
    alone.push(through)
    cuts = proxy.cuts
    for number, (direction, after) in enumerate(cut_points(proxy, before, PUSH_POINTS, seed=4)):
        study = renamed(alone, str(number))
        proxy.cut(direction, after)
        study.push(through)
        assert_exactly_once(study)
    assert proxy.cuts - cuts >= FIRED


def test_a_pull_cut_anywhere_accounts_for_every_annotation(alone, proxy, through):
    alone.push()
    tasks = alone.tasks("ani")
    expected = {alone.submit("ani", task, NO_CLAIM) for task in tasks[:6]}
    before = dict(proxy.passed)
    alone.pull(through)
    cuts = proxy.cuts
    for number, (direction, after) in enumerate(cut_points(proxy, before, PULL_POINTS, seed=5)):
        if number % 4 == 0:
            alone.client.sdk.annotations.delete(expected.pop())
            expected.add(alone.submit("ani", tasks[6], NO_CLAIM, was_cancelled=True))
        proxy.cut(direction, after)
        alone.pull(through, full=number % 2 == 0)
        records = [*alone.records(), *alone.rejected()]
        assert {record["origin"]["annotation"] for record in records} == expected
        assert len(records) == len(expected)
    assert proxy.cuts - cuts >= FIRED


def test_an_import_whose_answer_is_late_is_not_sent_twice(alone, proxy, through, monkeypatch):
    alone.push(through)
    monkeypatch.setattr(client_module, "WRITE_SECONDS", 1)
    alone.client.sdk.tasks.delete(alone.tasks("ani")[0]["id"])
    said = []

    def hold_once(line: str) -> None:
        said.append(line)
        proxy.release()

    real_import = sending.import_tasks

    def held(*arguments):
        if not said:
            proxy.hold()
        return real_import(*arguments)

    monkeypatch.setattr(sending, "import_tasks", held)
    alone.push(through, progress=hold_once)
    assert "did not answer in time" in said[0]
    assert_exactly_once(alone)


def test_two_pushes_at_the_same_time_in_one_workspace_take_turns(study, server):
    clients = [connect(server.url, server.admin.token) for _ in range(2)]
    said = []
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda client: study.push(client, progress=said.append), clients)
    for client in clients:
        close(client)
    assert sorted(each.sent for each in (*first, *second)) == [0, 0, 8, 8]
    assert "waiting for another push, pull or status in this workspace" in said
    assert_exactly_once(study)


def test_two_pushes_at_the_same_time_from_two_workspaces_end_with_each_sentence_once(study, server, tmp_path):
    other = study.but(files=Workspace(tmp_path / "elsewhere"))
    other.write(made_sentences(2))
    push_at_once(server, study, other)
    study.push()
    assert_exactly_once(study)
    other.push()
    assert [each.project for each in other.launch().projects] == [each.project for each in study.launch().projects]


def test_copies_are_removed_unless_somebody_has_annotated_them(alone):
    alone.push()
    sentences = made_sentences(2)[:3]
    copies = import_tasks(alone.client, alone.number_of("ani"), [to_task(each, alone.schema) for each in sentences])
    originals = {task["data"]["sentence_id"]: task for task in alone.tasks("ani")[:8]}
    alone.submit("ani", {"id": copies[1]}, NO_CLAIM)
    alone.submit("ani", {"id": copies[2]}, NO_CLAIM)
    alone.submit("ani", originals[sentences[2].id], NO_CLAIM)
    said = []
    alone.push(progress=said.append)
    left = {task["id"] for task in alone.tasks("ani")}
    assert copies[0] not in left
    assert copies[1] in left and originals[sentences[1].id]["id"] not in left
    assert {copies[2], originals[sentences[2].id]["id"]} <= left
    assert any("deleted 2 duplicate tasks that nobody had begun" in line for line in said)
    assert any("kept 1 duplicate task with annotations on both copies" in line for line in said)
    pulled = alone.pull()
    assert (pulled.valid, pulled.rejected) == ({"ani": 2}, {"ani": 1})


def begin(study, task: int) -> None:
    """What ani's page does while she marks, before she submits."""
    sdk = study.people["ani"].sdk
    sdk._client_wrapper.httpx_client.request(f"api/tasks/{task}/drafts", method="POST", json={"result": NO_CLAIM})


def test_a_copy_that_somebody_has_begun_stays_and_the_one_that_nobody_has_goes(alone):
    alone.push()
    sentence = made_sentences(2)[0]
    [original] = [task["id"] for task in alone.tasks("ani") if task["data"]["sentence_id"] == sentence.id]
    [copy] = import_tasks(alone.client, alone.number_of("ani"), [to_task(sentence, alone.schema)])
    begin(alone, copy)
    alone.push()
    left = {task["id"] for task in alone.tasks("ani")}
    assert copy in left and original not in left


def test_of_two_projects_the_one_that_somebody_has_begun_to_work_in_is_kept(alone):
    alone.push()
    page, name = to_labeling_config(alone.schema), alone.config.name
    second = create_project(alone.client, name, "ani", alone.schema, Page(page, ""))
    [task] = import_tasks(alone.client, second, [to_task(made_sentences(2)[0], alone.schema)])
    tell_owners(alone.client, name, [Owned(second, ("ani@example.org",))])
    begin(alone, task)
    alone.push()
    assert find_projects(alone.client, name) == {"ani": [second]}
    assert_exactly_once(alone)


def test_a_copy_that_another_push_has_deleted_meanwhile_is_no_error(alone):
    alone.push()
    import_tasks(alone.client, alone.number_of("ani"), [to_task(made_sentences(2)[0], alone.schema)])
    looked_at = remote_tasks(alone.client, alone.number_of("ani"))
    alone.client.sdk.tasks.delete(str(looked_at[-1].id))
    assert remove_copies(alone.client, alone.number_of("ani"), looked_at) == (1, 0)
    assert_exactly_once(alone)


def test_a_project_deleted_on_the_server_is_made_again(alone):
    [before] = alone.push()
    alone.client.sdk.projects.delete(before.project)
    said = []
    [after] = alone.push(progress=said.append)
    assert after.project != before.project and after.sent == 8
    assert f"project {before.project} of ani is no longer on the server" in said


def test_a_project_whose_description_was_changed_by_hand_is_still_ours(alone):
    [before] = alone.push()
    alone.client.sdk.projects.update(before.project, description="Mine.")
    [after] = alone.push()
    assert (after.project, after.sent) == (before.project, 0)


def test_a_push_and_a_pull_outlive_a_server_that_is_killed(study, migrated_copy, tmp_path, monkeypatch):
    monkeypatch.setattr(sending, "PAUSES", (1.0, 2.0, 5.0, 10.0, 20.0, 20.0))
    with migrated_copy(tmp_path / "own") as workspace:
        server = MortalServer(workspace)
        sent = []

        def kill_and_start_again(line: str) -> None:
            sent.append(line)
            if len(sent) == 2:
                server.kill()
                server.start_again()

        client = server.connect()
        people = ensure_accounts(server.credentials, [(name, f"{name}@example.org") for name in ("ani", "budi")])
        clients = {name: connect(server.url, account.token) for name, account in people.items()}
        config = study.config.model_copy(update={"server": server.url})
        own = study.but(config=config)._replace(client=client, people=clients)
        pushed = own.push(progress=kill_and_start_again)
        assert [each.sent for each in pushed] == [8, 8]
        assert_exactly_once(own)

        numbers = {own.submit("ani", task, NO_CLAIM) for task in own.tasks("ani")}
        real_tasks = fetch.list_tasks

        def killed_after_a_page(*arguments, **options):
            for page in real_tasks(*arguments, **options):
                yield page
                server.kill()

        monkeypatch.setattr(queries, "ANNOTATED", queries.ANNOTATED._replace(at_once=3))
        monkeypatch.setattr(fetch, "list_tasks", killed_after_a_page)
        with pytest.raises(LabelStudioError):
            own.pull()
        monkeypatch.setattr(fetch, "list_tasks", real_tasks)
        server.start_again()
        server.wait()
        own.pull()
        assert {record["origin"]["annotation"] for record in own.records()} == numbers
        for each in (client, *clients.values()):
            close(each)
        server.close()


class Stranger(http.server.BaseHTTPRequestHandler):
    """Another program, which greets whoever comes."""

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>Hello</h1>")

    def do_POST(self):
        self.do_GET()

    def log_message(self, *_):
        pass


def test_another_program_that_gets_the_port_in_the_middle_ends_the_push_and_the_next_one_goes_on(
    alone, proxy, through, server
):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()

        def lose_the_port(line):
            proxy.lead_to(f"http://127.0.0.1:{stranger.server_port}/")
            proxy.break_all()

        with pytest.raises(UnexpectedAnswer, match="does not answer like Label Studio"):
            alone.push(through, progress=lose_the_port)
        stranger.shutdown()
    proxy.lead_to(server.url)
    alone.push(through)
    assert_exactly_once(alone)


def test_a_server_that_stays_away_ends_the_push_and_the_next_one_goes_on(alone, proxy, through, server):
    proxy.close()
    with pytest.raises(Unreachable):
        alone.push(through)
    assert alone.push()[0].sent == 8
    assert_exactly_once(alone)


def test_two_projects_with_annotations_are_left_to_a_person(alone):
    [first] = alone.push()
    alone.submit("ani", alone.tasks("ani")[0], NO_CLAIM)
    second = alone.client.sdk.projects.create(
        title="again", description=f"[annotate {alone.config.name}/ani]", label_config="<View/>"
    )
    other = alone.client.sdk.tasks.create(project=second.id, data={"text": "Satu.", "before": "", "after": ""})
    tell_owners(alone.client, alone.config.name, [Owned(second.id, ("ani@example.org",))])
    alone.submit("ani", {"id": other.id}, [])
    with pytest.raises(LabelStudioError, match=f"projects {first.project} and {second.id}"):
        alone.push()
