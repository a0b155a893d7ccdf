"""What a fetch notices, by what the server says of an annotation now and what it said of it before."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from annotate.labelstudio.pull.deleted import deleted_file
from annotate.labelstudio.pull.mentioned import mentions_by_annotation, sentences_of, tell_all, untold_mentions
from annotate.labelstudio.pull.noticed import Oddity, noticed_file
from annotate.labelstudio.pull.raw import Header, append_page, merge_partial, partial_file, read_removed, write_removed
from annotate.labelstudio.pull.watch import Watch

ANI, BUDI = 1, 2
WATCH = Watch({ANI: "ani", BUDI: "budi"})
LAUNCH = SimpleNamespace(received=())
DATA = {"sentence_id": "a1:0-9", "text": "NATO diam", "digest": "0" * 16, "article_id": "a1", "round": 1}

FIRST, LATER = "2026-11-26T10:00:00.446631Z", "2026-11-26T11:00:00.446631Z"
SUBMITTED = {
    "id": 9,
    "result": [{"value": "no"}],
    "was_cancelled": False,
    "completed_by": ANI,
    "updated_by": ANI,
    "created_at": FIRST,
    "updated_at": "2026-11-26T10:00:00.446662Z",
}
YES = [{"value": "yes"}]


def task(*annotations, by=ANI):
    return {"id": 4, "data": DATA, "annotations": list(annotations), "updated_by": [{"user_id": by}]}


def receive(raw, *tasks, watch=WATCH, keep=True):
    """Fetch tasks as they are now, and lay them over those that are kept."""
    partial = partial_file(raw, 7)
    append_page(partial, [Header(None, None)._asdict()], new=True)
    append_page(partial, list(tasks))
    merge_partial(raw, 7, partial, watch, keep=keep and (raw / "project-7.jsonl.gz").exists())


def said(raw):
    return [str(mentioned) for mentioned in untold_mentions(raw, sentences_of(LAUNCH))]


def what(raw):
    return [mentioned.what for mentioned in untold_mentions(raw, sentences_of(LAUNCH))]


@pytest.fixture
def raw(tmp_path):
    """An answer of ani was received."""
    receive(tmp_path, task(SUBMITTED))
    assert said(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"result": YES, "updated_at": LATER}, None),
        ({"was_cancelled": True, "updated_at": LATER}, None),
        ({"result": YES, "updated_at": LATER, "updated_by": BUDI}, "budi changed ani's answer to a1:0-9"),
        ({"updated_at": LATER, "updated_by": BUDI}, "budi changed ani's answer to a1:0-9"),
        (
            {"was_cancelled": True, "updated_at": LATER, "updated_by": BUDI},
            "budi changed ani's skip of a1:0-9",
        ),
        ({"completed_by": BUDI, "updated_at": LATER}, "ani's answer to a1:0-9 is now in the name of budi"),
        ({"completed_by": None, "updated_by": None}, "ani's answer to a1:0-9 is now nobody's"),
        ({"result": YES}, "ani's answer to a1:0-9 changed without being saved, as if in the database"),
        (
            {"result": YES, "updated_at": "2026-11-25T10:00:00Z"},
            "ani's answer to a1:0-9 changed without being saved, as if in the database",
        ),
    ],
)
@pytest.mark.parametrize("keep", [True, False], ids=["what changed", "all"])
def test_an_answer_that_was_received_before_is_compared_with_what_it_was(raw, change, sentence, keep):
    receive(raw, task(SUBMITTED | change), keep=keep)
    assert said(raw) == ([sentence] if sentence else [])
    if sentence:
        [line] = noticed_file(raw).read_text().splitlines()
        row = json.loads(line)
        assert (row["before"], row["annotation"], row["task"]["data"]) == (SUBMITTED, SUBMITTED | change, DATA)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"updated_by": BUDI}, "budi submitted the answer to a1:0-9 in the name of ani"),
        ({"updated_by": BUDI, "updated_at": LATER}, "budi changed ani's answer to a1:0-9"),
        ({"updated_by": None}, "ani's answer to a1:0-9 was imported, and not submitted"),
        ({"updated_by": 3}, "user 3 submitted the answer to a1:0-9 in the name of ani"),
    ],
)
def test_a_new_answer_says_itself_whether_its_annotator_submitted_it(tmp_path, change, sentence):
    receive(tmp_path, task())
    receive(tmp_path, task(SUBMITTED | change))
    assert said(tmp_path) == ([sentence] if sentence else [])


def test_where_answers_were_imported_new_ones_say_nothing_and_changes_do(tmp_path):
    watch = WATCH._replace(has_imports=True)
    imported = SUBMITTED | {"updated_by": None}
    receive(tmp_path, task(imported, SUBMITTED | {"id": 10, "updated_by": BUDI}), watch=watch)
    assert said(tmp_path) == []
    receive(tmp_path, task(imported | {"updated_by": BUDI, "updated_at": LATER}), watch=watch)
    assert Oddity.CHANGED in what(tmp_path)


def test_an_answer_that_comes_after_its_annotator_was_removed_is_noticed_and_the_older_ones_are_not(raw):
    write_removed(raw, {"ani"})
    watch = WATCH._replace(removed=read_removed(raw))
    receive(raw, task(SUBMITTED), watch=watch)
    assert said(raw) == []
    receive(raw, task(SUBMITTED, SUBMITTED | {"id": 10, "created_at": LATER, "updated_at": LATER}), watch=watch)
    assert said(raw) == ["ani's answer to a1:0-9 came or changed after ani was removed"]


@pytest.mark.parametrize(
    ("left", "by", "sentence"),
    [
        ([], BUDI, "ani's answer to a1:0-9 was deleted, perhaps by budi"),
        ([], ANI, "ani deleted their answer to a1:0-9"),
    ],
)
def test_an_answer_that_is_gone_is_named_with_who_touched_its_task_last(raw, left, by, sentence):
    receive(raw, task(*left, by=by))
    assert said(raw) == [sentence]


def test_what_was_told_is_not_told_again_and_stays_with_the_annotation(raw):
    receive(raw, task(SUBMITTED | {"result": YES, "updated_at": LATER, "updated_by": BUDI}))
    assert len(said(raw)) == 1
    tell_all(raw)
    assert said(raw) == []
    # The annotator saves once more, and the server forgets that somebody else did.
    receive(raw, task(SUBMITTED | {"result": YES, "updated_at": "2026-11-26T12:00:00Z"}))
    assert said(raw) == []
    [mentioned] = mentions_by_annotation(raw, LAUNCH)[9]
    assert (mentioned.what, mentioned.by) == (Oddity.CHANGED, "budi")


def test_what_an_interrupted_fetch_noticed_twice_is_told_once(raw):
    receive(raw, task(SUBMITTED | {"result": YES, "updated_at": LATER, "updated_by": BUDI}))
    file = noticed_file(raw)
    file.write_bytes(file.read_bytes() * 2)
    assert len(said(raw)) == 1


def test_two_changes_of_one_answer_are_told_both(raw):
    for hour in (11, 12):
        receive(raw, task(SUBMITTED | {"updated_at": f"2026-11-26T{hour}:00:00Z", "updated_by": BUDI}))
    assert len(said(raw)) == 2
    assert not deleted_file(raw).exists()
