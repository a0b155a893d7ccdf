"""A folder of files that appears whole or stays as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.files import cannot_write
from annotate.formats import with_format
from annotate.json_files import write_json
from annotate.private import make_folder
from annotate.signals import signals_held

_LIST = "export.json"
_FORMAT = 1


@contextmanager
def write_whole_folder(path: Path, *, shared: bool = True) -> Iterator[Path]:
    """Give an empty folder that becomes `path` when everything in it is written.

    `export.json` lists its files, so that the next export can take its place. A folder with other files stays. Unless
    `shared`, nobody but its owner can enter it.

    Raises:
        WorkspaceError: `path` has files that no export wrote; or no space left, no permission, or the disk failed.
    """
    _refuse_others_files(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True) if shared else make_folder(path.parent)
        partial = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        whole, old = partial / "new", partial / "old"
        try:
            whole.mkdir(0o777 if shared else 0o700)
            yield whole
            write_json(whole / _LIST, with_format({"files": _files(whole)}, _FORMAT), shared=True)
            for file in whole.rglob("*"):
                if file.is_file():
                    with file.open("rb") as written:
                        os.fsync(written.fileno())
            with signals_held():
                if path.exists():
                    path.rename(old)
                whole.rename(path)
        except OSError as error:
            raise cannot_write(path, error) from error
        except sqlite3.OperationalError as error:
            raise WorkspaceError(f"cannot write {path}: {error}", "free some space and run it again") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())


def _refuse_others_files(path: Path) -> None:
    if path.is_file():
        raise WorkspaceError(f"{path} is a file, and this export is a folder", "give another --output")
    if not path.exists():
        return
    try:
        listed = {*json.loads((path / _LIST).read_bytes())["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        listed = set()
    others = [name for name in _files(path) if name != _LIST and name not in listed]
    if others:
        raise WorkspaceError(
            f"{path} has a file that no export wrote: {others[0]}", "move it away, or give another --output"
        )
