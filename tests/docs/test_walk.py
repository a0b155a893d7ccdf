"""The walk through a schema of one's own, in docs/schemas.md, as far as it goes without a server."""

import os
import subprocess
import sys

from documents import ROOT, blocks, blocks_checked_by


def test_a_reader_who_does_what_the_walk_says_has_a_schema_a_codebook_and_a_plan(tmp_path):
    command = tmp_path / "bin" / "annotate"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m annotate "$@"\n')
    command.chmod(0o755)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": f"{command.parent}:{os.environ['PATH']}"}

    def run(code, folder):
        done = subprocess.run(
            ["sh", "-e", "-c", code], cwd=folder, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    first, second = blocks_checked_by("tests/docs/test_walk.py")
    schema, register = [block.code for block in blocks(ROOT / "docs" / "schemas.md") if block.language == "yaml"][:2]
    run(first.code, tmp_path)
    project = tmp_path / "campaign"
    (project / "schemas" / "promises.yaml").write_text(schema)
    (project / "schemas" / "actors.yaml").write_text(register)
    said = run(second.code, project)
    assert "schemas/promises.yaml is valid: promises version 1" in said
    assert "What is promised" in (project / "codebook.md").read_text()
    assert "What is promised" in (project / "work" / "codebook.html").read_text()
    assert (project / "work" / "sentences.jsonl").read_text().count("\n") == 2
    assert "2 sentences" in said
