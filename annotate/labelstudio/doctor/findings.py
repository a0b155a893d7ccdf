"""What an examination gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from annotate.errors import AnnotateError

State = Literal["ok", "warning", "problem", "unknown"]


class Finding(NamedTuple):
    """One thing looked at: what it is, how it is, a sentence without its full stop, and what to do about it.

    A problem stops a command or spoils data; a warning may; what could not be looked at is unknown and never ok.
    """

    subject: str
    state: State
    sentence: str
    remedy: str = ""


@contextmanager
def noting(findings: list[Finding], subject: str) -> Iterator[None]:
    """Make an error that is raised inside one more finding."""
    try:
        yield
    except AnnotateError as error:
        findings.append(Finding(subject, "problem", error.message, error.hint))
