"""`annotate agreement --gold`: each annotator, and each model, against gold."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotate.cli.agreement.scores import print_scores
from annotate.cli.boundary import tell
from annotate.cli.options import print_json
from annotate.cli.records_files import read_files, refuse_unknown_sentences
from annotate.counting import count, some

if TYPE_CHECKING:
    from annotate.agreement import Resampling
    from annotate.evaluation import Evaluation, Reference
    from annotate.evaluation.evaluate import Coverage
    from annotate.project import Project
    from annotate.schema import Record


class GoldChoice(NamedTuple):
    """What `--gold` was asked for: the file, `--records`, `--element`, and how intervals are made."""

    file: Path
    records: Sequence[Path]
    elements: Collection[str] | None
    resampling: Resampling


def compare_with_gold(choice: GoldChoice, project: Project, *, as_json: bool, every: bool) -> None:
    """Print how near each annotator comes to gold."""
    from annotate.evaluation import evaluate

    records, reference = _read(choice, project)
    evaluation = evaluate(records, reference, elements=choice.elements, resampling=choice.resampling)
    changed = reference.changed()
    if changed:
        tell(
            f"annotate: {count(len(changed), 'sentence')} of {choice.file} would be other gold if made today, of these "
            f"records and under `gold:` in config.yaml: {some(changed)}; `annotate gold` makes it again"
        )
    if as_json:
        print_json(_document(choice.file, evaluation, changed))
        return
    print_scores(evaluation, every=every)


def _read(choice: GoldChoice, project: Project) -> tuple[list[Record], Reference]:
    """The records to compare, and gold with the records of its voters, as far as they are here.

    Raises:
        RecordError: no record is of a sentence that gold has, or one is of a sentence that the workspace lacks.
    """
    from annotate.errors import RecordError
    from annotate.evaluation import Reference, read_gold

    lines = read_gold(choice.file, project.schema)
    if choice.records:
        records = read_files(choice.records, project, ())
        refuse_unknown_sentences(records, project)
        names = {record.annotator for record in records}
        there = project.files.annotations.exists()
        others = [record for record in project.records() if record.annotator not in names] if there else []
    else:
        records, others = list(project.records()), []
    if not any(record.sentence_id in lines for record in records):
        raise RecordError(
            f"{choice.file} is gold of other sentences: it has {count(len(lines), 'sentence')}, and none of the "
            f"{len({record.sentence_id for record in records})} that the records are of",
            "give the gold of these sentences, or records of the sentences of this gold",
        )
    return records, Reference(lines, project.schema, [*records, *others], project.config.gold)


def _document(file: Path, evaluation: Evaluation, changed: Sequence[str]) -> dict[str, Any]:
    return {
        "gold": str(file),
        "changed": list(changed),
        "compared": {annotator: _compared(one) for annotator, one in evaluation.compared.items()},
        "rows": [line for row in evaluation.rows for line in row.to_json()],
    }


def _compared(compared: Coverage) -> dict[str, Any]:
    numbers = {name: number for name, number in asdict(compared).items() if name != "without_vote"}
    left = compared.without_vote
    return numbers | ({"vote_left_out": left.counts()} if left else {})
