"""annotate report, from the command line."""

import json

from documents import ROOT, blocks
from exporting import demo_workspace
from reporting import unpacked

from annotate.project import open_project

COMMANDS = [
    command
    for block in blocks(ROOT / "docs" / "report.md")
    if block.language == "sh"
    for command in block.code.splitlines()
]


def test_the_commands_of_the_page_write_the_report(annotate, tmp_path):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    demo_workspace(tmp_path / "work")
    for command in COMMANDS:
        done = annotate(*command.partition("#")[0].split()[1:])
        assert (done.code, done.err) == (0, "")
    assert done.out == "report → for-review.html\n"
    assert "<title>Claims and stances" in (tmp_path / "work" / "report.html").read_text()
    assert (tmp_path / "for-review.html").exists()


def test_articles_leaves_texts_out_too(annotate, tmp_path):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    files = demo_workspace(tmp_path / "work").files
    assert annotate("report", "--articles").code == 0
    assert unpacked(files.report.read_text())["sentences"]["texts"] == [""]


def test_a_folder_that_cannot_be_written_is_named(annotate, tmp_path):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    (tmp_path / "file").write_text("")
    done = annotate("report", "--output", "file/report.html")
    assert done.code == 1
    assert "file" in done.err


def test_agreement_json_says_of_which_records_it_is_so_that_the_report_takes_it(annotate, tmp_path):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    files = demo_workspace(tmp_path / "work").files
    assert annotate("agreement").code == 0
    document = json.loads(files.agreement.read_text())
    assert document["records"] == open_project(tmp_path).records_digest()
    files.agreement.write_text(json.dumps(document | {"methods": "Taken from the file."}))
    assert annotate("report").code == 0
    assert "Taken from the file." in files.report.read_text()
