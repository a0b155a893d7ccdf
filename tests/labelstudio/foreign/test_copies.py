"""What exports have more than once."""

from __future__ import annotations

import pytest
from exported import lines, read_all, task

from annotate.errors import WorkspaceError
from annotate.workspace import Workspace

EARLY, LATE = "2024-01-02T10:00:00Z", "2024-02-01T10:00:00.5Z"


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
