"""annotate network: who demands what from whom, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option, Typer

from annotate.cli.boundary import tell, tell_rest
from annotate.cli.options import ConfigOption, JsonOption, WorkspaceOption, open_project, print_json

if TYPE_CHECKING:
    from annotate.network import Made
    from annotate.network.likeness import Likeness

app = Typer()
_MOST = 10


@app.command()
def network(
    kind: Annotated[
        Literal["demand", "two-mode", "one-mode"],
        Argument(help="demand (who wants what from whom), two-mode (actors and concepts) or one-mode (actors)."),
    ] = "demand",
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    annotations: Annotated[
        bool, Option("--annotations", help="Make a network for each annotator, instead of one from gold.")
    ] = False,
    weight: Annotated[
        Literal["ignore", "congruence", "conflict", "subtract", "combine"],
        Option(help="How stances count: not at all, by agreement, by disagreement, by the difference, or as signs."),
    ] = "ignore",
    normalise: Annotated[
        Literal["no", "average", "jaccard", "cosine", "activity", "prominence"],
        Option(help="What weights are divided by: the first four for one-mode, activity and prominence for two-mode."),
    ] = "no",
    duplicates: Annotated[
        Literal["include", "document", "week", "month", "year", "across"],
        Option(help="Count equal statements once in each article or period, or once in all."),
    ] = "include",
    in_parts: Annotated[
        bool, Option("--in-parts", help="Let the statements of one claim count as one together, in equal parts.")
    ] = False,
    by: Annotated[Literal["week", "month", "year"] | None, Option(help="Make a network for each period.")] = None,
    output: Annotated[
        Path | None, Option(metavar="FOLDER", help="The folder to write.", show_default="WORKSPACE/network/KIND")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write networks: who demands what from whom, with intervals.

    The schema's `network:` says what is an actor, a target, a concept and a qualifier. Claims that make no
    statement are counted by reason.
    """
    from annotate.network import NetworkChoice, make_networks, to_json, write_networks

    project = open_project(config, workspace)
    choice = NetworkChoice(kind, weight, normalise, duplicates, in_parts)
    made = make_networks(project, choice, of_annotators=annotations, period=by)
    folder = output or project.files.networks / kind
    write_networks(made, project.schema, folder, shared=output is not None)
    if as_json:
        print_json({"path": str(folder), **to_json(made)})
    else:
        _print_made(made, folder)
    _tell_left_out(made)


def _print_made(made: Made, folder: Path) -> None:
    from annotate.cli.table import print_table
    from annotate.counting import count

    rows = []
    for part, network in made.networks.items():
        distinct = sum(edge.certainty.is_distinct for edge in network.edges)
        numbers = (len(network.statements), len(network.rows), len(network.edges), distinct)
        rows.append([part or "all", *map(str, numbers)])
    print_table(("network", "statements", "actors", "edges", "distinct"), rows)
    whole = [
        [part or "all", measure.name, f"{measure.value:.2f}", _between(measure.bounds, measure.note)]
        for part, network in made.networks.items()
        for measure in network.measures
        if not measure.node and measure.value is not None
    ]
    if whole:
        print_table(("network", "measure", "value", "interval"), whole)
    if made.likenesses:
        print_table(("annotators", "sentences", "correlation", "interval"), [*map(_likeness_row, made.likenesses)])
    print(f"{count(len(made.networks), 'network')} → {folder}")


def _likeness_row(likeness: Likeness) -> list[str]:
    correlation = "" if likeness.correlation is None else f"{likeness.correlation:.2f}"
    between = _between(likeness.bounds, likeness.note)
    return [" and ".join(likeness.annotators), str(likeness.sentences), correlation, between]


def _between(bounds: tuple[float, float] | None, note: str) -> str:
    return f"{bounds[0]:.2f} to {bounds[1]:.2f}" if bounds else note


def _tell_left_out(made: Made) -> None:
    from annotate.network.build import reasons

    if made.left_out:
        tell(f"annotate: left out of {made.claims} claims, by reason: {reasons(made.left_out)}")
    for part, why in list(made.empty.items())[:_MOST]:
        tell(f"annotate: no network of {part or 'gold'}: {why}")
    tell_rest(len(made.empty) - _MOST)
