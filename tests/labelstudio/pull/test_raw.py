"""What is kept of the server's answers: files of 0.1.0 are taken over, newer ones are never overwritten."""

import gzip
import json
from collections import Counter

import pytest

from annotate.errors import NewerFormat, WorkspaceError
from annotate.labelstudio.pull.deleted import deleted_file, untold_deletions
from annotate.labelstudio.pull.raw import (
    Header,
    append_page,
    drop_deleted,
    interrupted,
    kept_counts,
    merge_partial,
    partial_file,
    pulled_until,
    read_raw,
    write_state,
)
from annotate.labelstudio.pull.told import tell_of
from annotate.labelstudio.pull.watch import Watch

OLD = [{"id": number, "annotations": [{"id": number * 10, "completed_by": 1}]} for number in (3, 4)]


def keep(raw, rows):
    raw.mkdir()
    lines = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    (raw / "project-7.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return raw


def untold(raw):
    """How many deletions no pull has mentioned, by annotator."""
    return Counter(row["annotator"] for row in untold_deletions(raw))


def fetched(raw, *tasks):
    partial = partial_file(raw, 7)
    append_page(partial, [Header(None, None)._asdict()], new=True)
    append_page(partial, [{"id": task["id"]} | task for task in tasks])
    return partial


def lines(raw):
    with gzip.open(raw / "project-7.jsonl.gz") as file:
        return [json.loads(line) for line in file]


def test_tasks_of_0_1_0_are_read_and_written_in_the_new_form(tmp_path):
    raw = keep(tmp_path / "raw", OLD)
    assert list(read_raw(raw, 7)) == OLD
    merge_partial(raw, 7, fetched(raw, {"id": 4, "annotations": []}, {"id": 5}), Watch({1: "ani"}), keep=True)
    assert lines(raw) == [{"format": 1, **OLD[0]}, {"format": 1, "id": 4, "annotations": []}, {"format": 1, "id": 5}]
    [gone] = [json.loads(line) for line in deleted_file(raw).read_text().splitlines()]
    assert (gone["format"], gone["task"], gone["annotation"]["id"]) == (1, {"id": 4}, 40)
    drop_deleted(raw, 7, {3: [], 5: []}, Watch({1: "ani"}))
    assert list(read_raw(raw, 7)) == [{"id": 3, "annotations": []}, {"id": 5}]
    assert untold(raw) == {"ani": 2}


@pytest.mark.parametrize("keeps", [True, False], ids=["the changed ones", "everything"])
def test_newer_tasks_are_named_and_stay_as_they_are(tmp_path, keeps):
    raw = keep(tmp_path / "raw", [OLD[0], {"format": 2, **OLD[1]}])
    before = (raw / "project-7.jsonl.gz").read_bytes()
    message = r"project-7\.jsonl\.gz:2 was written by a newer annotate \(format 2\); this version reads format 1"
    with pytest.raises(NewerFormat, match=message):
        list(read_raw(raw, 7))
    with pytest.raises(NewerFormat, match=message):
        merge_partial(raw, 7, fetched(raw, {"id": 5}), Watch({1: "ani"}), keep=keeps)
    assert (raw / "project-7.jsonl.gz").read_bytes() == before


def test_what_is_no_task_is_broken(tmp_path):
    raw = keep(tmp_path / "raw", [OLD[0], {"annotations": []}])
    with pytest.raises(WorkspaceError, match="line 2 does not begin with the id of a task"):
        merge_partial(raw, 7, fetched(raw, {"id": 5}), Watch({1: "ani"}), keep=True)


def test_the_state_of_0_1_0_is_read_and_a_newer_one_refused(tmp_path):
    raw = keep(tmp_path / "raw", OLD)
    state = raw / "project-7.json"
    state.write_text('{"since": "2026-11-20T10:00:00", "counts": [2, 1, 1]}')
    assert (pulled_until(raw, 7), kept_counts(raw, 7)) == ("2026-11-20T10:00:00", (2, 1, 1))
    write_state(raw, 7, "2026-11-21T10:00:00", kept_counts(raw, 7))
    assert (json.loads(state.read_text())["format"], pulled_until(raw, 7)) == (1, "2026-11-21T10:00:00")
    state.write_text('{"format": 2}')
    with pytest.raises(NewerFormat, match=r"project-7\.json was written by a newer annotate"):
        pulled_until(raw, 7)


def test_a_newer_interrupted_fetch_is_not_thrown_away(tmp_path):
    raw = keep(tmp_path / "raw", OLD)
    partial = fetched(raw, {"id": 5})
    assert interrupted(partial, None) == (Header(None, None), 5, 1)
    partial.write_bytes(gzip.compress(b'{"format":2,"since":null,"start":null}\n'))
    with pytest.raises(NewerFormat):
        interrupted(partial, None)


def test_what_was_told_of_is_remembered_across_versions(tmp_path):
    raw = keep(tmp_path / "raw", OLD)
    drop_deleted(raw, 7, {3: [30], 4: []}, Watch({1: "ani"}))
    (raw / "deleted.json").write_text('{"told": 0}')
    assert untold(raw) == {"ani": 1}
    tell_of(deleted_file(raw), 1)
    assert json.loads((raw / "deleted.json").read_text()) == {"format": 1, "told": 1}
    assert untold(raw) == {}
