"""annotate adjudicate report: what decisions say of annotators and codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer import Typer

from annotate.cli.adjudicate.worth import told_of
from annotate.cli.boundary import tell
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_project, print_json, records_but_of
from annotate.cli.table import filled, print_table, printable
from annotate.counting import count

if TYPE_CHECKING:
    from annotate.adjudication.report import AdjudicationReport
    from annotate.adjudication.report.shares import Share

app = Typer()
_CHANGES = 10


@app.command()
def report(config: ConfigOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Show whom decisions overrule, and what causes the work.

    Notes are listed by element. Intervals are 95 % and come from leaving out whole articles.
    """
    from annotate.adjudication import adjudicate
    from annotate.adjudication.conflicts import read_conflicts
    from annotate.adjudication.report import report_on
    from annotate.errors import InsufficientData
    from annotate.gold import make_gold

    project = open_project(config, workspace)
    conflicts = read_conflicts(project)
    if not conflicts.standing.settled:
        raise InsufficientData(
            f"nothing is decided in {project.files.decisions} that holds today",
            "`annotate adjudicate pull` or `annotate adjudicate read` brings decisions",
        )
    rules, schema = project.config.gold, project.schema
    records = records_but_of(project, project.config.models)
    rows = adjudicate(make_gold(records, schema, rules), records, conflicts.rulings, schema, rules).rows
    made = report_on(conflicts, rows)
    for line in told_of(conflicts.standing):
        tell(line)
    if as_json:
        print_json(made.to_json())
    else:
        _print(made)


def _print(made: AdjudicationReport) -> None:
    print(f"{made.decided} of {made.conflicts} conflicts decided, {made.by_hand} by hand")
    everything = {overruled.annotator: overruled.share for overruled in made.overruled if not overruled.element}
    print_table(
        ("annotator", "overruled", "of", "share", "95 % CI", "sided with", "95 % CI"),
        [
            (
                side.annotator + (f" by {side.adjudicator}" if side.adjudicator else ""),
                *(_shares(everything[side.annotator]) if not side.adjudicator else ("", "", "", "")),
                f"{side.share.value:+.2f}",
                _interval(side.share, "+.2f"),
            )
            for side in made.sides
        ],
    )
    print(filled("sided with: how much more often than if it did not matter who says what; 0 is chance"))
    _print_elements(made, list(everything))
    if made.rules:
        print_table(
            ("rule", "sentences", "of all", "95 % CI"),
            [(about.rule, *_points(about.share)) for about in made.rules],
        )
        print(filled("rule: the decided sentences on which a note names this rule of the codebook"))
    for change in made.changed[:_CHANGES]:
        became = f"{change.said or '(no answer)'} became {change.decided or '(no answer)'}"
        print(f"{change.element}: {became}, {count(change.times, 'time')}")
    element = ""
    for note in made.notes:
        if note.element != element:
            element = note.element
            print(f"notes on {element}:")
        print(filled(f"  {note.adjudicator}, {note.sentence_id}: {printable(note.text)}", "    "))


def _print_elements(made: AdjudicationReport, annotators: list[str]) -> None:
    """The points about each element, and who was overruled on it; without points if only marking by hand changed it."""
    points = {work.element: work.share for work in made.work}
    by_element = {(overruled.element, overruled.annotator): overruled.share for overruled in made.overruled}
    elements = dict.fromkeys([*points, *(overruled.element for overruled in made.overruled if overruled.element)])
    print_table(
        ("element", "points", "of all", "95 % CI", *annotators),
        [
            (
                element,
                *(_points(points[element]) if element in points else ("0", "", "")),
                *(_of(by_element.get((element, name))) for name in annotators),
            )
            for element in elements
        ],
    )
    print(filled(f"under {', '.join(annotators)}: how often they were overruled, of what was decided on the element"))


def _points(share: Share) -> tuple[str, str, str]:
    return f"{share.part:.0f}", f"{share.value:.2f}", _interval(share)


def _shares(share: Share) -> tuple[str, str, str, str]:
    return f"{share.part:.0f}", f"{share.whole}", f"{share.value:.2f}", _interval(share)


def _interval(share: Share, form: str = ".2f") -> str:
    return ", ".join(f"{bound:{form}}" for bound in share.interval) if share.interval else ""


def _of(share: Share | None) -> str:
    return f"{share.part:.0f}/{share.whole}" if share else ""
