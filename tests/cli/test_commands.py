"""Commands that need no server."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from documents import ROOT

from annotate import __version__
from annotate.cli.options import ALL_KINDS
from annotate.corpus import KINDS
from annotate.new_project import bundled

TABLE = "unit,annotator,value\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n"


def test_init_makes_a_project_that_splits_and_checks(annotate, tmp_path):
    assert annotate("init").code == 0
    assert "is valid" in annotate("schema", "check").out
    done = annotate("split", bundled("seeds"), "--json")
    assert json.loads(done.out)["articles"] == 5
    assert (tmp_path / "work" / "sentences.jsonl").read_text().count("\n") == json.loads(done.out)["kept"]


def test_schema_check_lists_every_problem_and_exits_with_1(annotate, tmp_path):
    (tmp_path / "bad.yaml").write_text("name: Bad Name\nversion: 1\ntitle: T\nquestons: []\n")
    done = annotate("schema", "check", "bad.yaml")
    assert done.code == 1
    assert "bad.yaml:4: questons: unknown key, did you mean questions?" in done.out
    assert "bad.yaml:1: name: " in done.out


def test_the_labeling_config_and_the_codebook_are_printed(annotate):
    schema = bundled("schemas") / "stance.yaml"
    assert annotate("schema", "xml", schema).out.startswith("<View ")
    assert annotate("schema", "codebook", schema).out.startswith("# ")
    assert annotate("schema", "codebook", schema, "--html").out.startswith("<!doctype html>")
    assert json.loads(annotate("schema", "json-schema", schema).out)["title"] == "StanceRecord"


def test_the_codebook_of_the_project_is_also_written_to_the_workspace(annotate, tmp_path):
    assert annotate("init").code == 0
    done = annotate("schema", "codebook", "--html")
    assert (tmp_path / "work" / "codebook.html").read_text() == done.out
    assert "annotate: wrote" in done.err
    annotate("schema", "codebook", bundled("schemas") / "stance.yaml", "--workspace", "other")
    assert not (tmp_path / "other").exists()


def test_the_codebook_and_the_labeling_config_are_those_of_the_page_that_the_launch_has(annotate, tmp_path):
    assert annotate("init").code == 0
    (tmp_path / "work").mkdir()
    launched = ROOT / "tests" / "labelstudio" / "launch" / "launch-0.1.0.json"
    shutil.copy(launched, tmp_path / "work" / "launch.json")
    for arguments in (("codebook",), ("codebook", "--html")):
        assert "How the page works" not in annotate("schema", *arguments).out
    assert "How the page works" not in (tmp_path / "work" / "codebook.html").read_text()
    assert 'name="spans2"' not in annotate("schema", "xml").out
    moved = json.loads(launched.read_text()) | {"page": "moved"}
    (tmp_path / "work" / "launch.json").write_text(json.dumps(moved))
    assert "How the page works" in annotate("schema", "codebook").out
    assert 'name="spans2"' in annotate("schema", "xml").out


def test_agreement_takes_a_table_from_elsewhere(annotate, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    done = annotate("agreement", "--table", "table.csv", "--json")
    alpha = next(row for row in json.loads(done.out)["rows"] if row["measure"] == "alpha")
    # By hand: one of three units differs, D_o = 2/6; three x and three y, D_e = 2 * 3 * 3 / (6 * 5).
    assert abs(alpha["value"] - (1 - (2 / 6) / (18 / 30))) < 1e-12
    assert alpha["signature"].startswith("alpha|level:nominal|units:3|annotators:2|")
    assert annotate("agreement", "--table", "-", stdin=TABLE).code == 0


def test_the_agreement_table_fits_80_columns(annotate, tmp_path):
    done = annotate("agreement", "--table", "-", stdin=TABLE)
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("group", [[], ["schema"], ["server"], ["adjudicate"]])
def test_help_says_what_each_command_does_without_breaking_off(annotate, group):
    done = annotate(*group, "--help")
    assert "Commands:" in done.out
    assert "..." not in done.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "split",
        "push",
        "pull",
        "agreement",
        "export",
        "network",
        "server start",
        "schema infer",
        "adjudicate read",
    ],
)
def test_help_says_what_a_command_takes_in_words_and_not_in_types_of_python(annotate, command):
    done = annotate(*command.split(), "--help")
    assert "Options:" in done.out
    assert re.findall(r"<[^|>]*>", done.out) == []


def test_help_names_every_kind_of_segment():
    assert ", ".join(KINDS) == ALL_KINDS


def test_it_says_its_version(annotate):
    done = annotate("--version")
    assert (done.code, done.out) == (0, f"annotate {__version__}\n")


def test_help_imports_nothing_that_only_a_command_needs():
    heavy = "{'numpy', 'scipy', 'httpx', 'label_studio_sdk', 'pandas', 'rich'}"
    code = f"import sys, annotate.cli; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_gold_of_nothing_is_an_error_and_an_export_of_old_gold_says_so(annotate, tmp_path):
    assert annotate("init").code == 0
    (tmp_path / "a.txt").write_text("Rusia menuntut jaminan.\n")
    assert annotate("split", "a.txt").out.startswith("1 article, 1 segment (1 prose) → work/sentences.jsonl\n")
    annotations, sentences = (tmp_path / "work" / f"{name}.jsonl" for name in ("annotations", "sentences"))
    annotations.write_text("")
    done = annotate("gold")
    assert (done.code, done.out) == (1, "")
    assert "work/annotations.jsonl has no submitted annotation" in done.err

    sentence = json.loads(sentences.read_text())["id"]
    row = {"sentence_id": sentence, "article_id": "a", "annotator": "ani", "status": "submitted", "has_claim": "no"}
    schema = {"name": "claim_stance", "version": "1", "digest": "0"}
    annotations.write_text(json.dumps(row | {"schema": schema}) + "\n")
    assert "1 sentence left for a person to decide" in annotate("gold").err
    done = annotate("export", "csv")
    assert done.out == "1 row → work/export/gold.csv\n"
    assert "undecided and left out: 1 answer (too few)" in done.err
    assert "csv has no place for: decisions with their votes (1)" in done.err
    gold = tmp_path / "work" / "gold.jsonl"
    stamped = gold.read_text()
    row = json.loads(stamped)
    gold.write_text(json.dumps({key: value for key, value in row.items() if key != "schema"}) + "\n")
    assert "does not name its schema; its answers fit today's, and nothing else" in annotate("export", "csv").err
    gold.write_text(json.dumps(row | {"schema": schema}) + "\n")
    done = annotate("export", "csv")
    assert (done.code, done.out) == (1, "")
    assert "gold.jsonl was made under another schema" in done.err
    gold.write_text(stamped)
    os.utime(gold, (0, 0))
    assert "work/annotations.jsonl is newer than work/gold.jsonl" in annotate("export", "csv").err


def test_a_dry_run_says_which_kinds_stay_out(annotate):
    assert annotate("init").code == 0
    assert annotate("split", bundled("seeds")).code == 0
    assert (
        "Not sent: 14 related-link, 9 boilerplate, 3 byline; --kinds changes that." in annotate("push", "--dry-run").out
    )
    assert "Not sent" not in annotate("push", "--dry-run", "--kinds", ALL_KINDS.replace(" ", "")).out
