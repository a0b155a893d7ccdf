"""annotate gold: records to labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Option, Typer

from annotate.cli.boundary import stop_if_strict, tell
from annotate.cli.options import (
    ConfigOption,
    JsonOption,
    StrictOption,
    WorkspaceOption,
    open_project,
    print_json,
    records_but_of,
)
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from annotate.gold import GoldRow

app = Typer()
_KINDS = {"question": "answers", "claim": "claims", "span": "spans in roles", "attribute": "attributes"}


@app.command()
def gold(
    config: ConfigOption = None,
    workspace: WorkspaceOption = None,
    method: Annotated[
        Literal["majority", "dawid-skene"],
        Option(help="dawid-skene adds the probability of each label, and decides nothing."),
    ] = "majority",
    settle: Annotated[
        float | None,
        Option(
            help="With dawid-skene: settle what votes leave open where a label has this probability or more.",
            min=0.9,
            max=1.0,
            metavar="P",
        ),
    ] = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make gold labels by majority.

    What has no majority is unresolved and goes to conflicts.jsonl. What `--settle` settles has the status `model`; no
    majority is ever overruled.
    """
    from annotate.counting import count
    from annotate.errors import ConfigError, InsufficientData
    from annotate.files import remove, write_json, write_jsonl
    from annotate.gold import Settled, conflict_rows, make_gold, settle_ties, with_posteriors

    if settle is not None and method != "dawid-skene":
        raise ConfigError("--settle only works with --method dawid-skene", "add it, or leave --settle out")
    project = open_project(config, workspace)
    files, schema = project.files, project.schema
    rows = make_gold(records_but_of(project, project.config.models), schema, project.config.gold)
    if not rows:
        raise InsufficientData(
            f"{files.annotations} has no submitted annotation",
            "`annotate status` shows the progress; run `annotate pull` again later",
        )
    fitted = method == "dawid-skene"
    if fitted:
        rows, confusions = with_posteriors(rows, schema)
        write_json(files.confusions, [vars(each) for each in confusions])
    else:
        remove(files.confusions)
    settled = Settled(rows, {}) if settle is None else settle_ties(rows, schema, settle)
    rows = settled.rows
    conflicts = list(conflict_rows(rows))
    write_jsonl(files.gold, (row.to_json(schema) for row in rows))
    write_jsonl(files.conflicts, conflicts)
    if as_json:
        statuses: Counter[str] = Counter(row.status for row in rows)
        document: dict[str, Any] = {
            "sentences": len(rows),
            **statuses,
            "gold": str(files.gold),
            "conflicts": str(files.conflicts),
        }
        print_json(document | ({"not_settled": settled.left, "confusions": str(files.confusions)} if fitted else {}))
    else:
        print_gold(rows)
        if fitted:
            print(f"who confuses what: {files.confusions}")
        print(f"gold labels: {files.gold}")
        for element, reason in settled.left.items():
            tell(f"annotate: --settle leaves {element} open: {reason}")
        if conflicts:
            tell(f"annotate: {count(len(conflicts), 'sentence')} left for a person to decide: {files.conflicts}")
    stop_if_strict(strict, bool(conflicts))


def print_gold(rows: Sequence[GoldRow]) -> None:
    """How many decisions of each kind have which status, `single` and `model` only if some have it; sentences last."""
    from annotate.gold import Status

    counts: Counter[tuple[str, str]] = Counter(
        (decision.kind, decision.status) for row in rows for decision in row.decisions
    )
    given = {status for _, status in counts}
    shown = [status for status in Status if status not in (Status.SINGLE, Status.MODEL) or status in given]
    lines = [(heading, *(str(counts[(kind, status)]) for status in shown)) for kind, heading in _KINDS.items()]
    whole: Counter[str] = Counter(row.status for row in rows)
    lines.append(("whole sentences", *(str(whole[status]) for status in shown)))
    print_table(("gold", *shown), [line for line in lines if any(cell != "0" for cell in line[1:])])
