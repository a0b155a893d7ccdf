"""annotate doctor: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from typer import Exit, Option, Typer

from annotate.cli.boundary import FAILED, stop_if_strict, tell
from annotate.cli.connection import open_client
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    VerboseOption,
    WorkspaceOption,
    be_verbose,
    print_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.labelstudio.doctor import Finding

app = Typer()


@app.command()
def doctor(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    strict: Annotated[bool, Option("--strict", help="Exit with code 3 if there are warnings or unknowns.")] = False,
    as_json: JsonOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Find what is wrong with the set-up, and what to do about it."""
    from annotate.counting import count
    from annotate.labelstudio.doctor import examine

    be_verbose(verbose)
    findings = examine(config, workspace, open_client)
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        _show(findings)
    states = Counter(finding.state for finding in findings)
    if problems := states["problem"]:
        tell(f"annotate: {count(problems, 'problem')} in the set-up")
        tell("hint: the line below each problem says what to do")
        raise Exit(FAILED)
    stop_if_strict(strict, bool(states["warning"] or states["unknown"]))


def _show(findings: Sequence[Finding]) -> None:
    """A line for each finding and, below it, its remedy; in columns of state, subject and sentence."""
    from textwrap import TextWrapper

    from annotate.cli.table import width

    margin = " " * 22
    wrapper = TextWrapper(width(), subsequent_indent=margin, break_long_words=False, break_on_hyphens=False)
    for subject, state, sentence, remedy in findings:
        wrapper.initial_indent = f"{state:8} {subject:12} "
        print(wrapper.fill(sentence))
        if remedy:
            wrapper.initial_indent = f"{margin}→ "
            print(wrapper.fill(remedy))
