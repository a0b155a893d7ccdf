"""A folder of files, on disk or in object storage, that was empty before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotate.corpus.scale.tables import storage
from annotate.errors import CorpusError

_NEW = "choose a new folder with --output"


@contextmanager
def whole_folder(folder: str) -> Iterator[str]:
    """A place to write to that becomes `folder` when all is written.

    Object storage is written directly, and what is there when the writing fails is deleted.
    """
    if "://" in folder:
        if _holds_files(folder):
            raise CorpusError(f"{folder} is not empty", "choose a new folder, or delete what is there")
        try:
            yield folder
        except BaseException:
            _delete(folder)
            raise
        return
    target = Path(folder)
    try:
        if target.exists() and any(target.iterdir()):
            raise CorpusError(f"{folder} is not empty", _NEW)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise CorpusError(f"cannot write to {folder}: {error.strerror}", _NEW) from error
    with temporary as partial_folder:
        yield f"{partial_folder}/whole"
        Path(partial_folder, "whole").replace(target)


def _holds_files(folder: str) -> bool:
    import daft
    from daft.exceptions import DaftCoreException

    try:
        daft.read_json(f"{folder.rstrip('/')}/**", io_config=storage())
    except FileNotFoundError:
        return False
    except DaftCoreException:  # files, but of another format
        return True
    return True


def _delete(folder: str) -> None:
    from pyarrow.fs import FileSystem  # type: ignore[attr-defined]

    # Storage that failed may fail again; the error to report is the first.
    with suppress(Exception):
        system, path = FileSystem.from_uri(folder)
        system.delete_dir(path)
