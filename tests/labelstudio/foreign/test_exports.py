"""Records from a raw JSON export, without a server."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from study import NO_CLAIM, SCHEMA_FILE, made_sentences

from annotate.config import Annotator, Config
from annotate.corpus import Sentence, digest, write_sentences
from annotate.errors import WorkspaceError
from annotate.files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.wire.results import to_result
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

SCHEMA = read_schema(SCHEMA_FILE)


def task(number: int, text: str, **data) -> dict:
    annotation = {"id": number, "completed_by": 5, "was_cancelled": False, "result": NO_CLAIM, "lead_time": 3.0}
    return {"id": number, "project": 2, "data": {"text": text, **data}, "annotations": [annotation]}


def project_in(folder, annotators=()) -> Project:
    return Project(Config(annotators=annotators), Workspace(folder), SCHEMA)


def read_all(tmp_path, *exports: object, annotators=()):
    """Read exports, given as what they hold, into a workspace with some sentences; what the pull says."""
    files = Workspace(tmp_path)
    write_sentences(files.sentences, made_sentences(1))
    for number, tasks in enumerate(exports):
        (tmp_path / f"export-{number}.json").write_text(json.dumps(tasks))
    given = [tmp_path / f"export-{number}.json" for number in range(len(exports))]
    return pull_export(given, project_in(tmp_path, annotators))


def lines(file) -> list[dict]:
    return [row for _, row in read_jsonl(file, "")]


def exported(tmp_path, *exports: object, **options) -> list[dict]:
    read_all(tmp_path, *exports, **options)
    return lines(Workspace(tmp_path).annotations)


def problems(tmp_path) -> list[list[str]]:
    return [row["problems"] for row in lines(Workspace(tmp_path).rejected)]


def pushed(number: int, text: str, sentence: str, **data) -> dict:
    article = sentence.rpartition(":")[0]
    return task(number, text, sentence_id=sentence, article_id=article, digest=digest(text), **data)


def test_a_task_of_ours_keeps_its_sentence(tmp_path):
    [record] = exported(tmp_path, [pushed(1, "Satu.", "b:0-5")])
    assert (record["sentence_id"], record["article_id"], record["has_claim"]) == ("b:0-5", "b", "no")
    assert (record["annotator"], record["origin"]["project"]) == ("user 5", 2)


def test_another_task_gets_the_sentence_with_its_text_or_one_of_its_own(tmp_path):
    sentence = made_sentences(1)[2]
    known, unknown = exported(tmp_path, [task(1, sentence.text), task(2, "Dua.")])
    assert (known["sentence_id"], known["article_id"]) == (sentence.id, sentence.article_id)
    assert (unknown["sentence_id"], unknown["article_id"]) == ("task-2:0-4", "task-2")


def identities(records: list[dict]) -> list[tuple]:
    return [tuple(record.get(key) for key in ("sentence_id", "article_id", "round", "repeat")) for record in records]


@pytest.mark.parametrize("mark", [{}, {"digest": "weekly"}, {"digest": digest("Satu.")}, {"digest": 7}])
def test_keys_that_are_called_like_ours_say_nothing_without_the_digest_of_the_text(tmp_path, mark):
    theirs = {"sentence_id": "7", "article_id": "de", "round": 2, "repeat": 1, "kind": "tweet", **mark}
    pulled = read_all(tmp_path, [task(1, "Hujan turun.", **theirs), task(2, "Banjir surut.", **theirs)])
    records = lines(Workspace(tmp_path).annotations)
    assert identities(records) == [("task-1:0-12", "task-1", None, None), ("task-2:0-13", "task-2", None, None)]
    assert pulled.foreign_keys == 2


def test_a_task_with_a_foreign_sentence_id_is_matched_by_its_text_under_any_key(tmp_path):
    sentence = made_sentences(1)[2]
    rows = [task(number, "") | {"data": {"sentence_id": "a b", "isi": text}} for number, text in SHOWN]
    known, unknown = exported(tmp_path, rows)
    assert (known["sentence_id"], unknown["sentence_id"]) == (sentence.id, "task-2:0-4")


SHOWN = [(1, made_sentences(1)[2].text), (2, "Dua.")]


def test_tasks_with_one_text_are_matched_to_the_sentences_with_it_one_by_one(tmp_path):
    files = Workspace(tmp_path)
    first, second = (replace(SAME, id=f"a:{at}-{at + 3}", start=at, end=at + 3) for at in (0, 9))
    write_sentences(files.sentences, [first, second])
    (tmp_path / "export.json").write_text(json.dumps([task(number, "Ya.") for number in (1, 2, 3)]))
    pull_export([tmp_path / "export.json"], Project(Config(), files, SCHEMA))
    assert [row["sentence_id"] for row in lines(files.annotations)] == [first.id, second.id]


SAME = Sentence("a:0-3", "a", 0, 0, 3, "Ya.", "prose", 0, (), (), {}, digest("Ya."))


def test_annotators_who_are_known_by_their_address_are_named_by_it(tmp_path):
    row = task(1, "Satu.")
    row["annotations"][0]["completed_by"] = {"id": 5, "email": "dewi@example.org"}
    assert [record["annotator"] for record in exported(tmp_path, [row])] == ["dewi@example.org"]


def test_annotators_of_the_configuration_are_known_by_their_address_and_then_by_their_number(tmp_path):
    tasks = [task(1, "Satu."), task(2, "Dua."), task(3, "Tiga.")]
    tasks[0]["annotations"][0]["completed_by"] = {"id": 5, "email": "Dewi@example.org"}
    tasks[2]["annotations"][0]["completed_by"] = {"email": "dewi@example.org"}
    dewi = Annotator(id="dewi", email="dewi@example.org")
    assert [record["annotator"] for record in exported(tmp_path, tasks, annotators=[dewi])] == ["dewi"] * 3


def test_annotations_of_which_nobody_says_whose_they_are_are_rejected_each_for_itself(tmp_path):
    row = task(1, "Satu.")
    row["annotations"] = [annotation | {"completed_by": None} for annotation in row["annotations"] * 2]
    row["annotations"][1] = row["annotations"][1] | {"id": 2}
    assert exported(tmp_path, [row]) == []
    assert problems(tmp_path) == [["it does not say who made it"]] * 2


BROKEN = [
    ({"annotations": [{"result": NO_CLAIM, "completed_by": 5}]}, "the annotation has no number (None)"),
    ({"annotations": ["gone"]}, "the annotation is not an object"),
    ({"annotations": {"id": 1, "completed_by": ""}}, "it does not say who made it"),
    ({"annotations": "gone"}, "the annotation is not an object"),
    ({"data": ["Satu."]}, "the task has no text"),
    ({"data": "Satu."}, "the task has no text"),
    ({"project": "p"}, "the project has no number ('p')"),
    ({"id": "x1"}, "the task has no number ('x1')"),
    ({"annotations": [{"id": "a", "result": NO_CLAIM, "completed_by": 5}]}, "the annotation has no number ('a')"),
]


@pytest.mark.parametrize(("broken", "problem"), BROKEN)
def test_a_broken_part_is_rejected_with_its_problem_and_the_rest_is_read(tmp_path, broken, problem):
    pulled = read_all(tmp_path, [task(1, "Satu.") | broken, task(2, "Dua.")])
    assert (pulled.valid.total(), pulled.rejected.total()) == (1, 1)
    [found] = problems(tmp_path)
    assert problem in found


def test_half_a_surrogate_pair_is_no_crash(tmp_path):
    assert [record["sentence_id"] for record in exported(tmp_path, [task(1, "Sa\ud83dtu.")])] == ["task-1:0-6"]


def test_the_exports_of_a_blind_launch_are_read_into_one_account(tmp_path):
    first, second = pushed(1, "Satu.", "b:0-5"), pushed(2, "Satu.", "b:0-5") | {"project": 3}
    second["annotations"][0]["completed_by"] = 6
    assert read_all(tmp_path, [first], [second]).valid == {"user 5": 1, "user 6": 1}


EARLY, LATE = "2024-01-02T10:00:00Z", "2024-02-01T10:00:00.5Z"
NOON_IN_JAKARTA, BEFORE_IT_IN_LONDON = "2024-01-02T12:00:00+07:00", "2024-01-02T04:59:59Z"
SAVED = [
    ({"updated_at": LATE}, {"updated_at": EARLY}, 1),
    ({"updated_at": LATE}, {"updated_at": EARLY, "was_cancelled": True}, 1),
    ({"updated_at": EARLY}, {"updated_at": LATE, "was_cancelled": True}, 2),
    ({"created_at": EARLY, "updated_at": LATE}, {"created_at": LATE, "updated_at": EARLY}, 1),
    ({"created_at": LATE}, {"created_at": EARLY}, 1),
    ({"updated_at": LATE}, {"updated_at": LATE}, 2),
    ({"updated_at": LATE}, {}, 2),
    ({"updated_at": NOON_IN_JAKARTA}, {"updated_at": BEFORE_IT_IN_LONDON}, 1),
    ({"updated_at": EARLY.removesuffix("Z")}, {"updated_at": BEFORE_IT_IN_LONDON}, 1),
    ({"updated_at": 1706781600}, {"updated_at": EARLY}, 1),
]


@pytest.mark.parametrize(("first", "second", "counts"), SAVED)
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_annotations_by_one_person_the_one_saved_last_counts(tmp_path, first, second, counts, turned):
    row = task(1, "Satu.")
    both = [row["annotations"][0] | {"id": number} | saved for number, saved in ((1, first), (2, second))]
    pulled = read_all(tmp_path, [row | {"annotations": both[::-1] if turned else both}])
    assert (pulled.pulled, pulled.rejected.total()) == (2, 1)
    assert [record["origin"]["annotation"] for record in lines(Workspace(tmp_path).annotations)] == [counts]
    assert problems(tmp_path) == [["the same annotator saved another annotation of this sentence later"]]


@pytest.mark.parametrize("given", [".", "export-*.json"])
def test_exports_are_given_as_a_folder_or_a_pattern(tmp_path, given):
    files = Workspace(tmp_path / "work")
    for number in (1, 2):
        (tmp_path / f"export-{number}.json").write_text(json.dumps([task(number, "Satu.")]))
    assert pull_export([tmp_path / given], Project(Config(), files, SCHEMA)).pulled == 2
    with pytest.raises(WorkspaceError, match="no export at"):
        pull_export([tmp_path / "none-*.json"], Project(Config(), files, SCHEMA))


@pytest.mark.parametrize("latest_first", [True, False])
def test_an_annotation_in_two_exports_counts_once_as_it_was_changed_last(tmp_path, latest_first):
    old, new = task(1, "Satu."), task(1, "Satu.")
    old["annotations"][0] |= {"result": [], "updated_at": "2026-11-20T10:00:00Z"}
    new["annotations"][0] |= {"updated_at": "2026-11-21T10:00:00Z"}
    exports = [[new], [old]] if latest_first else [[old], [new]]
    pulled = read_all(tmp_path, *exports)
    assert (pulled.pulled, pulled.valid.total()) == (1, 1)


def test_exports_of_two_servers_are_refused(tmp_path):
    with pytest.raises(WorkspaceError, match=r"task 1 of .*export-1.json is not the same task as in .*export-0.json"):
        read_all(tmp_path, [task(1, "Satu.")], [task(1, "Dua.")])


def test_an_import_that_would_lose_records_of_another_is_refused(tmp_path):
    invalid = task(2, "Dua.")
    invalid["annotations"][0]["result"] = []
    before = exported(tmp_path, [task(1, "Satu."), invalid])
    with pytest.raises(WorkspaceError, match=r"annotations.jsonl would lose 1 of its records") as error:
        read_all(tmp_path, [task(7, "Tujuh.")])
    assert "--from" in error.value.hint
    with pytest.raises(WorkspaceError, match=r"rejected.jsonl would lose 1 of its records"):
        read_all(tmp_path, [task(1, "Satu.")])
    assert lines(Workspace(tmp_path).annotations) == before


def test_the_same_export_and_more_can_be_read_again(tmp_path):
    broken = task(2, "Dua.") | {"annotations": ["gone"]}
    first = [task(1, "Satu."), broken]
    first[0]["annotations"][0]["created_at"] = "2026-11-20T10:00:00.123456+07:00"
    assert read_all(tmp_path, first).pulled == 2
    assert read_all(tmp_path, first, [task(3, "Tiga.")]).pulled == 3


def theirs(number: int, answers: dict, **data) -> dict:
    """A task of a project made by hand, whose controls are named like the schema's elements, and the text is not."""
    result = [
        item | {"from_name": re.sub("^spans$", "label", item.get("from_name", "")).rpartition("__")[2].title()}
        for item in to_result(answers, SCHEMA)
    ]
    annotation = {"id": number, "completed_by": 5, "result": [item | {"to_name": "t"} for item in result]}
    return {"id": number, "project": 2, "data": data, "annotations": [annotation]}


def claim_in(text: str) -> dict:
    start = text.index("jaminan")
    span = {"start": start, "end": start + 7, "text": "jaminan"}
    return {"has_claim": "yes", "claims": [{"guarantee": span, "act": "demand", "stance": "support"}]}


def test_a_project_with_other_names_is_read_by_those_of_the_elements(tmp_path):
    known = made_sentences(1)[2]
    tasks = [theirs(1, claim_in(known.text), kalimat=known.text), theirs(2, {"has_claim": "no"}, kalimat="Dua.")]
    claim, no_claim = exported(tmp_path, tasks)
    assert (claim["sentence_id"], claim["claims"][0]["act"]) == (known.id, "demand")
    assert (no_claim["sentence_id"], no_claim["has_claim"]) == ("task-2:0-4", "no")


NAMED = [item | {"to_name": "kalimat"} for item in NO_CLAIM]


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (NAMED, "Satu."),
        (NO_CLAIM, made_sentences(1)[1].text),
        (to_result(claim_in("Ada jaminan."), SCHEMA), "Ada jaminan."),
    ],
    ids=["named by the results", "known", "holding the spans"],
)
def test_of_several_variables_the_text_is_the_one_that_fits(tmp_path, result, text):
    row = task(1, "") | {"data": {"sumber": "Antara, Jakarta", "kalimat": text}}
    row["annotations"][0]["result"] = [
        {**item, "to_name": item.get("to_name", "t").replace("text", "t")} for item in result
    ]
    start, _, end = exported(tmp_path, [row])[0]["sentence_id"].rpartition(":")[2].partition("-")
    assert int(end) - int(start) == len(text)


def test_a_variable_with_our_name_is_not_the_text_if_the_words_of_all_spans_are_in_another(tmp_path):
    row = task(1, "Jaminan") | {"data": {"text": "Jaminan", "isi": "Ada jaminan."}}
    row["annotations"][0]["result"] = to_result(claim_in("Ada jaminan."), SCHEMA)
    assert [record["sentence_id"] for record in exported(tmp_path, [row])] == ["task-1:0-12"]


def test_each_task_may_have_its_text_under_a_key_of_its_own(tmp_path):
    rows = [task(1, "Satu dua."), task(2, "") | {"data": {"kalimat": "Tiga.", "id": 7}}, pushed(3, "Empat.", "a:0-6")]
    assert [record["sentence_id"] for record in exported(tmp_path, rows)] == ["task-1:0-9", "task-2:0-5", "a:0-6"]


def test_a_text_that_cannot_be_told_is_a_problem(tmp_path):
    row = task(1, "") | {"data": {"judul": "Satu", "kalimat": "Dua."}}
    row["annotations"][0]["result"] = [NO_CLAIM[0] | {"to_name": "t"}]
    assert exported(tmp_path, [row]) == []
    assert problems(tmp_path)[0][0] == "it is unclear which of judul, kalimat is the text"


@pytest.mark.parametrize("latest_first", [True, False])
def test_a_task_that_an_export_has_twice_counts_once_as_it_was_saved_last(tmp_path, latest_first):
    old, new = task(1, "Satu."), task(1, "Satu.")
    old["annotations"] = [old["annotations"][0] | {"updated_at": EARLY, "lead_time": 1.0}]
    new["annotations"] = [new["annotations"][0] | {"updated_at": LATE}, old["annotations"][0] | {"id": 9}]
    new["annotations"][1] = new["annotations"][1] | {"completed_by": 6}
    pulled = read_all(tmp_path, [new, old] if latest_first else [old, new])
    assert (pulled.pulled, pulled.valid, pulled.copies) == (2, {"user 5": 1, "user 6": 1}, 1)
    times = {row["annotator"]: row["lead_time"] for row in lines(Workspace(tmp_path).annotations)}
    assert times == {"user 5": 3.0, "user 6": 1.0}


def test_an_annotation_that_a_task_has_twice_counts_once(tmp_path):
    row = task(1, "Satu.")
    pulled = read_all(tmp_path, [row | {"annotations": row["annotations"] * 2}])
    assert (pulled.pulled, pulled.valid, pulled.copies) == (1, {"user 5": 1}, 1)


def test_an_export_in_which_one_number_means_two_tasks_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match=r"export-0.json has two tasks with the number 1"):
        read_all(tmp_path, [task(1, "Satu."), task("1", "Dua.")])


def test_an_export_from_before_version_1_is_read(tmp_path):
    old = {"id": 0, "data": {"text": "Satu."}, "predictions": []}
    same = {"created_at": 1597758104, "lead_time": 3.5, "completed_by": "dewi@example.org"}
    old["completions"] = [{"id": 1001, "result": NO_CLAIM, **same}, {"id": 1002, "result": [], "skipped": True, **same}]
    pulled = read_all(tmp_path, [old | {"completions": old["completions"][:1]}, old | {"id": 1}])
    assert (pulled.pulled, pulled.valid.total(), pulled.skipped.total(), pulled.rejected.total()) == (3, 1, 1, 1)
    assert lines(Workspace(tmp_path).annotations)[0]["created_at"] == "2020-08-18T13:41:44Z"


def stored(number: int, of_task: int, person: int) -> dict:
    """What a target storage gets of an annotation."""
    shown = task(of_task, "Satu.")
    [annotation] = shown.pop("annotations")
    by = {"id": person, "email": f"p{person}@example.org"}
    return annotation | {"id": number, "completed_by": by, "task": shown}


def test_the_files_of_a_target_storage_are_read_together(tmp_path):
    folder = tmp_path / "storage"
    folder.mkdir()
    for number, of_task, person in ((11, 1, 5), (12, 1, 6), (13, 2, 5)):
        (folder / (str(number) if person == 5 else f"{number}.json")).write_text(
            json.dumps(stored(number, of_task, person))
        )
    files = Workspace(tmp_path / "work")
    pulled = pull_export([folder], Project(Config(), files, SCHEMA))
    assert (pulled.valid, pulled.copies) == ({"p5@example.org": 2, "p6@example.org": 1}, 0)
    assert {row["origin"]["task"] for row in lines(files.annotations)} == {1, 2}


@pytest.mark.parametrize("content", [stored(11, 1, 5), [stored(11, 1, 5)], task(1, "Satu.")])
def test_one_task_or_one_stored_annotation_is_an_export_too(tmp_path, content):
    assert read_all(tmp_path, content).valid.total() == 1


def test_tasks_one_a_line_are_an_export_too(tmp_path):
    file = tmp_path / "export.jsonl"
    file.write_text("".join(json.dumps(task(number, "Satu.")) + "\n" for number in (1, 2)))
    assert pull_export([file], project_in(tmp_path)).valid.total() == 2


def test_numbers_are_read_however_another_tool_wrote_them(tmp_path):
    row = task(1, "Satu.") | {"id": "1", "project": 2.0}
    row["annotations"][0] |= {"id": "1001", "completed_by": "5"}
    [record] = exported(tmp_path, [row])
    assert (record["annotator"], record["sentence_id"]) == ("user 5", "task-1:0-5")
    assert {key: record["origin"][key] for key in ("project", "task", "annotation")} == {
        "project": 2,
        "task": 1,
        "annotation": 1001,
    }


@pytest.mark.parametrize(
    "user", ["dewi", " Dewi@example.org ", {"username": "dewi@example.org"}, {"id": "5", "email": "dewi@example.org"}]
)
def test_an_annotator_is_known_by_whatever_an_export_calls_them(tmp_path, user):
    row = task(1, "Satu.")
    row["annotations"][0]["completed_by"] = user
    dewi = Annotator(id="dewi", email="dewi@example.org")
    assert read_all(tmp_path, [row], annotators=[dewi]).valid == {"dewi": 1}


@pytest.mark.parametrize(
    ("said", "of_task", "skipped"),
    [
        ({"was_cancelled": True}, {}, True),
        ({"was_cancelled": "true"}, {}, True),
        ({"was_cancelled": "False"}, {}, False),
        ({"was_cancelled": None}, {"was_cancelled": True}, True),
        ({"was_cancelled": False}, {"was_cancelled": True}, False),
        ({"was_cancelled": 1}, {}, True),
        ({"was_cancelled": False, "skipped": True}, {}, True),
    ],
)
def test_a_skip_is_a_skip_wherever_it_is_said(tmp_path, said, of_task, skipped):
    row = task(1, "Satu.") | of_task
    row["annotations"][0] |= said
    pulled = read_all(tmp_path, [row])
    assert (pulled.skipped.total(), pulled.valid.total()) == (int(skipped), int(not skipped))


OTHERS = [
    ({"tasks": []}, "one page of the server's list", "export the project"),
    ([{"id": 1, "text": "Satu."}], "seems to hold articles", "annotate split"),
    ([{"title": "Satu", "body": "Dua."}], "seems to hold articles", "annotate split"),
    ([{"data": {"text": "Satu."}}], "tasks without annotations", "annotate them first"),
    ([{"data": {"text": "Satu."}, "predictions": [{"result": []}]}], "tasks without annotations", "JSON_MIN"),
    (
        [{"id": 1, "text": "Satu.", "annotator": 5, "annotation_id": 1, "has_claim": "no"}],
        "JSON_MIN export",
        "as JSON,",
    ),
    ([{"id": 1, "task": 7, "result": []}], "annotations without their tasks", "as JSON,"),
    ([{"sentence_id": "a:0-5", "annotator": "ani", "status": "skipped"}], "records", "annotate agreement --records"),
    ([3], "it holds 3 where a task belongs", "as JSON,"),
    ("tasks", 'it holds "tasks" where a task belongs', "as JSON,"),
    ({}, "it has nothing where a task belongs", "as JSON,"),
    ({"images": [], "annotations": []}, "it has images, annotations where a task belongs", "as JSON,"),
    ([task(1, "Satu."), {"text": "Dua."}], "seems to hold articles", "annotate split"),
]


@pytest.mark.parametrize(("content", "what", "remedy"), OTHERS)
def test_what_is_no_export_is_called_what_it_looks_like_with_what_to_do(tmp_path, content, what, remedy):
    with pytest.raises(WorkspaceError, match="not a raw JSON export") as error:
        exported(tmp_path, content)
    assert what in error.value.message
    assert remedy in error.value.hint


@pytest.mark.parametrize("content", [b"id,text\n1,Satu.\n", b"PK\x03\x04\x14\x00\xc5", b""])
def test_what_is_not_json_is_refused(tmp_path, content):
    (tmp_path / "export.json").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"export\.json is not JSON") as error:
        pull_export([tmp_path / "export.json"], project_in(tmp_path))
    assert "CSV" in error.value.hint


def test_an_export_of_nothing_is_an_account_of_nothing_and_takes_no_records_away(tmp_path):
    assert read_all(tmp_path, []).pulled == 0
    read_all(tmp_path, [task(1, "Satu.")])
    with pytest.raises(WorkspaceError, match="would lose 1 of its records"):
        read_all(tmp_path, [])


def test_a_workspace_with_a_launch_is_refused(tmp_path):
    (tmp_path / "launch.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="has a launch with records of its own"):
        exported(tmp_path, [])


def test_what_the_server_exports_gives_the_records_of_a_pull(study, tmp_path):
    study.push()
    tasks = study.tasks("ani")
    study.submit("ani", tasks[0], NO_CLAIM)
    study.submit("ani", tasks[1], NO_CLAIM, was_cancelled=True)
    study.pull()
    chunks = study.client.sdk.projects.exports.download_sync(study.number_of("ani"), export_type="JSON")
    (tmp_path / "export.json").write_bytes(b"".join(chunks))
    other = Workspace(tmp_path / "other")
    pulled = pull_export([tmp_path / "export.json"], Project(Config(), other, study.schema))
    assert (pulled.valid.total(), pulled.skipped.total()) == (1, 1)
    same = ("sentence_id", "status", "round", "has_claim")
    imported = [row for _, row in read_jsonl(other.annotations, "")]
    assert [[row.get(key) for key in same] for row in imported] == [
        [row.get(key) for key in same] for row in study.records()
    ]
