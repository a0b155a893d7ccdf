"""Records → gold: one row per sentence, and the conflicts that a person must settle."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from annotate.config import GoldRules
from annotate.formats import with_format
from annotate.gold.announced import decide_together
from annotate.gold.claims import FilledClaim, Head, Judged, answered, fill_claim, vote_on_heads
from annotate.gold.decision import CERTAINTY, Decision, Status
from annotate.gold.identity import by_first
from annotate.gold.votes import Ballots
from annotate.records.aligned import first_records
from annotate.schema.model import Schema
from annotate.schema.record import Record, stamp

FORMAT = 1
"""Of the lines of gold.jsonl and conflicts.jsonl."""

ALIKE = 1000
"""How many different sentences are kept, with the gold that others like them have too."""


@dataclass(frozen=True)
class GoldRow:
    """Everything decided about one sentence.

    Attributes:
        sentence_id: the sentence.
        article_id: its article.
        annotators: who submitted it.
        answers: question → its gold answer; unresolved ones are left out.
        claims: the gold claims, in the shape of annotations.jsonl; unresolved parts are left out.
        decisions: how each came about.
        decided_at: the newest annotation that went in, UTC; None where records have no dates.
        without_decisions: the status where there was nothing to decide.
    """

    sentence_id: str
    article_id: str
    annotators: tuple[str, ...]
    answers: dict[str, Any]
    claims: tuple[dict[str, Any], ...]
    decisions: tuple[Decision, ...]
    decided_at: datetime | None = None
    without_decisions: Status = Status.UNANIMOUS

    @cached_property
    def status(self) -> Status:
        """The least certain status among the decisions."""
        return max((each.status for each in self.decisions), key=CERTAINTY.__getitem__, default=self.without_decisions)

    @cached_property
    def conflicts(self) -> tuple[Decision, ...]:
        """The decisions that a person must make."""
        return tuple(each for each in self.decisions if each.is_open)

    def at(self, sentence_id: str, article_id: str, decided_at: datetime | None) -> GoldRow:
        """The gold of another sentence of which annotators said the same; what was decided is the very same object."""
        same = (self.annotators, self.answers, self.claims, self.decisions)
        row = GoldRow(sentence_id, article_id, *same, decided_at, self.without_decisions)
        # What follows from the decisions need not be found again.
        vars(row).update(status=self.status, conflicts=self.conflicts)
        return row

    def to_json(self, schema: Schema) -> dict[str, Any]:
        """The line of gold.jsonl."""
        return {**self.heading, **self.content(schema), "schema": stamp(schema).model_dump(), **self.ending}

    @property
    def heading(self) -> dict[str, Any]:
        """How the line begins: the sentence."""
        return with_format({"sentence_id": self.sentence_id, "article_id": self.article_id}, FORMAT)

    def content(self, schema: Schema) -> dict[str, Any]:
        """What the line says about the sentence, and about all others of which annotators said the same."""
        claims = {"claims": list(self.claims)} if schema.head else {}
        decisions = [each.to_json() for each in self.decisions]
        votes = {"annotators": list(self.annotators), "decisions": decisions}
        return {"status": str(self.status), **self.answers, **claims, **votes}

    @property
    def ending(self) -> dict[str, Any]:
        """How the line ends: with the date, if there is one."""
        return {"decided_at": self.decided_at.isoformat()} if self.decided_at else {}


@dataclass(frozen=True)
class Merged:
    """What votes say of a sentence.

    Attributes:
        judged: the annotators' records, whoever annotated first coming first.
        questions: what was decided on each question about the text.
        heads: the claims that somebody marked.
        claims: what is in those that are there, by the place of the head.
    """

    judged: Judged
    questions: tuple[Decision, ...]
    heads: tuple[Head, ...]
    claims: Mapping[str, FilledClaim]

    @property
    def sentence_id(self) -> str:
        """The sentence."""
        return str(next(iter(self.judged.records.values())).sentence_id)


def make_gold(records: Iterable[Record], schema: Schema, rules: GoldRules | None = None) -> list[GoldRow]:
    """Merge the annotations of each sentence by strict majority, of presence and absence alike.

    What has no majority is unresolved, with the reason, and so is what `rules` gives to a person. Sentences that nobody
    submitted have no row. A repeated annotation by the same annotator does not vote. What annotators say of themselves
    is not voted on.

    Args:
        records: annotations of one schema.
        schema: the schema the records were made under.
        rules: what a person must decide; by default what has no majority, and what one annotator saw.

    Returns:
        rows in the order in which the sentences first occur.
    """
    return list(each_gold(first_records(records).values(), schema, rules))


def each_gold(
    sentences: Iterable[Mapping[str, Any]], schema: Schema, rules: GoldRules | None = None
) -> Iterator[GoldRow]:
    """The same for one sentence after another, each as annotator → the record that votes; only a few are kept."""
    how = rules or GoldRules()
    ballots = Ballots(schema, how)
    made: dict[Hashable, GoldRow] = {}
    what_is_said = _teller(schema)
    for by_annotator in sentences:
        judged = Judged(by_first(by_annotator), schema, how, ballots)
        # Where the same annotators say the same, gold is the same: most often that nothing is claimed.
        said = tuple((name, what_is_said(record)) for name, record in judged.records.items())
        like = made.get(said)
        if like is None:
            if len(made) == ALIKE:
                made.clear()
            made[said] = row = gold_row(_merged(judged))
        else:
            first = next(iter(by_annotator.values()))
            row = like.at(first.sentence_id, first.article_id, _newest(by_annotator.values()))
        yield row


def _teller(schema: Schema) -> Callable[[Any], Hashable]:
    """What tells of a record all that gold follows from."""
    names = [question.name for question in schema.sentence_questions if question.is_of_text]
    marked = ("claims", "unlinked") if schema.head else ()
    return attrgetter("status", *names, *marked)


def merge(records: Iterable[Record], schema: Schema, rules: GoldRules | None = None) -> Iterator[Merged]:
    """What votes say of each sentence, as `make_gold` describes it, with who marked what."""
    how = rules or GoldRules()
    ballots = Ballots(schema, how)
    for records_of in first_records(records).values():
        yield _merged(Judged(by_first(records_of), schema, how, ballots))


def _merged(judged: Judged) -> Merged:
    schema = judged.schema
    decisions = judged.ballots.vote_on_questions(judged.records)
    heads = vote_on_heads(judged)
    if schema.head and schema.claims_if:
        for place, decision in enumerate(decisions):
            if decision.element == schema.claims_if.question:
                decisions[place], heads = decide_together(decision, heads, schema.claims_if)
    there = [head for head in heads if head.decision.is_there]
    claims = {head.place: fill_claim(judged, head, number) for number, head in enumerate(there)}
    return Merged(judged, tuple(decisions), tuple(heads), claims)


def gold_row(merged: Merged) -> GoldRow:
    """The gold of a sentence."""
    records = merged.judged.records
    decisions = list(merged.questions)
    claims: list[dict[str, Any]] = []
    for head in merged.heads:
        if head.place in merged.claims:
            claim = merged.claims[head.place]
            number = len(claims)
            decisions += [each if each.claim == number else each.named(each.id, number) for each in claim.decisions]
            claims.append(claim.values)
        else:
            decisions.append(head.decision)
    first = next(iter(records.values()))
    return GoldRow(
        first.sentence_id,
        first.article_id,
        tuple(sorted(records)),
        answered(merged.questions),
        tuple(claims),
        tuple(decisions),
        _newest(records.values()),
        _agreed_on_nothing(len(records), merged.judged.rules),
    )


def _newest(records: Iterable[Record]) -> datetime | None:
    return max((date for record in records if (date := record.updated_at or record.created_at)), default=None)


def _agreed_on_nothing(annotators: int, rules: GoldRules) -> Status:
    """The status of a sentence in which nothing was asked and nobody marked anything."""
    if annotators > 1:
        return Status.UNANIMOUS
    return Status.SINGLE if rules.one == "take" else Status.UNRESOLVED


def conflict_rows(rows: Iterable[GoldRow]) -> Iterator[dict[str, Any]]:
    """The lines of conflicts.jsonl: each sentence that needs a person, with its open decisions."""
    return (conflict_row(row) for row in rows if row.conflicts)


def conflict_row(row: GoldRow) -> dict[str, Any]:
    """The line of conflicts.jsonl about a sentence that needs a person."""
    heading = {"sentence_id": row.sentence_id, "article_id": row.article_id, "annotators": list(row.annotators)}
    return with_format(heading, FORMAT) | {"conflicts": [each.to_json() for each in row.conflicts]}
