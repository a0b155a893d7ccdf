"""The sample decisions of the demo: written by us, neither gold nor the work of an adjudicator.

One YAML file, a list of sentences: `take` is the annotator whose version is right, and `but` has the elements on which
another one's is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotate.adjudication import Ruling, write_rulings
from annotate.adjudication.by_file import Filled, check
from annotate.adjudication.by_file.filled import FilledPoint
from annotate.adjudication.by_file.sheet import offered
from annotate.adjudication.case import Case
from annotate.adjudication.conflicts import Conflicts, read_conflicts
from annotate.config import Adjudicator
from annotate.errors import CorpusError
from annotate.json_files import JsonObject
from annotate.project import Project
from annotate.yamlfile import Document, read_yaml

HINT = "write a decision for each conflict of the sample annotations"


def decide_samples(project: Project, file: Path) -> list[Ruling]:
    """Decide each conflict as the samples do, as if they had been filled into a file; all decisions of the workspace.

    Raises:
        CorpusError: a sample is broken, or a conflict has none.
    """
    conflicts = read_conflicts(project)
    (person,) = project.config.adjudicators
    filled = list(_filled(conflicts, person, file))
    now = datetime.now(UTC).replace(microsecond=0)
    checked = check(filled, conflicts, project.config.adjudicators, now, skip=False)
    if checked.mistakes:
        raise CorpusError(f"{file}:{checked.mistakes[0].line}: {checked.mistakes[0].message}", HINT)
    rulings = [*conflicts.rulings, *checked.rulings]
    write_rulings(project.files.decisions, rulings)
    return rulings


def _filled(conflicts: Conflicts, person: Adjudicator, file: Path) -> Iterator[Filled]:
    """What the samples say of the conflicts that are not decided yet."""
    document = read_yaml(file)
    if document.problems:
        raise CorpusError(str(document.problems[0]), "correct that line")
    numbers = {sample["text"]: number for number, sample in enumerate(document.content)}
    for case in conflicts.to_decide(person):
        text = conflicts.text(case.sentence_id)
        if text not in numbers:
            raise CorpusError(f"{file} has no decision on {text!r}", HINT)
        yield _of_case(case, person, document, numbers[text])


def _of_case(case: Case, person: Adjudicator, document: Document, number: int) -> Filled:
    sample: JsonObject = document.content[number]
    line = document.lines[(number,)]
    letters = {version.annotator: version.letter for version in case.versions}
    points = tuple(
        FilledPoint(line, point.id, letters.get(sample.get("but", {}).get(point.element, sample["take"]), ""))
        for point in case.points
    )
    return Filled(line, case.sentence_id, person.id, offered(case), points, sample.get("note", ""))
