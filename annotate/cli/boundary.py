"""The one place where errors become messages and exit codes.

0 done; 1 an error with a message and a hint; 2 wrong usage (Typer's); 3 done, but something needs a person, when
`--strict` asks for that; 130 stopped with Ctrl-C. A bug keeps its traceback.
"""

from __future__ import annotations

import errno
import os
import sys

from typer import Exit, Typer

from annotate.cli.streams import guard_streams
from annotate.errors import AnnotateError
from annotate.signals import INTERRUPTED, STOPPED

FAILED = 1
NEEDS_A_PERSON = 3
_DISK = (errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EIO)


def run(app: Typer) -> None:
    """Run the command line and end the process with its exit code."""
    guard_streams()
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
        if ended.code == INTERRUPTED:
            tell(STOPPED)
        raise
    except OSError as error:
        if error.errno in _DISK and error.filename:
            tell(f"annotate: cannot write {os.fsdecode(error.filename)}: {error.strerror}")
            tell("hint: free some space there, or make it writable, and run the same command again")
            sys.exit(FAILED)
        # The reader of a pipe went away, or the disk is full under the file that stdout goes to.
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        # Without this, the interpreter complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.ENOSPC:
            tell("annotate: no space left for what is printed")
            tell("hint: free some space and run the same command again")
        sys.exit(FAILED)


def tell(line: str) -> None:
    """A message for the user, on stderr."""
    print(line, file=sys.stderr)


def tell_rest(number: int) -> None:
    """Say how many things were not told one by one, if there are any."""
    if number > 0:
        tell(f"  and {number} more, which --json lists")


def stop_if_strict(strict: bool, needs_a_person: bool) -> None:
    """Exit with 3 when the user asked to be stopped by what needs a person."""
    if strict and needs_a_person:
        raise Exit(NEEDS_A_PERSON)
