"""What stdout and stderr let through: no secret, nothing that a terminal obeys, and any letter."""

from __future__ import annotations

import io
import re
import sys

from annotate.secrets import without_secrets

# The control characters but for tab and newline, and those that turn the direction of what follows.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class _ForPeople(io.TextIOWrapper):
    r"""A stream that people read: control characters are written as \x1b, and secrets as ….

    Tracebacks, logs and Typer's own messages are written to it too.
    """

    def write(self, text: str) -> int:
        return super().write(visible(without_secrets(text)))


def guard_streams() -> None:
    r"""Guard stderr, and stdout where it is a terminal: in a file or pipe it is data, which stays as it is.

    What the locale has no letters for is a ? on a terminal and UTF-8 elsewhere; what UTF-8 has none for either, as in
    names of files, is written \udce9, which JSON can read.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        is_terminal = stream.isatty()
        if is_terminal:
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        if is_terminal or name == "stderr":
            stream.flush()
            # The stream that it replaces stays open, as sys.__stdout__ or sys.__stderr__.
            setattr(sys, name, _ForPeople(stream.buffer, stream.encoding, stream.errors, line_buffering=True))


def visible(text: str) -> str:
    r"""The text with what a terminal would obey written as \x1b."""
    return _OBEYED.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
