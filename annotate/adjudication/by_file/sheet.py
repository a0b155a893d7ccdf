"""What the file says of each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotate.adjudication.case import Case, Point
from annotate.adjudication.values import digest_of
from annotate.adjudication.wording import version_text
from annotate.corpus import Sentence
from annotate.schema.model import Schema


@dataclass(frozen=True)
class SheetPoint:
    """A point as the file has it: `options` is letters → words."""

    point: str
    question: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class SheetSentence:
    """A sentence as the file has it: `versions` is letter → words."""

    sentence: str
    offered: str
    before: str
    text: str
    after: str
    versions: Mapping[str, str]
    points: tuple[SheetPoint, ...]


def sheet_of(cases: Iterable[Case], sentences: Mapping[str, Sentence], schema: Schema) -> list[SheetSentence]:
    """What a person needs for each case, in the same order."""
    return [_sentence(case, sentences[case.sentence_id], schema) for case in cases]


def offered(case: Case) -> str:
    """The digest that the file has: of what is offered, and of who has which letter."""
    letters = [(point.id, option.id, option.letters) for point in case.points for option in point.options]
    return digest_of([case.digest, letters])


def question_of(point: Point) -> str:
    """What a point asks, in words."""
    return f"{point.title}: “{point.about}”" if point.about else point.title


def _sentence(case: Case, sentence: Sentence, schema: Schema) -> SheetSentence:
    return SheetSentence(
        case.sentence_id,
        offered(case),
        " ".join(sentence.before),
        sentence.text,
        " ".join(sentence.after),
        {version.letter: version_text(version.record, schema) for version in case.versions},
        tuple(
            SheetPoint(point.id, question_of(point), {" ".join(each.letters): each.text for each in point.options})
            for point in case.points
        ),
    )
