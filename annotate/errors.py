"""The error tree: every error a user can meet, with a sentence and a way out.

AnnotateError                 never raised itself
├── ConfigError               config.yaml, an option or an environment variable
├── SchemaError               a schema or actor register
├── CorpusError               an article or a folder of them
│   └── BadArticle            one article among others, which can be left out
├── WorkspaceError            a file of the workspace, or the disk under it
│   └── NewerFormat           the file was written by a newer version
├── LabelStudioError          a Label Studio server, local or not, could not be used
│   ├── Unreachable           nobody answered
│   ├── Unauthorized          the token is wrong, expired, or not allowed to do this
│   ├── RequestRejected       the server understood and refused
│   └── UnexpectedAnswer      the server said something we cannot read
├── RecordError               one line of a file of records
└── InsufficientData          this measure is undefined here, and why
"""

from __future__ import annotations

from pathlib import Path

from annotate.secrets import without_secrets

__all__ = [
    "AnnotateError",
    "ConfigError",
    "CorpusError",
    "InsufficientData",
    "LabelStudioError",
    "NewerFormat",
    "RecordError",
    "RequestRejected",
    "SchemaError",
    "Unauthorized",
    "UnexpectedAnswer",
    "Unreachable",
    "WorkspaceError",
]


class AnnotateError(Exception):
    """A message for the user and a hint at the way out; neither keeps a secret that it was given.

    Args:
        message: one sentence saying what is wrong, without a final full stop.
        hint: one sentence saying what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = without_secrets(message)
        self.hint = without_secrets(hint)
        super().__init__(self.message)


class ConfigError(AnnotateError):
    """config.yaml, an option or an environment variable is wrong."""


class SchemaError(AnnotateError):
    """A schema or an actor register is wrong."""


class CorpusError(AnnotateError):
    """An article, or a folder of them, cannot be read."""


class BadArticle(CorpusError):
    """One article cannot be read; `--skip-bad` goes on without it."""


class WorkspaceError(AnnotateError):
    """A file of the workspace is missing, broken or cannot be written."""


class NewerFormat(WorkspaceError):
    """A file was written by a newer version of annotate, in a format that this one does not know."""


class LabelStudioError(AnnotateError):
    """A Label Studio server could not be started, reached or understood."""


class Unreachable(LabelStudioError):
    """Nobody answered at the server's address."""


class Unauthorized(LabelStudioError):
    """The token is wrong, expired, or not allowed to do this."""


class RequestRejected(LabelStudioError):
    """The server understood the request and refused it."""


class UnexpectedAnswer(LabelStudioError):
    """The server said something that cannot be read."""


class ServerFailed(UnexpectedAnswer):
    """The server failed at what it was asked for, and may do so again."""


class NotFound(UnexpectedAnswer):
    """The server has nothing at this address."""


class RecordError(AnnotateError):
    """One record is wrong; `file`, `line` and `field` say where."""

    def __init__(
        self, message: str, hint: str = "", *, file: Path | None = None, line: int | None = None, field: str = ""
    ) -> None:
        where = ", ".join(part for part in (str(file or ""), f"line {line}" if line else "", field) if part)
        super().__init__(f"{where}: {message}" if where else message, hint)
        self.file = file
        self.line = line
        self.field = field


class InsufficientData(AnnotateError):
    """A measure is undefined on this data; the message says why."""
