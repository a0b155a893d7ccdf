"""What Daft raises, as errors that say which table is meant and what to do.

Daft runs our function in processes of its own and hands on only the text of what it raises, so our error travels
as JSON in that text.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from annotate.errors import BadArticle, CorpusError

_INSTALL = "install it with: pip install 'claim-annotate[scale]'"
_MARK = "annotate-error:"
_TOLD = re.compile(rf"{_MARK}(\{{.*\}})")
_NOT_FOUND = re.compile(r"FileNotFound (\S+)")
_MEND = "correct the table, or leave out --engine daft and pass --skip-bad"
_RAY_PORT = 10001
_REACH_SECONDS = 5
_UNREACHABLE = ("credentials", "SocketError", "Generic s3 error", "Unauthorized", "Forbidden")


@contextmanager
def telling() -> Iterator[None]:
    """Pass our error to `daft_errors` from one of Daft's processes."""
    try:
        yield
    except CorpusError as error:
        told = {"message": error.message, "hint": _MEND if isinstance(error, BadArticle) else error.hint}
        raise ValueError(_MARK + json.dumps(told)) from error


@contextmanager
def daft_errors(paths: Sequence[str]) -> Iterator[None]:
    """Turn what Daft raises while it works on these tables into our errors."""
    try:
        from daft.exceptions import DaftCoreException
    except ImportError as error:
        raise CorpusError("the engine daft needs the package daft", _INSTALL) from error
    try:
        yield
    except (DaftCoreException, OSError, RuntimeError) as error:  # RuntimeError: raised in its own process
        raise _plain(str(error), paths) from error


def reach(cluster: str) -> None:
    """See that something listens at an address such as ray://head:10001, which Ray itself tries for half a minute."""
    parts = urlsplit(cluster)
    if parts.scheme != "ray":
        return
    try:
        socket.create_connection((parts.hostname or "", parts.port or _RAY_PORT), _REACH_SECONDS).close()
    except (OSError, ValueError) as error:
        hint = "check the address; `--ray local` starts a cluster on this machine"
        raise CorpusError(f"no Ray cluster answers at {cluster}: {error}", hint) from error


def _plain(message: str, paths: Sequence[str]) -> CorpusError:
    if found := _TOLD.search(message):
        return CorpusError(**json.loads(found[1]))
    if found := _NOT_FOUND.search(message):
        return CorpusError(f"{found[1]} does not exist", "check the spelling of the path")
    if any(sign in message for sign in _UNREACHABLE):
        hint = "check the bucket, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        return CorpusError(f"object storage cannot be used: {message.splitlines()[-1].strip()}", hint)
    first = message.splitlines()[0] if message else "it did not say why"
    hint = "leave out --engine daft to see what is wrong with the table"
    return CorpusError(f"Daft could not split {', '.join(paths)}: {first}", hint)
