"""The file as YAML, which has room for claims marked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from annotate.adjudication.by_file.filled import Filled, FilledPoint, Mistake
from annotate.adjudication.by_file.sheet import SheetSentence
from annotate.errors import RecordError
from annotate.files import write_whole
from annotate.formats import KEY, format_of
from annotate.yamlfile import Document, read_yaml

FORMAT = 1
"""Of a file of conflicts as YAML."""
_HEADING = """\
# After each `answer:`, write the letter of the option that is right. If none is, leave the answers empty and write the
# whole sentence after `by_hand:`, as annotations.jsonl has it; words that the sentence has once need no start and end:
#   by_hand: {has_claim: yes, claims: [{guarantee: jaminan, claimant: [Rusia], act: demand, stance: support}]}
# A note may say why. `annotate adjudicate read` reads the file.
"""
_WIDTH = 116


class _Dumper(yaml.SafeDumper):
    """SafeDumper that leaves empty what is to be filled in."""


_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def write_yaml(file: Path, sheet: Iterable[SheetSentence], adjudicator: str) -> None:
    """Write the file for an adjudicator."""
    document = {KEY: FORMAT, "adjudicator": adjudicator, "sentences": [_sentence(each) for each in sheet]}
    text = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    with write_whole(file, shared=True) as opened:
        opened.write((_HEADING + text).encode())


def _sentence(sentence: SheetSentence) -> dict[str, Any]:
    points = [
        {"point": point.point, "question": point.question, "options": dict(point.options), "answer": None}
        for point in sentence.points
    ]
    about = {"sentence": sentence.sentence, "offered": sentence.offered}
    about |= {"before": sentence.before, "text": sentence.text, "after": sentence.after}
    return about | {"versions": dict(sentence.versions), "points": points, "by_hand": None, "note": None}


def read_yaml_file(file: Path) -> tuple[list[Filled], list[Mistake]]:
    """What was filled in, sentence by sentence, and what cannot be read.

    Raises:
        RecordError: the file is not there.
        NewerFormat: a newer version wrote it.
    """
    try:
        document = read_yaml(file)
    except OSError as error:
        raise RecordError(f"cannot be read: {error.strerror}", "check the path", file=file) from error
    if document.problems:
        return [], [
            Mistake(problem.line, f"{problem.element} {problem.message}".strip()) for problem in document.problems
        ]
    content = document.content
    if not isinstance(content, dict) or not isinstance(content.get("sentences"), list):
        return [], [Mistake(1, "has no list `sentences`, as `annotate adjudicate write` writes it")]
    format_of(content, FORMAT, file)
    filled: list[Filled] = []
    mistakes: list[Mistake] = []
    for index in range(len(content["sentences"])):
        read = _read_sentence(document, index)
        (mistakes if isinstance(read, Mistake) else filled).append(read)  # type: ignore[arg-type]
    return filled, mistakes


def _read_sentence(document: Document, index: int) -> Filled | Mistake:
    row = document.content["sentences"][index]
    at = ("sentences", index)
    line = document.lines[at]
    if not isinstance(row, dict) or not isinstance(row.get("points"), list) or "sentence" not in row:
        return Mistake(line, "must have `sentence` and `points`, as `annotate adjudicate write` writes them")
    points = []
    for number, point in enumerate(row["points"]):
        here = document.lines[(*at, "points", number)]
        if not isinstance(point, dict) or "point" not in point:
            return Mistake(here, "must have `point` and `answer`, as `annotate adjudicate write` writes them")
        if isinstance(answer := point.get("answer"), dict):
            return Mistake(here, "the answer must be a letter")
        letters = " ".join(map(str, answer)) if isinstance(answer, list) else _text(answer)
        points.append(
            FilledPoint(document.lines.get((*at, "points", number, "answer"), here), str(point["point"]), letters)
        )
    by_hand = row.get("by_hand")
    if by_hand is not None and not isinstance(by_hand, dict):
        return Mistake(
            document.lines[(*at, "by_hand")], "`by_hand` must have answers and claims, like annotations.jsonl"
        )
    return Filled(
        line,
        str(row["sentence"]),
        _text(row.get("adjudicator", document.content.get("adjudicator"))),
        _text(row.get("offered")),
        tuple(points),
        _text(row.get("note")),
        by_hand,
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
