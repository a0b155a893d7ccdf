"""The one place where errors become messages and exit codes.

0 done; 1 an error with a message and a hint; 2 wrong usage (Typer's); 3 done, but something needs a person, when
`--strict` asks for that; 130 stopped with Ctrl-C. A bug keeps its traceback.
"""

from __future__ import annotations

import errno
import io
import os
import sys

from typer import Exit, Typer

from annotate.errors import AnnotateError

FAILED = 1
NEEDS_A_PERSON = 3
_INTERRUPTED = 130  # what Typer makes of Ctrl-C


def run(app: Typer) -> None:
    """Run the command line and end the process with its exit code."""
    _write_any_letter()
    try:
        try:
            app()
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except AnnotateError as error:
        tell(f"annotate: {error.message}")
        if error.hint:
            tell(f"hint: {error.hint}")
        sys.exit(FAILED)
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            tell("annotate: stopped; run the same command again to go on")
        raise
    except OSError as error:
        # The reader of a pipe went away, or the disk is full under the file that stdout goes to.
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        # Without this, the interpreter complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.ENOSPC:
            tell("annotate: no space left for what is printed")
            tell("hint: free some space and run the same command again")
        sys.exit(FAILED)


def _write_any_letter() -> None:
    r"""Print what the locale has no letters for: a terminal gets a ?, a file or pipe UTF-8.

    What UTF-8 has none for either, as in names of files, is written \udce9, which JSON can read.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            stream.reconfigure(errors="replace")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(line: str) -> None:
    """A message for the user, on stderr."""
    print(line, file=sys.stderr)


def stop_if_strict(strict: bool, needs_a_person: bool) -> None:
    """Exit with 3 when the user asked to be stopped by what needs a person."""
    if strict and needs_a_person:
        raise Exit(NEEDS_A_PERSON)
