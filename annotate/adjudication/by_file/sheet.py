"""What the file says of each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotate.adjudication.case import Case, Point, Version
from annotate.adjudication.values import digest_of
from annotate.adjudication.wording import answers_text, claims_text, shortened
from annotate.corpus import Sentence
from annotate.schema.model import Schema
from annotate.schema.phrases import phrases


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


def _sentence(case: Case, sentence: Sentence, schema: Schema) -> SheetSentence:
    signs = _signs(case)
    return SheetSentence(
        case.sentence_id,
        offered(case),
        " ".join(sentence.before),
        sentence.text,
        " ".join(sentence.after),
        {version.letter: _version(version, signs, schema) for version in case.versions},
        tuple(
            SheetPoint(
                point.id,
                _question(point, case, signs, schema),
                {" ".join(option.letters): option.text for option in point.options},
            )
            for point in case.points
        ),
    )


def _signs(case: Case) -> dict[str, str]:
    """Place → the number of the claim; none where there is one claim at most, which needs none."""
    return {place: f"({number})" for number, place in enumerate(case.places, 1)} if len(case.places) > 1 else {}


def _version(version: Version, signs: Mapping[str, str], schema: Schema) -> str:
    claims = claims_text(version.record, schema)
    signed = [
        " ".join(filter(None, (signs.get(place), text))) for place, text in zip(version.places, claims, strict=True)
    ]
    return "; ".join([*answers_text(version.record, schema), *signed])


def _question(point: Point, case: Case, signs: Mapping[str, str], schema: Schema) -> str:
    """What a point asks, in words; of spans also the agreed ones that stay, because "none" means no other."""
    title = " ".join(filter(None, (point.title, signs.get(point.claim))))
    staying = ", ".join(shortened(span["text"]) for span in case.staying(point))
    element = phrases(schema.language).beside.format(element=title, spans=staying) if staying else title
    return f"{element}: {shortened(point.about)}" if point.about else element
