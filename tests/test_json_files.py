"""JSON and JSON Lines are read back as written, and what is broken is named."""

import gzip

import pytest

from annotate import bounded
from annotate.errors import WorkspaceError
from annotate.json_files import json_line, read_jsonl, write_jsonl


def test_what_was_written_is_read_back(tmp_path):
    rows = [{"text": "Kiev 🕊\u2028x"}, {"n": 1}]
    assert write_jsonl(tmp_path / "a.jsonl", rows) == 2
    assert [row for _, row in read_jsonl(tmp_path / "a.jsonl", "")] == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": 1}\n{"a"', ":2 is broken"),
        (b"[1]\n", ":1 is broken: a line must be a JSON object"),
        (b"\xff\n", ":1 is broken"),
        (b"[" * 100_000, ":1 is broken: it is nested too deeply"),
    ],
)
def test_a_broken_line_is_named(tmp_path, content, message):
    file = tmp_path / "a.jsonl"
    file.write_bytes(content)
    with pytest.raises(WorkspaceError, match=message):
        list(read_jsonl(file, ""))


def test_blank_lines_hold_nothing_and_count_as_lines(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'\n{"n": 1}\r\n \r\n{"n": 2}\n\n')
    assert list(read_jsonl(file, "")) == [(2, {"n": 1}), (4, {"n": 2})]


def test_a_truncated_gzip_is_an_error_and_not_a_shorter_file(tmp_path):
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"a": 1}\n' * 1000)[:-9])
    with pytest.raises(WorkspaceError, match="cannot read"):
        list(read_jsonl(file, ""))


def test_lines_that_grow_as_no_text_does_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded, "HARMLESS_BYTES", 1000)
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(WorkspaceError, match="grows to more than 500 times its size"):
        list(read_jsonl(file, "make it again"))


def test_lines_that_differ_in_a_number_alone_are_no_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded, "HARMLESS_BYTES", 1000)
    file = tmp_path / "tasks.jsonl.gz"
    rows = [{"id": number, "before": "sama " * 600} for number in range(1000)]
    lines = b"".join(map(json_line, rows))
    file.write_bytes(gzip.compress(lines))
    assert len(lines) > 200 * file.stat().st_size
    assert [row for _, row in read_jsonl(file, "")] == rows
