"""The sample decisions of the demo, without a server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from exporting import demo_workspace

from annotate.adjudication import adjudicate, read_rulings
from annotate.config import Adjudicator, Config
from annotate.demo.decisions import decide_samples
from annotate.errors import CorpusError
from annotate.gold import Status, make_gold
from annotate.json_files import write_jsonl
from annotate.new_project import bundled
from annotate.schema import record_row

SAMPLES = bundled("seeds") / "decisions.yaml"
CONFIG = Config(adjudicators=(Adjudicator(id="dewi", email="dewi@example.org"),))


@pytest.fixture
def project(tmp_path):
    return replace(demo_workspace(tmp_path / "work"), config=CONFIG)


def gold_of(project):
    records = list(project.records())
    rulings = decide_samples(project, SAMPLES)
    votes = make_gold(records, project.schema)
    return votes, adjudicate(votes, records, rulings, project.schema, project.config.gold)


def test_they_say_that_they_are_samples_and_leave_nothing_open(project):
    assert "neither gold nor the work of" in SAMPLES.read_text()
    votes, adjudicated = gold_of(project)
    conflicts = {row.sentence_id for row in votes if row.conflicts}
    assert conflicts == {row.sentence_id for row in adjudicated.rows if row.status == Status.ADJUDICATED}
    assert [row for row in adjudicated.rows if row.conflicts] == []


def test_they_hold_whoever_annotated_first(project):
    _, adjudicated = gold_of(project)
    project.files.decisions.unlink()
    now = datetime(2026, 11, 26, tzinfo=UTC)
    turns = {"citra": 1, "budi": 2, "ani": 3}
    records = [
        record.model_copy(update={"created_at": now + timedelta(seconds=turns[record.annotator])})
        for record in project.records()
    ]
    write_jsonl(project.files.annotations, map(record_row, records))
    _, other = gold_of(project)
    assert [row.claims for row in adjudicated.rows] == [row.claims for row in other.rows]


def test_the_second_run_of_the_demo_decides_nothing_again(project):
    decide_samples(project, SAMPLES)
    before = project.files.decisions.read_bytes()
    decide_samples(project, SAMPLES)
    assert project.files.decisions.read_bytes() == before
    assert len(read_rulings(project.files.decisions)) == 21


def test_a_conflict_without_a_sample_is_named(project, tmp_path):
    file = tmp_path / "decisions.yaml"
    file.write_text("- {text: Another., take: ani}\n")
    with pytest.raises(CorpusError, match="has no decision on '"):
        decide_samples(project, file)
