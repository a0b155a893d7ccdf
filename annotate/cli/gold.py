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
        Option(help="dawid-skene adds the probability of each label, and settles ties that it is sure of."),
    ] = "majority",
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make gold labels by majority.

    What has no majority is unresolved and goes to conflicts.jsonl. `--method dawid-skene` never overrules a majority.
    """
    from annotate.counting import count
    from annotate.errors import InsufficientData
    from annotate.files import write_json, write_jsonl
    from annotate.gold import conflict_rows, make_gold, with_posteriors

    project = open_project(config, workspace)
    files, schema = project.files, project.schema
    rows = make_gold(records_but_of(project, project.config.models), schema)
    if not rows:
        raise InsufficientData(
            f"{files.annotations} has no annotation that was submitted",
            "`annotate status` shows how far the annotators are; then `annotate pull` again",
        )
    fitted = method == "dawid-skene"
    if fitted:
        rows, confusions = with_posteriors(rows, schema)
        write_json(files.confusions, [vars(each) for each in confusions])
    else:
        files.confusions.unlink(missing_ok=True)
    settled = sum(bool(decision.reason and decision.reason.settled) for row in rows for decision in row.decisions)
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
        print_json(document | ({"settled": settled, "confusions": str(files.confusions)} if fitted else {}))
    else:
        print_gold(rows)
        if fitted:
            print(f"settled by Dawid and Skene's model, counted as majority: {settled}")
            print(f"who confuses what: {files.confusions}")
        print(f"gold labels: {files.gold}")
        if conflicts:
            tell(f"annotate: {count(len(conflicts), 'sentence')} left for a person to decide: {files.conflicts}")
    stop_if_strict(strict, bool(conflicts))


def print_gold(rows: Sequence[GoldRow]) -> None:
    """How many decisions of each kind are unanimous, by majority, adjudicated or unresolved; sentences last."""
    from annotate.gold import Status

    counts: Counter[tuple[str, str]] = Counter(
        (decision.kind, decision.status) for row in rows for decision in row.decisions
    )
    lines = [(heading, *(str(counts[(kind, status)]) for status in Status)) for kind, heading in _KINDS.items()]
    whole: Counter[str] = Counter(row.status for row in rows)
    lines.append(("whole sentences", *(str(whole[status]) for status in Status)))
    print_table(("gold", *Status), [line for line in lines if any(cell != "0" for cell in line[1:])])
