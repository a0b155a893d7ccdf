"""Pull, against the real server: every annotation there becomes a record, or is kept with what is wrong with it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from study import NO_CLAIM, choice, made_sentences

from annotate.errors import ConfigError, RequestRejected, WorkspaceError
from annotate.json_files import read_jsonl
from annotate.labelstudio.launch.file import LOCK, write_launch
from annotate.labelstudio.pull import fetch
from annotate.labelstudio.pull.deleted import deleted_file
from annotate.labelstudio.pull.progress import status
from annotate.labelstudio.pull.pull import kept_to_look_at
from annotate.labelstudio.wire import queries
from annotate.labelstudio.wire.client import write_options
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.labelstudio.wire.to_result import to_result
from annotate.lock import one_at_a_time
from annotate.records.read import read_records
from annotate.schema import record_row


@pytest.fixture
def pushed(study):
    study.push()
    return study


def test_the_accounting_closes_by_annotator(pushed):
    ani, budi = pushed.tasks("ani"), pushed.tasks("budi")
    pushed.submit("ani", ani[0], NO_CLAIM)
    pushed.submit("ani", ani[1], [], was_cancelled=True)
    pushed.submit("ani", ani[2], [choice("question__has_claim", "perhaps")])
    pushed.submit("budi", budi[0], NO_CLAIM)
    pulled = pushed.pull()
    assert pulled.pulled == 4 == len(pushed.records()) + len(pushed.rejected())
    assert (pulled.valid, pulled.rejected, pulled.skipped) == ({"ani": 1, "budi": 1}, {"ani": 1}, {"ani": 1})


def test_a_skipped_sentence_is_a_record_with_that_status(pushed):
    task = pushed.tasks("ani")[0]
    pushed.submit("ani", task, NO_CLAIM, was_cancelled=True)
    pushed.pull()
    [record] = pushed.records()
    assert (record["status"], record["sentence_id"]) == ("skipped", task["data"]["sentence_id"])
    assert "has_claim" not in record


def test_what_an_annotator_can_put_right_is_listed_with_its_page_until_it_is_put_right(pushed):
    first, second = pushed.tasks("ani")[:2]
    wrong = pushed.submit("ani", first, [choice("question__has_claim", "yes")])
    pushed.submit("ani", second, [], was_cancelled=True)
    pushed.submit("budi", pushed.tasks("budi")[0], NO_CLAIM)
    [found] = pushed.pull().look_again
    assert (found.annotator, found.annotation, found.text) == ("ani", wrong, first["data"]["text"])
    assert [remark.kind for remark in found.remarks] == ["heads"]
    assert found == kept_to_look_at(pushed.project, pushed.client.url)[0]
    # Label Studio serves its page at whatever address; the task is what the address names.
    assert found.url == f"{pushed.client.url}projects/{pushed.number_of('ani')}/data?task={first['id']}"
    pushed.people["ani"].sdk.annotations.update(wrong, result=NO_CLAIM, request_options=write_options())
    assert pushed.pull().look_again == kept_to_look_at(pushed.project, pushed.client.url) == []


def test_of_two_annotations_only_the_one_that_counts_is_to_be_looked_at_again(pushed):
    task = pushed.tasks("ani")[0]
    pushed.submit("ani", task, [choice("question__has_claim", "yes")])
    pushed.submit("ani", task, NO_CLAIM)
    assert pushed.pull().look_again == []


def test_an_invalid_result_is_rejected_with_its_problem_its_raw_result_and_its_page(pushed):
    task = pushed.tasks("ani")[0]
    result = [choice("question__has_claim", "perhaps")]
    annotation = pushed.submit("ani", task, result)
    pushed.pull()
    [rejected] = pushed.rejected()
    assert rejected["problems"] == ["has_claim has no label 'perhaps'"]
    assert rejected["raw"]["result"] == result
    assert rejected["origin"]["annotation"] == annotation
    assert rejected["origin"]["url"].endswith(f"/projects/{pushed.number_of('ani')}/data?task={task['id']}")
    assert pushed.records() == []


def test_an_annotation_edited_by_somebody_else_is_flagged(pushed):
    task = pushed.tasks("ani")[0]
    annotation = pushed.submit("ani", task, NO_CLAIM)
    pushed.client.sdk.annotations.update(annotation, result=NO_CLAIM)
    pulled = pushed.pull()
    [record] = pushed.records()
    assert (record["annotator"], record["updated_by"]) == ("ani", "admin@localhost")
    assert "admin@localhost edited this annotation of ani" in record["warnings"][0]
    assert pulled.edited == 1


def test_code_points_beyond_the_basic_plane_survive_the_round_trip(pushed):
    task = pushed.tasks("ani")[0]
    text = task["data"]["text"]
    start, sign = text.index("jaminan"), text.index("🕊️")
    answers = {
        "has_claim": "yes",
        "claims": [
            {
                "guarantee": {"start": start, "end": start + 7, "text": "jaminan"},
                "claimant": [{"start": 0, "end": 5, "text": "Rusia"}],
                "addressee": [{"start": sign, "end": sign + 2, "text": "🕊️"}],
                "act": "demand",
                "stance": "support",
            }
        ],
    }
    pushed.submit("ani", task, to_result(answers, pushed.schema))
    pushed.pull()
    [record] = pushed.records()
    [claim] = record["claims"]
    for role in ("claimant", "addressee"):
        assert [{key: span[key] for key in ("start", "end", "text")} for span in claim[role]] == (
            answers["claims"][0][role]
        )
    assert claim["guarantee"] == answers["claims"][0]["guarantee"]


def test_records_are_read_back_as_they_were_written(pushed):
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pushed.pull()
    records = read_records(pushed.files.annotations, pushed.schema)
    assert [record_row(record) for record in records] == pushed.records()


def test_an_annotation_of_a_task_that_is_not_ours_is_rejected_and_counted(pushed):
    data = {"before": "", "text": "Tamu.", "after": ""}
    import_tasks(pushed.client, pushed.number_of("ani"), [{"data": data}])
    pushed.submit("ani", pushed.tasks("ani")[-1], NO_CLAIM)
    pulled = pushed.pull()
    assert pulled.rejected == {"ani": 1}
    assert pushed.rejected()[0]["problems"] == [
        "`annotate push` did not make this task: it has no sentence_id with the digest of its text"
    ]


def test_of_two_annotations_by_one_annotator_the_later_counts(pushed):
    task = pushed.tasks("ani")[0]
    first, second = pushed.submit("ani", task, NO_CLAIM), pushed.submit("ani", task, NO_CLAIM)
    pushed.pull()
    assert [record["origin"]["annotation"] for record in pushed.records()] == [second]
    [rejected] = pushed.rejected()
    assert rejected["origin"]["annotation"] == first
    assert rejected["problems"] == ["the same annotator saved another annotation of this sentence later"]


@pytest.fixture
def no_overlap(monkeypatch):
    """Each fetch asks only for what changed since the one before, to the microsecond."""
    monkeypatch.setattr(fetch, "_OVERLAP", timedelta(0))


@pytest.mark.usefixtures("no_overlap")
def test_an_incremental_pull_reads_what_changed_and_ends_like_a_full_one(pushed):
    tasks = pushed.tasks("ani")
    numbers = [pushed.submit("ani", task, NO_CLAIM) for task in tasks[:3]]
    pushed.pull()
    pushed.people["ani"].sdk.annotations.update(numbers[0], result=[choice("question__has_claim", "perhaps")])
    pushed.client.sdk.annotations.delete(numbers[1])
    pushed.submit("ani", tasks[3], [], was_cancelled=True)
    said = []
    pulled = pushed.pull(progress=said.append)
    assert said == ["ani: 3 tasks read"]
    assert (pulled.valid, pulled.rejected, pulled.skipped) == ({"ani": 1}, {"ani": 1}, {"ani": 1})
    incremental = (pushed.records(), pushed.rejected())
    assert pushed.pull(full=True) == pulled._replace(deleted=Counter(), noticed=[])
    assert (pushed.records(), pushed.rejected()) == incremental


@pytest.mark.usefixtures("no_overlap")
def test_a_deletion_that_left_no_trace_is_noticed(pushed):
    tasks = pushed.tasks("ani")
    for task in tasks[:3]:
        pushed.submit("ani", task, NO_CLAIM)
    assert pushed.pull().valid == {"ani": 3}
    pushed.client.sdk.tasks.delete(str(tasks[0]["id"]))
    assert pushed.pull().valid == {"ani": 2}
    assert [record["origin"]["task"] for record in pushed.records()] == [tasks[1]["id"], tasks[2]["id"]]


def deleted(study) -> list[tuple]:
    rows = [row for _, row in read_jsonl(deleted_file(study.files.raw), "")]
    return [(row["annotator"], row["task"]["id"], row["annotation"]["id"]) for row in rows]


@pytest.mark.parametrize("full", [False, True])
def test_what_was_deleted_on_the_server_is_told_once_and_kept(pushed, full):
    tasks = pushed.tasks("ani")
    numbers = [pushed.submit("ani", task, NO_CLAIM) for task in tasks[:3]]
    pushed.open_to_all()
    other = pushed.submit("budi", tasks[0], NO_CLAIM)
    assert pushed.pull().deleted == {}
    pushed.client.sdk.annotations.delete(numbers[1])
    pushed.client.sdk.tasks.delete(str(tasks[0]["id"]))
    status(pushed.client, pushed.files)
    pulled = pushed.pull(full=full)
    assert (pulled.pulled, pulled.valid, pulled.deleted) == (1, {"ani": 1}, {"ani": 2, "budi": 1})
    assert sorted(deleted(pushed)) == [
        ("ani", tasks[0]["id"], numbers[0]),
        ("ani", tasks[1]["id"], numbers[1]),
        ("budi", tasks[0]["id"], other),
    ]
    [first, *_] = [row for _, row in read_jsonl(deleted_file(pushed.files.raw), "")]
    assert (first["annotation"]["result"][0]["value"], first["project"]) == (
        NO_CLAIM[0]["value"],
        pushed.number_of("ani"),
    )
    assert pushed.pull(full=full).deleted == {}


def test_what_is_deleted_after_the_list_of_the_deleted_was_removed_is_told_as_well(pushed):
    tasks = pushed.tasks("ani")
    numbers = [pushed.submit("ani", task, NO_CLAIM) for task in tasks[:3]]
    pushed.pull()
    for number in numbers[:2]:
        pushed.client.sdk.annotations.delete(number)
    assert pushed.pull().deleted == {"ani": 2}
    deleted_file(pushed.files.raw).unlink()
    pushed.client.sdk.annotations.delete(numbers[2])
    assert pushed.pull().deleted == {"ani": 1}


def test_a_full_pull_keeps_what_was_deleted_since(pushed):
    number = pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pushed.pull()
    pushed.client.sdk.annotations.delete(number)
    assert pushed.pull(full=True).deleted == {"ani": 1}
    assert [annotation for *_, annotation in deleted(pushed)] == [number]


def test_a_project_that_rests_is_not_read_again(pushed, monkeypatch):
    tasks = pushed.tasks("ani")
    pushed.submit("ani", tasks[0], NO_CLAIM)
    kept = pushed.files.raw / f"project-{pushed.number_of('ani')}.jsonl.gz"
    pushed.pull()
    said = []
    pushed.pull(progress=said.append)
    assert "ani: 8 tasks read" in said  # its last change may still have had earlier ones on their way
    monkeypatch.setattr(fetch, "_OVERLAP", timedelta(seconds=0.5))
    time.sleep(2.5)
    pushed.pull()
    made = kept.stat().st_mtime_ns
    said.clear()
    assert pushed.pull(progress=said.append).valid == {"ani": 1}
    assert (said, kept.stat().st_mtime_ns) == ([], made)
    pushed.submit("ani", tasks[1], NO_CLAIM)
    assert pushed.pull().valid == {"ani": 2}


def test_a_launch_that_changed_while_it_was_waited_for_is_pulled_as_it_is_now(pushed):
    launch, waiting = pushed.launch(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with one_at_a_time(pushed.files.launch.with_name(LOCK), "another", print):
            pulling = pool.submit(pushed.pull, progress=lambda line: waiting.set())
            assert waiting.wait(20)
            write_launch(pushed.files.launch, launch.model_copy(update={"projects": launch.projects[1:]}))
        pulling.result()
    assert {file.name for file in pushed.files.raw.glob("*.gz")} == {f"project-{launch.projects[1].project}.jsonl.gz"}


def pull_half(pushed):
    """All of Ani's eight tasks are done, and a pull of them ends after two pages of two."""
    for task in pushed.tasks("ani"):
        pushed.submit("ani", task, NO_CLAIM)

    def interrupt(line: str) -> None:
        if line == "ani: 4 tasks read":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pushed.pull(progress=interrupt)


def test_an_interrupted_pull_goes_on_where_it_stopped(pushed, monkeypatch):
    monkeypatch.setattr(queries, "ANNOTATED", queries.ANNOTATED._replace(at_once=2))
    pull_half(pushed)
    said = []
    assert pushed.pull(progress=said.append).valid == {"ani": 8}
    assert said[0] == "ani: 6 tasks read"


def test_a_partial_file_cut_short_is_read_again(pushed, monkeypatch):
    monkeypatch.setattr(queries, "ANNOTATED", queries.ANNOTATED._replace(at_once=2))
    pull_half(pushed)
    partial = pushed.files.raw / f"project-{pushed.number_of('ani')}.partial.gz"
    partial.write_bytes(partial.read_bytes()[:-7])
    assert pushed.pull().valid == {"ani": 8}


def test_a_broken_raw_file_is_an_error_and_a_full_pull_mends_it(pushed):
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pushed.pull()
    kept = pushed.files.raw / f"project-{pushed.number_of('ani')}.jsonl.gz"
    kept.write_bytes(kept.read_bytes()[:40])
    with pytest.raises(WorkspaceError, match=r"jsonl\.gz is broken") as error:
        pushed.pull()
    assert "annotate pull --full" in error.value.hint
    assert pushed.pull(full=True).valid == {"ani": 1}


@pytest.mark.parametrize("order", [("ani", "budi"), ("budi", "ani")])
def test_of_one_annotators_annotations_in_two_projects_the_later_counts(pushed, order):
    pushed.open_to_all()
    tasks = {name: pushed.tasks(name)[0] for name in order}
    _, later = [pushed.submit("ani", tasks[name], NO_CLAIM) for name in order]
    pulled = pushed.pull()
    assert (pulled.valid, pulled.rejected) == ({"ani": 1}, {"ani": 1})
    assert pushed.records()[0]["origin"]["annotation"] == later


def test_an_annotation_of_a_text_that_was_changed_on_the_server_is_rejected(pushed):
    task = pushed.tasks("ani")[0]
    pushed.submit("ani", task, NO_CLAIM)
    pushed.client.sdk.tasks.update(task["id"], data=task["data"] | {"text": "Something else."})
    assert pushed.pull().rejected == {"ani": 1}
    assert pushed.rejected()[0]["problems"] == [
        "the task's text was changed on the server, so its offsets mean something else"
    ]


def test_of_a_project_that_is_deleted_what_was_pulled_stays_and_the_others_are_pulled(pushed):
    pushed.submit("budi", pushed.tasks("budi")[0], NO_CLAIM)
    pushed.pull()
    number = pushed.number_of("budi")
    pushed.client.sdk.projects.delete(number)
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pulled = pushed.pull(full=True)
    assert (pulled.valid, pulled.deleted) == ({"ani": 1, "budi": 1}, {})
    [absent] = pulled.absent
    assert str(absent) == (
        f"project {number} of budi is not on the server, or this token may not see it; "
        "kept among the records: 1 annotation that came before"
    )
    said = []
    assert [line.done for line in status(pushed.client, pushed.files, progress=said.append)] == [1, 1]
    assert f"annotate: {absent}" in said


def test_what_was_pulled_of_a_deleted_project_counts_until_its_annotator_has_done_it_again(pushed):
    [first, second] = pushed.tasks("budi")[:2]
    for task in (first, second):
        pushed.submit("budi", task, NO_CLAIM)
    pushed.pull()
    pushed.client.sdk.projects.delete(pushed.number_of("budi"))
    pushed.push()
    assert (pushed.pull().valid, pushed.pull().absent) == ({"budi": 2}, [])
    again = next(each for each in pushed.tasks("budi") if each["data"] == first["data"])
    pushed.submit("budi", again, NO_CLAIM)
    pulled = pushed.pull()
    assert (pulled.valid, pulled.rejected) == ({"budi": 2}, {"budi": 1})
    assert {record["origin"]["task"] for record in pushed.records()} == {again["id"], second["id"]}


def test_if_no_project_is_on_the_server_the_pull_is_an_error_and_the_records_stay(pushed):
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pushed.pull()
    for name in ("ani", "budi"):
        pushed.client.sdk.projects.delete(pushed.number_of(name))
    with pytest.raises(RequestRejected, match="no project of the launch is on the server"):
        pushed.pull()
    assert len(pushed.records()) == 1


def test_what_others_did_to_answers_is_named_and_stays_with_the_record(pushed):
    tasks = pushed.tasks("ani")
    kept, gone = [pushed.submit("ani", task, NO_CLAIM) for task in tasks[:2]]
    assert pushed.pull().noticed == []
    pushed.client.sdk.annotations.update(kept, result=[choice("question__has_claim", "perhaps")])
    pushed.client.sdk.annotations.delete(gone)
    by_admin = pushed.client.sdk.annotations.create
    ani = pushed.people["ani"].sdk.users.whoami().id
    by_admin(tasks[2]["id"], result=NO_CLAIM, completed_by=ani, request_options=write_options())
    sentences = [task["data"]["sentence_id"] for task in tasks]
    assert [str(mentioned) for mentioned in pushed.pull().noticed] == [
        f"admin@localhost changed ani's answer to {sentences[0]}",
        f"admin@localhost submitted the answer to {sentences[2]} in the name of ani",
        f"ani's answer to {sentences[1]} was deleted, perhaps by admin@localhost",
    ]
    # The server forgets who saved it before; the record does not.
    pushed.people["ani"].sdk.annotations.update(kept, result=NO_CLAIM, request_options=write_options())
    assert pushed.pull().noticed == []
    warnings = {record["sentence_id"]: record["warnings"] for record in pushed.records()}
    assert warnings[sentences[0]] == [f"admin@localhost changed ani's answer to {sentences[0]}; see raw/noticed.jsonl"]
    assert "in the name of ani" in warnings[sentences[2]][-1]


def test_projects_that_look_like_those_of_the_launch_are_named_with_who_made_them(pushed):
    projects = pushed.client.sdk.projects
    ours = projects.get(pushed.number_of("ani"))
    marked = projects.create(title="Anything", description=f"[annotate {pushed.config.name}/budi]")
    titled = projects.create(title=f" {ours.title.upper()}  ", description="")
    projects.create(title=ours.title, description="[annotate another-launch/ani]")
    projects.create(title="Nothing of ours", description="")
    pulled = pushed.pull()
    assert [(each.project, each.whose, each.made_by) for each in sorted(pulled.lookalikes)] == [
        (marked.id, "budi", "admin@localhost"),
        (titled.id, "ani", "admin@localhost"),
    ]


def test_an_answer_after_its_annotator_was_taken_out_of_the_configuration_is_named(pushed):
    remaining = pushed.but(config=pushed.config.model_copy(update={"annotators": pushed.config.annotators[1:]}))
    tasks = pushed.tasks("ani")
    pushed.submit("ani", tasks[0], NO_CLAIM)
    assert remaining.pull().noticed == []
    pushed.submit("ani", tasks[1], NO_CLAIM)
    [mentioned] = remaining.pull().noticed
    assert str(mentioned) == f"ani's answer to {tasks[1]['data']['sentence_id']} came or changed after ani was removed"


@pytest.mark.parametrize("mark", ["another/ani", "{name}/budi"])
def test_a_project_that_is_marked_as_anothers_is_named_and_not_read_and_the_others_are_pulled(pushed, mark):
    for name in ("ani", "budi"):
        pushed.submit(name, pushed.tasks(name)[0], NO_CLAIM)
    pushed.pull()
    number, mark = pushed.number_of("ani"), mark.format(name=pushed.config.name)
    for name in ("ani", "budi"):
        pushed.submit(name, pushed.tasks(name)[1], NO_CLAIM)
    pushed.client.sdk.projects.update(number, description=f"[annotate {mark}]")
    pulled = pushed.pull()
    assert (pulled.pulled, pulled.valid) == (3, {"ani": 1, "budi": 2})
    [altered] = pulled.altered
    assert str(altered) == (
        f"project {number} on {pushed.client.url} is marked [annotate {mark}], but launch.json has it as "
        f"[annotate {pushed.config.name}/ani]; nothing is pulled from it; "
        "kept among the records: 1 annotation that came before"
    )
    assert f"end the project's description with [annotate {pushed.config.name}/ani]" in altered.remedy
    said = []
    status(pushed.client, pushed.files, progress=said.append)
    assert f"annotate: {altered}" in said
    pushed.client.sdk.projects.update(number, description="Changed by hand")
    assert (pushed.pull().pulled, pushed.pull().altered) == (4, [])


def test_an_answer_at_which_the_server_fails_is_read_without_its_time_and_named(pushed, in_database):
    """Label Studio stores infinity, and then fails at every list with it; the guard lets nobody else say it."""
    answers = [pushed.submit("budi", task, NO_CLAIM, lead_time=2.5) for task in pushed.tasks("budi")[:3]]
    set_time = "update task_completion set lead_time = %s where id = %s"
    in_database(set_time, ["Infinity", answers[1]])
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pulled = pushed.pull()
    assert (pulled.pulled, pulled.valid) == (4, {"ani": 1, "budi": 3})
    [mentioned] = pulled.noticed
    sentence = pushed.tasks("budi")[1]["data"]["sentence_id"]
    assert str(mentioned) == (
        f"budi saved budi's answer to {sentence} with a `lead_time` that Label Studio cannot send, so that its page "
        f"fails until a PATCH of api/annotations/{answers[1]}/ sets another"
    )
    times = {
        record["sentence_id"]: record.get("lead_time") for record in pushed.records() if record["annotator"] == "budi"
    }
    assert times.pop(sentence) is None
    assert list(times.values()) == [2.5, 2.5]
    assert pushed.pull(full=True).noticed == []
    in_database(set_time, [4, answers[1]])
    pushed.pull(full=True)
    assert sum(record.get("lead_time") or 0 for record in pushed.records()) == 9


def test_a_project_at_which_the_server_fails_is_named_and_the_others_are_pulled(pushed, in_database):
    first, second, *_ = pushed.tasks("budi")
    pushed.submit("budi", first, NO_CLAIM)
    pushed.pull()
    annotation = pushed.submit("budi", second, NO_CLAIM)
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    set_date = "update task_completion set created_at = %s where id = %s"
    in_database(set_date, ["infinity", annotation])
    pulled = pushed.pull()
    assert (pulled.pulled, pulled.valid) == (2, {"ani": 1, "budi": 1})
    [failed] = pulled.failed
    assert str(failed).startswith(
        f"project {pushed.number_of('budi')} of budi cannot be read: {pushed.client.url} failed"
    )
    assert str(failed).endswith("; nothing is pulled from it; kept among the records: 1 annotation that came before")
    said = []
    status(pushed.client, pushed.files, progress=said.append)
    assert any(line.startswith(f"annotate: project {failed.project} of budi cannot be read") for line in said)
    in_database(set_date, ["2026-11-26", annotation])
    assert (pushed.pull().pulled, pushed.pull().failed) == (3, [])


def test_if_all_projects_have_become_another_launchs_it_is_another_server_and_nothing_is_pulled(pushed):
    pushed.submit("ani", pushed.tasks("ani")[0], NO_CLAIM)
    pushed.pull()
    before = {file: file.read_bytes() for file in pushed.files.root.rglob("*") if file.is_file()}
    for name in ("ani", "budi"):
        pushed.client.sdk.projects.update(pushed.number_of(name), description=f"[annotate another/{name}]")
    for read in (pushed.pull, lambda: status(pushed.client, pushed.files)):
        with pytest.raises(ConfigError, match=r"is marked \[annotate another/ani\]") as error:
            read()
        assert "another workspace" in error.value.hint
    assert {file: file.read_bytes() for file in before} == before


def test_articles_come_back_whatever_they_are_called(study):
    articles = ("c#1", "a:b", " x")
    study.write([sentence for article in articles for sentence in made_sentences(1, each=1, name=article)])
    study.push()
    for task in study.tasks("ani"):
        study.submit("ani", task, NO_CLAIM)
    assert study.pull().pulled == 3
    assert sorted(record["article_id"] for record in study.records()) == sorted(f"{name}0" for name in articles)
    assert all(record["sentence_id"].startswith(f"{record['article_id']}:0-") for record in study.records())
    study.push()
    assert len(study.tasks("ani")) == 3
