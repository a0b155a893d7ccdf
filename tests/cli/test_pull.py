"""`annotate pull` and `annotate status`, as a user sees them."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from exported import task as exported_task
from typer import Exit

from annotate.cli import pull as pull_command
from annotate.cli import status as command
from annotate.errors import SchemaError, Unreachable
from annotate.json_files import read_jsonl
from annotate.labelstudio.guard.audit import Audit
from annotate.labelstudio.pull import progress as status_module
from annotate.labelstudio.pull import pull as pull_module
from annotate.labelstudio.pull.look_again import LookAgain
from annotate.labelstudio.pull.mentioned import Mentioned
from annotate.labelstudio.pull.noticed import Oddity
from annotate.labelstudio.pull.progress import Progress
from annotate.labelstudio.pull.projects import Absent, Lookalike, Unread
from annotate.labelstudio.pull.to_records import Pulled
from annotate.labelstudio.server.refusals import refused_file
from annotate.records.remarks import Remark
from annotate.workspace import Workspace

SEEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


def task(number: int, user: int) -> dict:
    choices = {"type": "choices", "from_name": "stance", "to_name": "text", "value": {"choices": ["neutral"]}}
    annotation = {"id": number, "completed_by": {"id": user, "email": f"user{user}@example.org"}, "result": [choices]}
    return {"id": number, "project": user, "data": {"kalimat": "Satu."}, "annotations": [annotation]}


def test_exports_are_read_together_and_none_is_overwritten(annotate, tmp_path):
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text("schema: schemas/stance.yaml\nannotators:\n  - {id: ani, email: user1@example.org}\n")
    for number in (1, 2):
        (tmp_path / f"export-{number}.json").write_text(json.dumps([task(number, number)]))
    both = annotate("pull", "--json", "--from", "export-1.json", "--from", "export-2.json")
    assert both.code == 0, both.err
    found = json.loads(both.out)
    assert (found["pulled"], sorted(found["annotators"])) == (2, ["ani", "user2@example.org"])
    again = annotate("pull", "--from", "export-2.json")
    assert (again.code, "would lose 1 of its records" in again.err) == (1, True)
    assert annotate("pull", "--from", "export-*.json").code == 0


def test_annotations_of_tasks_that_are_no_sentences_can_be_exported(annotate, tmp_path):
    assert annotate("init").code == 0
    (tmp_path / "export.json").write_text(json.dumps([exported_task(1, "Satu.")]))
    assert annotate("pull", "--from", "export.json").code == 0
    done = annotate("export", "jsonl", "--annotations")
    assert (done.out, done.err) == ("1 row → work/export/annotations.jsonl\n", "")
    line = json.loads((tmp_path / "work" / "export" / "annotations.jsonl").read_text())
    assert (line["sentence_id"], line["text"]) == ("task-1:0-5", "Satu.")


PLACES = """
name: places
version: "1"
title: Places
questions:
  - name: tone
    definition: How it sounds.
    labels: [{name: glad}, {name: sad}]
claim:
  roles:
    - {name: place, head: true, definition: Where.}
    - {name: who, definition: Whose.}
  attributes:
    - {name: sure, definition: How sure., labels: [{name: "no"}, {name: "yes"}]}
    - {name: sure, on: who, definition: How sure., labels: [{name: "no"}, {name: "yes"}]}
"""


@pytest.fixture
def pull_places(annotate, tmp_path):
    """Pull one export, given as what it holds, under a schema of places; what was said, and the records."""
    (tmp_path / "places.yaml").write_text(PLACES)
    (tmp_path / "config.yaml").write_text("schema: places.yaml\nworkspace: work\n")

    def pull(export: object, code: int = 0) -> tuple:
        (tmp_path / "export.json").write_text(json.dumps(export))
        done = annotate("pull", "--from", "export.json")
        assert done.code == code, done.err
        return done.out, done.err, [row for _, row in read_jsonl(tmp_path / "work" / "annotations.jsonl", "")]

    return pull


def place(start: int, end: int, words: str, key: str = "p") -> dict:
    value = {"start": start, "end": end, "text": words, "labels": ["place"]}
    return {"id": key, "type": "labels", "from_name": "label", "to_name": "text", "value": value}


def test_offsets_that_fit_their_words_in_utf_16_only_are_read_so_and_said(pull_places):
    annotations = [
        {"id": 1, "completed_by": 5, "result": [place(9, 13, "Lima")]},
        {"id": 2, "completed_by": 6, "result": [place(9, 13, "Roma")]},
    ]
    out, err, [record] = pull_places([{"id": 1, "data": {"text": "🎉 Di 🎉 Lima"}, "annotations": annotations}])
    assert out.startswith("2 annotations pulled = 1 valid + 1 rejected + 0 skipped")
    assert "1 annotation with offsets that were read as UTF-16 code units" in err
    assert record["claims"][0]["place"] == {"start": 7, "end": 11, "text": "Lima"}
    assert "UTF-16" in record["warnings"][0]


def test_what_the_schema_does_not_ask_is_left_out_and_named_once(pull_places):
    note = {"id": "n", "type": "textarea", "from_name": "note", "value": {"text": ["perhaps"]}}
    part = {"id": "s", "type": "labels", "from_name": "part", "value": {"start": 0, "end": 2, "labels": ["quote"]}}
    tone = {"id": "q", "type": "choices", "from_name": "Tone", "value": {"choices": ["glad"]}}
    gone = {"type": "relation", "from_id": "p", "to_id": "gone"}
    annotations = [
        {"id": 1, "completed_by": 5, "result": [note, place(3, 7, "Lima"), part, tone]},
        {"id": 2, "completed_by": 6, "result": [place(3, 7, "Lima"), note | {"from_name": "rating"}, note, gone]},
    ]
    out, err, records = pull_places([{"id": 1, "data": {"text": "Di Lima"}, "annotations": annotations}])
    assert out.startswith("2 annotations pulled = 2 valid + 0 rejected + 0 skipped")
    named = "note (2 times), part (1 time), rating (1 time), relation (1 time)"
    assert err.count(f"left out, because the schema does not ask it or its span is not there: {named}\n") == 1
    assert [(record["claims"][0]["place"]["text"], record.get("tone")) for record in records] == [
        ("Lima", "glad"),
        ("Lima", None),
    ]
    assert "a link to a span that is not there is left out" in records[1]["warnings"][0]


def test_answers_of_elements_with_one_name_belong_to_the_span_that_they_are_about(pull_places):
    who = place(8, 11, "Ani", "w")
    who["value"] = who["value"] | {"labels": ["who"]}
    sure = {"type": "choices", "from_name": "sure"}
    answers = [sure | {"id": key, "value": {"choices": [label]}} for key, label in (("p", "yes"), ("w", "no"))]
    annotation = {"id": 1, "completed_by": 5, "result": [*answers, place(3, 7, "Lima"), who]}
    _, _, [record] = pull_places([{"id": 1, "data": {"text": "Di Lima Ani"}, "annotations": [annotation]}])
    [claim] = record["claims"]
    assert (claim["sure"], [span["sure"] for span in claim["who"]]) == ("yes", ["no"])


def test_exports_that_do_not_say_who_annotated_are_rejected_with_what_to_do(pull_places):
    old = {"id": 0, "data": {"text": "Di Lima"}, "completions": [{"id": 1001, "result": [place(3, 7, "Lima")]}]}
    out, err, _ = pull_places([old], code=1)
    assert out.startswith("1 annotation pulled = 0 valid + 1 rejected + 0 skipped")
    assert "1 annotation without an annotator, as in exports of Label Studio before 1.0" in err
    assert "`completed_by`" in err


def test_two_controls_that_mark_one_place_give_both_roles(pull_places):
    who = place(3, 7, "Lima") | {"from_name": "other"}
    who["value"] = who["value"] | {"labels": ["who"]}
    [annotation] = [{"id": 1, "completed_by": 5, "result": [place(3, 7, "Lima"), who]}]
    _, _, [record] = pull_places([{"id": 1, "data": {"text": "Di Lima"}, "annotations": [annotation]}])
    [claim] = record["claims"]
    assert (claim["place"]["text"], [span["text"] for span in claim["who"]]) == ("Lima", ["Lima"])


def test_spans_none_of_whose_labels_the_schema_has_are_no_control_to_leave_out(pull_places):
    other = place(3, 7, "Lima")
    other["value"] = other["value"] | {"labels": ["Place"]}
    annotation = {"id": 1, "completed_by": 5, "result": [other]}
    out, _, _ = pull_places([{"id": 1, "data": {"text": "Di Lima"}, "annotations": [annotation]}], code=1)
    assert out.startswith("1 annotation pulled = 0 valid + 1 rejected")


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """The commands without a server; the workspace."""
    files = Workspace(tmp_path)
    launch = SimpleNamespace(annotators={"ani": "", "budi": ""})
    project = SimpleNamespace(config=None, files=files, schema=SimpleNamespace(language="id"), launch=lambda: launch)
    monkeypatch.setattr(command, "open_config", lambda *_: (None, files))
    monkeypatch.setattr("annotate.labelstudio.launch.file.needed_launch", lambda _: launch)
    for module in (command, pull_command):
        monkeypatch.setattr(module, "open_client", lambda *_: SimpleNamespace(url=""))
        monkeypatch.setattr(module, "open_project", lambda *_: project)
    monkeypatch.setattr(pull_module, "kept_to_look_at", lambda *_: [])
    monkeypatch.setattr("annotate.records.read.unresolved_actors", lambda *_: [])
    return files


def test_a_pull_says_how_much_was_deleted_on_the_server_and_whose(alone, monkeypatch, capsys):
    pulled = Pulled(Counter(), Counter(), Counter(), 0, 0, 0, deleted=Counter(ani=2, budi=1))
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled)
    pull_command.pull()
    said = capsys.readouterr().err
    assert f"3 annotations deleted on the server (2 of ani, 1 of budi); kept in {alone.raw}/deleted.jsonl" in said
    pull_command.pull(as_json=True)
    assert json.loads(capsys.readouterr().out)["deleted"] == {"ani": 2, "budi": 1}


def test_a_pull_names_what_annotators_may_not_have_done_and_strict_stops_there(alone, monkeypatch, capsys):
    noticed = [Mentioned(Oddity.CHANGED, "ani", "budi", f"a1:{number}-9", 7, number, number) for number in range(12)]
    nothing = Pulled(Counter(), Counter(), Counter(), 0, 0, 0, Counter())
    odd = nothing._replace(
        noticed=noticed,
        absent=[Absent(8, "citra", 5)],
        altered=[Unread(7, "dewi", 1, "project 7 is marked otherwise", "mark it again")],
        lookalikes=[Lookalike(9, "ani · Claims", "ani", "eve@x.org")],
    )
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: odd)
    pull_command.pull()
    said = capsys.readouterr().err.splitlines()
    assert said[0] == (
        "annotate: project 8 of citra is not on the server, or this token may not see it; kept among the records: "
        "5 annotations that came before"
    )
    assert "`annotate push` makes it again" in said[1]
    assert said[2].startswith("annotate: project 7 is marked otherwise; nothing is pulled from it; kept among")
    assert said[3] == "hint: mark it again"
    assert "project 9 ('ani · Claims'), made by eve@x.org, looks like that of ani" in said[4]
    assert said[5] == (
        f"annotate: 12 annotations not as submitted; ask their authors, and see {alone.raw}/noticed.jsonl"
    )
    assert said[6] == "  budi changed ani's answer to a1:0-9 (project 7)"
    assert said[16] == "  and 2 more, which --json lists"
    with pytest.raises(Exit) as stopped:
        pull_command.pull(strict=True, as_json=True)
    assert stopped.value.exit_code == 3
    found = json.loads(capsys.readouterr().out)
    assert len(found["noticed"]) == 12
    assert found["noticed"][0] == {
        "what": "changed by another",
        "annotator": "ani",
        "by": "budi",
        "sentence_id": "a1:0-9",
        "project": 7,
        "task": 0,
        "annotation": 0,
        "sentence": "budi changed ani's answer to a1:0-9",
    }
    assert (found["absent"][0]["project"], found["lookalikes"][0]["made_by"]) == (8, "eve@x.org")
    assert (found["altered"][0]["whose"], found["altered"][0]["annotations"]) == ("dewi", 1)


def test_a_pull_in_which_the_server_failed_at_a_project_says_so_and_is_no_success(alone, monkeypatch, capsys):
    failed = [Unread(6, "eka", 2, "project 6 of eka cannot be read", "look at the server's log")]
    pulled = Pulled(Counter(), Counter(), Counter(), 0, 0, 0, Counter(), failed=failed)
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled)
    with pytest.raises(Exit) as stopped:
        pull_command.pull()
    assert stopped.value.exit_code == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("annotate: project 6 of eka cannot be read; nothing is pulled from it; kept among")
    assert said[1] == "hint: look at the server's log"
    with pytest.raises(Exit):
        pull_command.pull(as_json=True)
    assert json.loads(capsys.readouterr().out)["failed"][0]["whose"] == "eka"


@pytest.mark.usefixtures("alone")
def test_the_status_says_what_the_guard_refused_and_whom(alone, monkeypatch, capsys):
    (alone.root / "server").mkdir()
    for user in ("ani@example.org", "", "ani@example.org"):
        Audit(refused_file(alone.root)).add(user, "GET", "/api/users/", "no")
    launch = SimpleNamespace(annotators={"ani": "ani@example.org"})
    monkeypatch.setattr("annotate.labelstudio.launch.file.needed_launch", lambda _: launch)
    look(monkeypatch, [row("ani", 0, 3), row("budi", 0, 4)])
    command.status(as_json=True)
    out, err = capsys.readouterr()
    assert [each["refused"] for each in json.loads(out)] == [2, 0]
    assert "annotate: the guard refused 3 requests since " in err
    assert f": 2 of ani, 1 of strangers; see {alone.root}/server/refused.jsonl\n" in err


def test_one_of_anything_is_no_plural(alone, monkeypatch, capsys):
    one = Counter(ani=1)
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: Pulled(Counter(), one, Counter(), 1, 1, 1, one))
    pull_command.pull()
    said = capsys.readouterr()
    assert said.out.startswith("1 annotation pulled = ")
    whats = [line.removeprefix("annotate: ").partition(" ")[::2] for line in said.err.splitlines()]
    assert {what.partition(" ")[0] for number, what in whats if number == "1"} == {"annotation", "record"}


def row(annotator: str, number: int, project: int) -> Progress:
    return Progress(annotator, number, 100, 2, 1000, 12.3, 1230.0, 12, SEEN, project)


def look(monkeypatch, *looks) -> None:
    """What each look at the server gives or raises; the user ends it after the last."""
    answers = iter(looks)

    def read(*_, **__):
        answer = next(answers, KeyboardInterrupt())
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(status_module, "status", read)
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.mark.usefixtures("alone")
def test_watching_outlives_a_server_that_fails_and_prints_one_line_a_look(monkeypatch, capsys):
    look(monkeypatch, [row("ani", 0, 3)], Unreachable("nobody answers"), [], [row("ani", 1, 3)])
    command.status(watch=True, as_json=True)
    out, err = capsys.readouterr()
    assert [[each["round"] for each in json.loads(line)] for line in out.splitlines()] == [[0], [], [1]]
    assert err == "annotate: nobody answers; trying again in 10 seconds\n"


@pytest.mark.usefixtures("alone")
def test_one_look_at_a_server_that_fails_is_an_error(monkeypatch):
    look(monkeypatch, Unreachable("nobody answers"))
    with pytest.raises(Unreachable):
        command.status()


@pytest.mark.usefixtures("alone")
def test_names_are_never_cut_and_a_second_project_is_told_from_the_first(monkeypatch, capsys):
    long = "somebody.else@annotators.example.org"
    look(monkeypatch, [row("annotator-number-one", 0, 3), row(long, 1, 3)], [row("ani", 0, 3), row("ani", 0, 14)])
    command.status()
    out = capsys.readouterr().out
    words = " ".join(out.split())
    assert "annotator annotator-number-one round calibration" in words
    assert f"annotator {long} round 1" in words
    assert "project" not in out
    assert max(map(len, out.splitlines())) <= 80
    command.status()
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines() if "ani" in line] == ["3", "14"]


def to_look_at(annotator: str, number: int, project: int = 3) -> LookAgain:
    remarks = (Remark("unanswered", {"question": "Act?"}),)
    return LookAgain(
        project, number, number, annotator, f"a:{number}", 1, "NATO menolak.", f"http://s/{number}", remarks
    )


def test_a_pull_lists_by_annotator_what_to_look_at_again_with_its_page(alone, monkeypatch, capsys):
    found = [to_look_at("budi", 9), *(to_look_at("ani", number) for number in range(7))]
    pulled = Pulled(Counter(ani=7, budi=1), Counter(), Counter(), 0, 0, 0, Counter(), look_again=found)
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled)
    pull_command.pull()
    said = capsys.readouterr().err
    assert "annotate: ani should look again at 7 annotations:\n  http://s/0\n    There is no answer to “Act?”." in said
    assert "  and 2 more, which --json lists\nannotate: budi should look again at 1 annotation:\n  http://s/9" in said
    assert "hint: `annotate pull --send-back` writes this" in said
    assert not alone.send_back.exists()
    pull_command.pull(as_json=True)
    listed = json.loads(capsys.readouterr().out)["look_again"]
    assert [each["url"] for each in listed if each["annotator"] == "budi"] == ["http://s/9"]
    assert len(listed) == 8


def test_a_pull_that_sends_back_writes_the_files_and_forgets_what_was_put_right(alone, monkeypatch, capsys):
    pulled = Pulled(Counter(ani=1), Counter(), Counter(), 0, 0, 0, Counter(), look_again=[to_look_at("ani", 7)])
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled)
    pull_command.pull(send_back=True)
    assert f"annotate: wrote {alone.send_back}/ani.md" in capsys.readouterr().err
    assert "belum dijawab" in (alone.send_back / "ani.md").read_text()
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled._replace(look_again=[]))
    pull_command.pull(send_back=True)
    assert "nobody has anything to look at again" in capsys.readouterr().err
    assert list(alone.send_back.iterdir()) == []


def test_an_export_has_no_pages_to_send_back_to(annotate):
    done = annotate("pull", "--from", "export.json", "--send-back")
    assert (done.code, "an export has no pages" in done.err) == (1, True)


@pytest.mark.usefixtures("alone")
def test_the_status_lists_what_to_look_at_again_and_each_row_has_its_own(monkeypatch, capsys):
    found = [to_look_at("ani", 7), to_look_at("somebody", 8, project=4)]
    monkeypatch.setattr(pull_module, "kept_to_look_at", lambda *_: found)
    rows = [row("ani", 0, 3), row("ani", 1, 3), row("budi", 1, 4)]
    look(monkeypatch, rows, rows)
    command.status()
    assert "annotate: ani should look again at 1 annotation:\n  http://s/7" in capsys.readouterr().err
    command.status(as_json=True)
    listed = json.loads(capsys.readouterr().out)
    assert [[each["url"] for each in one["look_again"]] for one in listed] == [[], ["http://s/7"], ["http://s/8"]]


@pytest.mark.usefixtures("alone")
def test_the_status_is_shown_if_the_schema_is_not_the_launched_one(monkeypatch, capsys):
    def drifted(*_):
        raise SchemaError("the schema changed after the launch")

    monkeypatch.setattr(pull_module, "kept_to_look_at", drifted)
    look(monkeypatch, [row("ani", 0, 3)])
    command.status()
    out, err = capsys.readouterr()
    assert "calibration" in out
    assert err == "annotate: cannot list what to look at again: the schema changed after the launch\n"


def with_span(number: int, label: str) -> dict:
    value = {"start": 0, "end": 4, "text": "Satu", "labels": [label]}
    result = [{"id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value": value}]
    annotation = {"id": number, "completed_by": 5, "result": result}
    return {"id": number, "project": 1, "data": {"text": "Satu."}, "annotations": [annotation]}


@pytest.mark.parametrize(("labels", "code"), [(["CITY", "place"], 0), (["CITY", "CITY", "place"], 1), (["CITY"], 1)])
def test_records_that_lack_most_spans_are_written_and_called_biased(pull_places, tmp_path, labels, code):
    tasks = [with_span(number, label) for number, label in enumerate(labels, 1)]
    _, err, records = pull_places(tasks, code)
    assert len(records) == labels.count("place")
    of_all = f"{labels.count('CITY')} of {len(labels)} annotations with spans were rejected"
    assert (of_all in err, "`annotate schema infer EXPORT.json`" in err) == (bool(code), bool(code))
    assert len((tmp_path / "work" / "rejected.jsonl").read_text().splitlines()) == labels.count("CITY")


def test_annotations_that_their_annotator_replaced_make_no_bias(pull_places):
    tasks = [with_span(1, "place")]
    replaced = {"id": 7, "completed_by": 5, "result": tasks[0]["annotations"][0]["result"]}
    tasks[0]["annotations"] += [replaced | {"id": number, "created_at": "2020-01-01T00:00:00Z"} for number in (8, 7)]
    out, _, _ = pull_places(tasks)
    assert "1 valid + 2 rejected" in out
