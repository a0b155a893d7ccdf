"""annotate report, from the command line."""

from documents import ROOT, blocks
from exporting import demo_workspace

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


def test_a_folder_that_cannot_be_written_is_named(annotate, tmp_path):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    (tmp_path / "file").write_text("")
    done = annotate("report", "--output", "file/report.html")
    assert done.code == 1
    assert "file" in done.err
