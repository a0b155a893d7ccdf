"""The demo, run as a newcomer runs it."""

import json
import subprocess
import sys

import jsonschema
import pytest
from documents import blocks_checked_by

from annotate.corpus import ArticleTexts, read_sentences
from annotate.new_project import bundled
from annotate.records import line_schema
from annotate.schema import read_schema

OUTPUT, PYTHON = (block.code for block in blocks_checked_by("tests/demo/test_demo.py"))


@pytest.fixture(scope="module")
def demo(running_server):
    """Run the demo on the server of the tests, twice; the workspace and what both runs printed."""
    command = [sys.executable, "-m", "annotate", "demo", "--keep", "--workspace", str(running_server.workspace)]
    runs = [subprocess.run(command, check=False, capture_output=True, text=True) for _ in range(2)]
    yield running_server.workspace, runs
    for name in ("articles.jsonl", "sentences.jsonl", "launch.json", "annotations.jsonl", "rejected.jsonl"):
        (running_server.workspace / name).unlink(missing_ok=True)


def test_it_ends_well_and_says_that_the_annotations_are_samples(demo):
    for run in demo[1]:
        assert run.returncode == 0, run.stderr
        assert "not gold, not human data" in " ".join(run.stdout.split())


def test_the_second_run_gives_the_same_numbers(demo):
    first, second = demo[1]
    assert first.stdout == second.stdout


def test_the_summary_fits_80_columns(demo):
    first_run = demo[1][0].stdout.replace(str(demo[0]), "work/demo")
    # A signature is one word: broken, it could not be copied.
    lines = [line for line in first_run.splitlines() if not line.startswith("alpha|")]
    assert [line for line in lines if len(line) > 80 and "work/demo" not in line] == []


def test_the_readme_shows_what_the_demo_prints(demo):
    printed = demo[1][0].stdout.replace(str(demo[0]), "work/demo").splitlines()
    shown = OUTPUT.splitlines()
    # The last line says how to look at the page, which --keep says otherwise.
    assert printed[: len(shown) - 1] == shown[:-1]


def test_the_python_of_the_readme_runs_on_the_demo(demo, capsys):
    exec(PYTHON.replace("work/demo", str(demo[0])), {})
    assert "has_claim alpha|level:nominal" in capsys.readouterr().out


def test_every_annotation_is_accounted_for(demo):
    workspace, _ = demo
    records = [json.loads(line) for line in (workspace / "annotations.jsonl").read_text().splitlines()]
    wanted = [
        sentence for sentence in read_sentences(workspace / "sentences.jsonl") if sentence.kind in ("prose", "heading")
    ]
    assert len(records) == 3 * len(wanted)
    assert (workspace / "rejected.jsonl").read_text() == ""
    assert {record["status"] for record in records} == {"submitted", "skipped"}


def test_every_line_keeps_to_the_json_schema_and_every_span_stands_in_its_article(demo):
    workspace, _ = demo
    check = jsonschema.Draft202012Validator(line_schema(read_schema(bundled("schemas") / "claim_stance.yaml")))
    articles = ArticleTexts(workspace / "articles.jsonl")
    for line in (workspace / "annotations.jsonl").read_text().splitlines():
        record = json.loads(line)
        check.validate(record)
        start = int(record["sentence_id"].rpartition(":")[2].partition("-")[0])
        for claim in record.get("claims", ()):
            for span in (claim["guarantee"], *claim["claimant"], *claim["cue"]):
                text = articles[record["article_id"]][start + span["start"] : start + span["end"]]
                assert text == span["text"]


def test_the_samples_have_the_disagreements_that_annotators_have(demo):
    workspace, _ = demo
    rows = json.loads((workspace / "agreement.json").read_text())["rows"]
    values = {(row["element"], row["measure"]): row["value"] for row in rows if not row.get("by")}
    assert 0.4 < values["has_claim", "alpha"] < 0.95
    assert 0.3 < values["guarantee", "span_f1"] < 0.9
