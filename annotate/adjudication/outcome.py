"""A ruling and its case → the record that the adjudicator meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from annotate.adjudication.asked import of_text
from annotate.adjudication.case import Case, Option, Point
from annotate.adjudication.rulings import Chosen, Ruling
from annotate.adjudication.values import in_order
from annotate.records.read import resolve_actors
from annotate.schema.model import Schema
from annotate.schema.record import Record, record_model, stamp
from annotate.validation import first_problem


@dataclass(frozen=True)
class Outcome:
    """What a ruling makes of a sentence: a valid record, and the claim of the case that each of its claims is.

    `places` has "" for a claim that was marked by hand.
    """

    record: Record
    places: tuple[str, ...]


def choose(point: Point, option: Option) -> Chosen:
    """An option taken, as a ruling has it."""
    return Chosen(point=point.id, option=option.id, value=option.value)


def problems_with(ruling: Ruling, case: Case, schema: Schema, text: str | None = None) -> list[str]:
    """Why a ruling decides nothing about a case, in words; none if it does.

    Args:
        ruling: what an adjudicator decided.
        case: the sentence, with what was on offer.
        schema: the schema of the annotators.
        text: the sentence's text, to compare the words of spans marked by hand.
    """
    problems = list(_problems_with_choice(ruling, case))
    if not problems:
        try:
            outcome_of(ruling, case, schema, text)
        except ValidationError as error:
            where, what = first_problem(error, record_model(of_text(schema)))
            problems.append(f"{where}: {what}" if where else what)
    return problems


def outcome_of(ruling: Ruling, case: Case, schema: Schema, text: str | None = None) -> Outcome:
    """The record of a ruling that has no problem with its case.

    A span that is taken takes the place of the agreed ones of its role that it overlaps. What is by hand is the whole
    record, whatever was chosen beside it.

    Raises:
        ValidationError: the record does not keep to the schema, as far as that is about the text.
    """
    if ruling.by_hand is not None:
        fields, places = ruling.by_hand, ("",) * len(ruling.by_hand.get("claims", ()))
    else:
        draft = _draft(case)
        for point, option in _taken(ruling, case):
            draft.take(point, option)
        fields, places = draft.fields, tuple(draft.claims)
    asked = of_text(schema)
    row: dict[str, Any] = {"sentence_id": case.sentence_id, "article_id": case.article_id}
    row |= {"annotator": ruling.adjudicator, "status": "submitted", "schema": stamp(schema).model_dump()}
    row |= {"created_at": ruling.decided_at} | fields
    record = record_model(asked).model_validate(resolve_actors(row, asked), context={"sentence": text})
    return Outcome(record, places)


def _problems_with_choice(ruling: Ruling, case: Case) -> Iterator[str]:
    if ruling.by_hand is not None:
        return
    if not ruling.points:
        yield "nothing is decided: no point has an answer, and nothing is marked by hand"
        return
    times = Counter(chosen.point for chosen in ruling.points)
    for name, number in times.items():
        if case.point(name) is None:
            yield f"there is no point {name}"
        elif number > 1:
            yield f"the point {name} has {number} answers"
    for chosen in ruling.points:
        point = case.point(chosen.point)
        if point and all(option.id != chosen.option for option in point.options):
            yield f"the point {point.id} has no option {chosen.option}"
    for point in case.points:
        if point.id not in times:
            yield f"the point {point.id} has no answer"


def _taken(ruling: Ruling, case: Case) -> Iterator[tuple[Point, Option]]:
    """The options taken, in the order of the points: that of a claim comes before what is in it."""
    taken = {chosen.point: chosen.option for chosen in ruling.points}
    for point in case.points:
        for option in point.options:
            if option.id == taken.get(point.id):
                yield point, option


@dataclass
class _DraftClaim:
    """A claim in the making; `spans` is role → {id: span}."""

    head: tuple[str, dict[str, Any]]
    spans: dict[str, dict[str, dict[str, Any]]]
    answers: dict[str, Any]

    def span(self, name: str) -> dict[str, Any] | None:
        """The span with this id; None if another took its place."""
        if name == self.head[0]:
            return self.head[1]
        return next((spans[name] for spans in self.spans.values() if name in spans), None)


@dataclass
class _Draft:
    """A record in the making: what is agreed, and then the options taken. `whole` are claims taken as they are."""

    head_role: str
    order: list[str]
    answers: dict[str, Any]
    agreed: dict[str, _DraftClaim]
    whole: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, point: Point, option: Option) -> None:
        """Let the option settle the point."""
        if point.kind == "claims":
            self.answers[point.element] = option.value["answer"]
            self.whole |= option.value["claims"]
        elif point.kind == "claim":
            if option.value is not None:
                self.whole[point.claim] = option.value
        elif point.kind == "spans":
            spans = self.agreed[point.claim].spans[point.element]
            for name in option.instead_of:
                spans.pop(name, None)
            spans |= {f"{point.id}/{index}": dict(span) for index, span in enumerate(option.value)}
        else:
            self._answer(point, option.value)

    def _answer(self, point: Point, value: Any) -> None:
        holder: dict[str, Any] | None = self.answers
        if point.claim:
            claim = self.agreed[point.claim]
            holder = claim.span(point.on) if point.on else claim.answers
        if holder is not None and value not in (None, []):
            holder[point.element] = value

    @property
    def claims(self) -> dict[str, dict[str, Any]]:
        """Place → claim, in the order of the sentence."""
        made = dict(self.whole)
        for place, claim in self.agreed.items():
            spans = {role: in_order(spans.values()) for role, spans in claim.spans.items()}
            made[place] = {self.head_role: claim.head[1]} | spans | claim.answers
        return {place: made[place] for place in self.order if place in made}

    @property
    def fields(self) -> dict[str, Any]:
        """The answers and claims as annotations.jsonl has them."""
        answers = {name: answer for name, answer in self.answers.items() if answer is not None}
        return answers | ({"claims": list(self.claims.values())} if self.head_role else {})


def _draft(case: Case) -> _Draft:
    agreed = case.agreed
    claims = {
        claim.place: _DraftClaim(
            (claim.head[0], dict(claim.head[1])),
            {role: {name: dict(span) for name, span in spans.items()} for role, spans in claim.spans.items()},
            dict(claim.answers),
        )
        for claim in agreed.claims
    }
    return _Draft(agreed.head_role, list(case.places), dict(agreed.answers), claims)
