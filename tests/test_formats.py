"""A file says in which format it was written; an older one is read, a newer one is refused in a sentence."""

from pathlib import Path

import pytest

from annotate.errors import WorkspaceError
from annotate.formats import UNNUMBERED, format_of, read_numbered_jsonl, with_format
from annotate.json_files import write_jsonl


def test_the_number_of_what_was_written_is_read_back():
    assert format_of(with_format({"seed": 1}, 2), 3, Path("launch.json")) == 2


def test_what_has_no_number_is_of_version_0_1_0():
    assert format_of({"seed": 1}, 1, Path("launch.json")) == UNNUMBERED


def test_a_newer_file_is_refused_with_the_format_that_this_version_reads():
    with pytest.raises(WorkspaceError) as error:
        format_of({"format": 2}, 1, Path("launch.json"))
    assert error.value.message == (
        "launch.json was written by a newer annotate (format 2); this version reads format 1"
    )
    assert error.value.hint == "update annotate"


@pytest.mark.parametrize("number", ["1", True, 0, -1, 1.0, None])
def test_what_is_not_a_whole_number_from_1_is_named(number):
    with pytest.raises(WorkspaceError, match="not a whole number"):
        format_of({"format": number}, 1, Path("launch.json"))


def test_lines_come_without_their_number_and_may_be_of_both_versions(tmp_path):
    file = tmp_path / "gold.jsonl"
    write_jsonl(file, [{"n": 1}, with_format({"n": 2}, 1)])
    assert list(read_numbered_jsonl(file, "")) == [(1, {"n": 1}), (2, {"n": 2})]


def test_a_newer_line_is_named_with_its_number(tmp_path):
    file = tmp_path / "gold.jsonl"
    write_jsonl(file, [with_format({}, 1), with_format({}, 2)])
    with pytest.raises(WorkspaceError, match=r"gold\.jsonl:2 was written by a newer annotate \(format 2\)"):
        list(read_numbered_jsonl(file, ""))
