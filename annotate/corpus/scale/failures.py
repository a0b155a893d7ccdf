"""What Daft raises, as errors that say which table is meant and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from annotate.corpus.reading.read import read_articles
from annotate.errors import CorpusError

_INSTALL = "install it with: pip install 'annotate[scale]'"
_PROBLEM = re.compile(r"CorpusError: (.*)")
_NOT_FOUND = re.compile(r"FileNotFound (\S+)")
_MEND = "mend the table, or leave out --engine daft and pass --skip-bad"
_UNREACHABLE = ("credentials", "SocketError", "Generic s3 error", "Unauthorized", "Forbidden")


@contextmanager
def daft_errors(paths: Sequence[str], columns: Mapping[str, str] | None) -> Iterator[None]:
    """Turn what Daft raises while it works on these tables into our errors."""
    try:
        from daft.exceptions import DaftCoreException
    except ImportError as error:
        raise CorpusError("the engine daft needs the package daft", _INSTALL) from error
    try:
        yield
    except (DaftCoreException, FileNotFoundError, RuntimeError) as error:  # RuntimeError: raised in its own process
        _raise_plainly(str(error), paths, columns)
        raise CorpusError(
            f"Daft could not read {', '.join(paths)}: {str(error).splitlines()[0]}",
            "mend the tables, or look at them with another tool",
        ) from error


def _raise_plainly(message: str, paths: Sequence[str], columns: Mapping[str, str] | None) -> None:
    """Say what Daft says so that a user knows which table is meant and what to do."""
    if found := _PROBLEM.search(message):
        raise CorpusError(found[1], _MEND)
    if found := _NOT_FOUND.search(message):
        raise CorpusError(f"{found[1]} does not exist", "check the spelling of the path")
    if any(sign in message for sign in _UNREACHABLE):
        hint = "check the bucket, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        raise CorpusError(f"object storage cannot be used: {message.splitlines()[-1].strip()}", hint)
    if not any("://" in path for path in paths):
        bad: list[CorpusError] = []
        for _ in read_articles(paths, columns=columns, bad=bad):  # which names the file and the line that Daft does not
            if bad:
                break
        if bad:
            raise CorpusError(bad[0].message, _MEND)
