"""Files appear whole or not at all."""

import errno
import os
import resource
import signal
import stat
from pathlib import Path

import pytest
from full_disk import fill_disk_after_one_file

from annotate.errors import WorkspaceError
from annotate.files import write_together, write_whole
from annotate.json_files import read_jsonl, write_json, write_jsonl


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "a.jsonl"
    write_jsonl(file, [{"n": 1}])

    def failing():
        yield {"n": 2}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_jsonl(file, failing())
    assert [row for _, row in read_jsonl(file, "")] == [{"n": 1}]
    assert list(tmp_path.iterdir()) == [file]


def test_a_pipe_or_device_is_written_to_and_stays_what_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_jsonl(pipe, [{"n": 1}])
    assert os.read(reader, 100) == b'{"n":1}\n'
    os.close(reader)
    assert pipe.is_fifo()


def test_a_file_where_a_folder_should_be_is_named(tmp_path):
    (tmp_path / "work").write_text("")
    with pytest.raises(WorkspaceError, match="work is not a folder"):
        write_jsonl(tmp_path / "work" / "gold.jsonl", [])


@pytest.mark.parametrize(("shared", "mode"), [(False, 0o600), (True, 0o644)])
def test_a_file_is_its_owners_only_unless_it_is_made_for_others(tmp_path, shared, mode):
    before = os.umask(0o022)
    write_json(tmp_path / "a.json", {}, shared=shared)
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == mode


def test_folders_that_are_made_for_a_file_are_its_owners_only(tmp_path):
    write_jsonl(tmp_path / "work" / "raw" / "a.jsonl", [])
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("work", "work/raw")] == [0o700, 0o700]


@pytest.mark.parametrize("size", [1, 1_000_000])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_no_space_left_becomes_a_workspace_error_and_keeps_the_old_file(tmp_path, monkeypatch, call, size):
    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = tmp_path / "a.jsonl"
    write_jsonl(file, [{"n": 1}])
    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(WorkspaceError, match="no space left to write" if call == "fsync" else "cannot write"):
            write_jsonl(file, [{"n": "x" * size}])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [row for _, row in read_jsonl(file, "")] == [{"n": 1}]
    assert list(tmp_path.iterdir()) == [file]


@pytest.fixture
def pair(tmp_path) -> list[Path]:
    for name in "ab":
        (tmp_path / name).write_text("old")
    return [tmp_path / "a", tmp_path / "b"]


def write_new(pair: list[Path]) -> None:
    with write_together(*pair) as files:
        for file in files:
            file.write(b"new")


def test_files_that_belong_together_appear_together(pair):
    write_new(pair)
    assert [path.read_text() for path in pair] == ["new", "new"]


def test_a_disk_that_is_full_for_one_of_two_files_leaves_both_as_they_were(tmp_path, pair, monkeypatch):
    fill_disk_after_one_file(monkeypatch)
    with pytest.raises(WorkspaceError, match=r"no space left to write .*/b"):
        write_new(pair)
    assert [path.read_text() for path in pair] == ["old", "old"]
    assert sorted(tmp_path.iterdir()) == pair


def test_ctrl_c_before_files_are_complete_leaves_all_as_they_were(tmp_path, pair):
    with pytest.raises(KeyboardInterrupt), write_together(*pair) as files:
        files[0].write(b"new")
        signal.raise_signal(signal.SIGINT)
    assert [path.read_text() for path in pair] == ["old", "old"]
    assert sorted(tmp_path.iterdir()) == pair


def test_ctrl_c_between_two_files_that_appear_waits_for_the_second(pair, monkeypatch):
    replace = Path.replace

    def interrupted(path, target):
        signal.raise_signal(signal.SIGINT)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_new(pair)
    assert [path.read_text() for path in pair] == ["new", "new"]


def test_a_folder_where_a_file_should_be_is_told_before_anything_is_written(tmp_path, pair):
    (tmp_path / "c").mkdir()
    with pytest.raises(WorkspaceError, match="c is a folder, but a file must be written there") as told:
        write_new([*pair, tmp_path / "c"])
    assert told.value.hint == "name a file in it, or move it away"
    assert [path.read_text() for path in pair] == ["old", "old"]


def test_an_error_of_whoever_writes_is_not_blamed_on_the_file(tmp_path):
    with pytest.raises(ConnectionError, match="timeout"), write_whole(tmp_path / "a.jsonl"):
        raise ConnectionError("timeout")
    assert not list(tmp_path.iterdir())
