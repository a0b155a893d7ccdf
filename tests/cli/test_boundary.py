"""Errors at the one place where they become messages."""

import errno
import os
import subprocess
import sys

import pytest
import typer

from annotate.cli.boundary import run
from annotate.errors import WorkspaceError
from annotate.files import remove


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_a_disk_that_cannot_be_written_is_a_sentence(number, capsys, monkeypatch):
    app = typer.Typer()

    @app.command()
    def write() -> None:
        raise OSError(number, os.strerror(number), "work/gold.jsonl")

    monkeypatch.setattr(sys, "argv", ["annotate"])
    monkeypatch.setattr("annotate.cli.boundary.guard_streams", lambda: None)
    with pytest.raises(SystemExit) as ended:
        run(app)
    assert ended.value.code == 1
    message, hint = capsys.readouterr().err.splitlines()
    assert message == f"annotate: cannot write work/gold.jsonl: {os.strerror(number)}"
    assert hint.startswith("hint: ")


def test_a_file_that_cannot_be_removed_is_named(tmp_path):
    with pytest.raises(WorkspaceError, match=f"cannot remove {tmp_path}"):
        remove(tmp_path)


@pytest.mark.parametrize("module", ["annotate.cli.boundary", "typer", "annotate.cli.pull", "annotate.cli.agreement"])
def test_ctrl_c_while_the_commands_are_imported_is_no_traceback(module):
    command = f"""
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from annotate.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "annotate: stopped; run the same command again to go on\n")


def test_ctrl_c_while_a_class_is_made_is_no_traceback():
    command = """
import os, signal, sys

class Attribute:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)

class Interrupting:
    def find_spec(self, name, *_):
        if name == "annotate.schema":
            type("Schema", (), {"attribute": Attribute()})

sys.argv = ["annotate", "schema", "check"]
sys.meta_path.insert(0, Interrupting())
from annotate.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "annotate: stopped; run the same command again to go on\n")


def test_nothing_is_imported_before_ctrl_c_is_taken():
    code = "import sys; before = {*sys.modules}; import annotate.cli; print(sorted({*sys.modules} - before))"
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert said == "['annotate', 'annotate.cli']\n"
