"""The guard's log, counted for `annotate status`."""

import pytest

from annotate.labelstudio.guard.audit import Audit
from annotate.labelstudio.server.refusals import read_refusals, refused_file

NAMES = {"budi@example.org": "budi"}


@pytest.fixture
def audit(tmp_path):
    (tmp_path / "server").mkdir()
    return Audit(refused_file(tmp_path))


def test_nothing_refused_is_nothing_to_say(tmp_path, audit):
    assert read_refusals(tmp_path) is None


def test_refusals_are_counted_by_who_asked(tmp_path, audit):
    for user in ("budi@example.org", "", "budi@example.org", "eve@example.org"):
        audit.add(user, "GET", "/api/projects/1/", "this project is not yours")
    refusals = read_refusals(tmp_path)
    assert refusals.times == {"budi@example.org": 2, "strangers": 1, "eve@example.org": 1}
    assert refusals.since <= refusals.last
    said = refusals.sentence(NAMES)
    assert said.startswith("the guard refused 4 requests since ")
    assert said.endswith(": 2 of budi, 1 of strangers, 1 of eve@example.org")


def test_the_log_before_counts_too_and_a_line_that_was_cut_short_is_somebodys(tmp_path, audit):
    audit.add("budi@example.org", "GET", "/", "no")
    refused_file(tmp_path).rename(tmp_path / "server" / "refused.old.jsonl")
    audit.add("budi@example.org", "GET", "/", "no")
    with refused_file(tmp_path).open("a") as file:
        file.write('{"at": "2026-')
    assert read_refusals(tmp_path).times == {"budi@example.org": 2, "somebody": 1}


def test_the_log_with_its_addresses_is_for_its_owner(tmp_path, audit):
    audit.add("budi@example.org", "GET", "/", "no")
    assert refused_file(tmp_path).stat().st_mode & 0o777 == 0o600
