"""The one place where errors become messages and exit codes.

0 done; 1 an error with a message and a hint; 2 wrong usage (Typer's); 3 done, but something needs a person, when
`--strict` asks for that. A bug keeps its traceback.
"""

from __future__ import annotations

import os
import sys

from typer import Exit, Typer

from annotate.errors import AnnotateError

FAILED = 1
NEEDS_A_PERSON = 3


def run(app: Typer) -> None:
    """Run the command line and end the process with its exit code."""
    try:
        app()
    except AnnotateError as error:
        tell(f"annotate: {error.message}")
        if error.hint:
            tell(f"hint: {error.hint}")
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of a pipe went away; without this, the interpreter complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def tell(line: str) -> None:
    """A message for the user, on stderr."""
    print(line, file=sys.stderr)


def stop_if_strict(strict: bool, needs_a_person: bool) -> None:
    """Exit with 3 when the user asked to be stopped by what needs a person."""
    if strict and needs_a_person:
        raise Exit(NEEDS_A_PERSON)
