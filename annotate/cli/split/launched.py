"""Sentences that were pushed, which a new split must not drop without being told to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING

from annotate.counting import count
from annotate.errors import WorkspaceError

if TYPE_CHECKING:
    from annotate.workspace import Workspace


def launched_sentences(files: Workspace) -> dict[str, str]:
    """The digests of the sentences that were pushed and are in the workspace, by their ids."""
    from annotate.formats import read_numbered_jsonl
    from annotate.labelstudio.launch.file import read_launch

    launch = read_launch(files.launch)
    if launch is None or not files.sentences.exists():
        return {}
    pushed = launch.texts
    hint = "put back a backup, or pass --replace to write the file again without comparing"
    rows = (row for _, row in read_numbered_jsonl(files.sentences, hint))
    return {row["id"]: row["digest"] for row in rows if pushed.get(row.get("id", ""), "") == row.get("digest")}


def refuse_to_drop(launched: Mapping[str, str], written: IO[bytes]) -> None:
    """Stop if sentences that were pushed are not among those that were written.

    Raises:
        WorkspaceError: says how many, with an example.
    """
    from annotate.json_files import json_object

    missing = dict(launched)
    written.flush()
    with open(os.dup(written.fileno()), "rb") as again:  # noqa: PTH123 (it has no name of its own yet)
        again.seek(0)
        for row in map(json_object, again):
            if missing.get(row["id"]) == row["digest"]:
                del missing[row["id"]]
    if missing:
        dropped = f"{count(len(missing), 'sentence')} that {'was' if len(missing) == 1 else 'were'} pushed"
        raise WorkspaceError(
            f"this split would drop {dropped}, such as {next(iter(missing))}",
            "restore the articles that were edited or removed; to add articles, pass --add; --replace drops those "
            "sentences here, and the server keeps them",
        )
