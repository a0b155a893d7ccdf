"""Records → gold: one row a sentence, and the conflicts that a person must settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotate.formats import with_format
from annotate.gold.claims import decide_claims
from annotate.gold.decision import Decision, Status, vote
from annotate.records.aligned import first_records
from annotate.schema.model import Schema
from annotate.schema.record import Record

FORMAT = 1
"""Of the lines of gold.jsonl and conflicts.jsonl."""
_WORST_FIRST = list(reversed(Status))


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
    """

    sentence_id: str
    article_id: str
    annotators: tuple[str, ...]
    answers: dict[str, Any]
    claims: tuple[dict[str, Any], ...]
    decisions: tuple[Decision, ...]
    decided_at: datetime | None = None

    @property
    def status(self) -> Status:
        """The least certain status among the decisions."""
        agreed = Status.UNANIMOUS if len(self.annotators) > 1 else Status.UNRESOLVED
        return min((each.status for each in self.decisions), key=_WORST_FIRST.index, default=agreed)

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """The decisions that a person must make."""
        return tuple(each for each in self.decisions if each.status == Status.UNRESOLVED)

    def to_json(self, schema: Schema) -> dict[str, Any]:
        """The line of gold.jsonl."""
        row = with_format(
            {"sentence_id": self.sentence_id, "article_id": self.article_id, "status": self.status}, FORMAT
        )
        row |= self.answers
        if schema.head:
            row["claims"] = list(self.claims)
        row |= {"annotators": list(self.annotators), "decisions": [each.to_json() for each in self.decisions]}
        return row | ({"decided_at": self.decided_at.isoformat()} if self.decided_at else {})


def make_gold(records: Iterable[Record], schema: Schema) -> list[GoldRow]:
    """Merge the annotations of each sentence by strict majority.

    Nothing is decided silently: ties, and sentences that one annotator saw, are unresolved, with the reason. Sentences
    that nobody submitted have no row. A repeated annotation by the same annotator does not vote. What annotators say of
    themselves is not voted on.

    Args:
        records: annotations of one schema.
        schema: the schema the records were made under.

    Returns:
        rows in the order in which the sentences first occur.
    """
    return [_row(records_of, schema) for records_of in first_records(records).values()]


def _row(records: dict[str, Any], schema: Schema) -> GoldRow:
    decisions = [
        vote(question, "question", {name: getattr(record, question.name) for name, record in sorted(records.items())})
        for question in schema.sentence_questions
        if question.is_of_text
    ]
    answers = {decision.element: decision.value for decision in decisions if decision.value not in (None, [])}
    claims, more = decide_claims(records, schema)
    first = next(iter(records.values()))
    dates = [date for record in records.values() if (date := record.updated_at or record.created_at)]
    return GoldRow(
        first.sentence_id,
        first.article_id,
        tuple(sorted(records)),
        answers,
        tuple(claims),
        (*decisions, *more),
        max(dates, default=None),
    )


def conflict_rows(rows: Iterable[GoldRow]) -> Iterator[dict[str, Any]]:
    """The lines of conflicts.jsonl: each sentence that needs a person, with its open decisions."""
    for row in rows:
        if row.conflicts:
            heading = {"sentence_id": row.sentence_id, "article_id": row.article_id, "annotators": list(row.annotators)}
            yield with_format(heading, FORMAT) | {"conflicts": [each.to_json() for each in row.conflicts]}
