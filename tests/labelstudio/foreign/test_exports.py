"""Records from a raw JSON export, without a server."""

from __future__ import annotations

import json

import pytest
from exported import SCHEMA, exported, lines, problems, pushed, read_all, task
from study import NO_CLAIM, choice

from annotate.config import Annotator, Config
from annotate.errors import WorkspaceError
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.wire.controls import HELP
from annotate.labelstudio.wire.to_result import to_result
from annotate.project import Project
from annotate.workspace import Workspace


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


NUMBERED = "Rusia menuntut jaminan dan Barat menolak senjata."
NO_ANNOUNCING = SCHEMA.model_copy(update={"claims_if": None})


def two_claims(**answers) -> dict:
    """A record of two claims that share a claimant, one of them with an actor that no span names."""
    places = {word: {"start": NUMBERED.index(word), "text": word} for word in ("Rusia", "jaminan", "senjata")}
    russia, *heads = [place | {"end": place["start"] + len(word)} for word, place in places.items()]
    about = {"claimant": [russia], "act": "demand", "stance": "support"}
    first, second = ({"guarantee": head, **about} for head in heads)
    return {"claims": [first, second | {"addressee_unmarked": "ukraine"}], **answers}


@pytest.mark.parametrize(
    ("schema", "record"),
    [(SCHEMA, two_claims(has_claim="yes")), (NO_ANNOUNCING, two_claims(has_claim="yes"))],
    ids=["the schema asks how many", "the page asks how many"],
)
def test_an_export_of_our_own_page_with_numbered_claims_gives_each_claim_what_is_its_own(tmp_path, schema, record):
    row = pushed(1, NUMBERED, "a:0-49")
    row["annotations"][0]["result"] = [*to_result(record, schema), choice(HELP, "open")]
    controls = {item["from_name"] for item in row["annotations"][0]["result"]}
    assert {"spans2", "claim2__act", "claim2__addressee_unmarked-list"} < controls
    (tmp_path / "export.json").write_text(json.dumps([row]))
    files = Workspace(tmp_path)
    pulled = pull_export([tmp_path / "export.json"], Project(Config(), files, schema))
    assert (problems(tmp_path), pulled.left_out.total()) == ([], 0)
    [first, second] = lines(files.annotations)[0]["claims"]
    assert [first["guarantee"]["text"], second["guarantee"]["text"]] == ["jaminan", "senjata"]
    assert [[span["text"] for span in claim["claimant"]] for claim in (first, second)] == [["Rusia"], ["Rusia"]]
    assert (first.get("addressee_unmarked"), second["addressee_unmarked"]) == (None, "ukraine")


def test_an_export_of_our_own_page_is_rejected_where_it_contradicts_itself(tmp_path):
    row = pushed(1, NUMBERED, "a:0-49")
    result = to_result(two_claims(has_claim="yes"), SCHEMA)
    row["annotations"][0]["result"] = [choice("question__has_claim", "yes"), *result[1:]]
    assert exported(tmp_path, [row]) == []
    assert "1 claim announced and a guarantee ('senjata') is marked for claim 2" in problems(tmp_path)[0]
