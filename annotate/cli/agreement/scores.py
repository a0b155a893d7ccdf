"""How near annotators come to gold, as a person reads it, at 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from annotate.cli.agreement.tables import bounds, print_notes, rounded
from annotate.cli.table import filled, print_table
from annotate.counting import count

if TYPE_CHECKING:
    from annotate.agreement import Agreement
    from annotate.evaluation import Evaluated, Evaluation
    from annotate.evaluation.evaluate import Coverage

Line = tuple[str, ...]
_WIDEST = 19
_LEFT_OUT = "compared with gold that was made again without the annotator's own vote"


def print_scores(evaluation: Evaluation, *, every: bool) -> None:
    """Spans and claims, then answers.

    Without `every`, those of the main measures, and where gold was made again without an annotator's vote, that alone.
    """
    from annotate.evaluation import Comparison, OwnVote

    rows = evaluation.rows if every else _main(evaluation.rows)
    answers = [row for row in rows if row.comparison == Comparison.ANSWERS]
    marked = [row for row in rows if row.comparison != Comparison.ANSWERS]
    if marked:
        headings = ("spans, claims", "precision", "recall", "F1", "95 % CI", "units", "open")
        print_table(headings, _blocks(marked, _of_marked, len(headings)))
    if answers:
        headings = ("answers", "accuracy", "95 % CI", "κ", "95 % CI", "units", "open")
        print_table(headings, _blocks(answers, _of_answers, len(headings)), narrow=True)
    print_notes(_notes(rows, every=every))
    print_notes(_coverage(evaluation.compared))
    left_out = dict.fromkeys(row.annotator for row in rows if row.own_vote == OwnVote.LEFT_OUT)
    if left_out:
        print(filled(f"{'; '.join(left_out)}: {_LEFT_OUT}", "  "))
    if any(row.own_vote == OwnVote.COUNTED for row in rows):
        print("voted: the annotator's own vote helped to make the gold")
    print("open: sentences, claims or spans left out, because gold leaves them open")


def _main(rows: Sequence[Evaluated]) -> list[Evaluated]:
    from annotate.evaluation import Comparison, OwnVote

    made_again = {row.annotator for row in rows if row.own_vote == OwnVote.LEFT_OUT}
    return [
        row
        for row in rows
        if row.comparison in (Comparison.EXACT, Comparison.SOFT, Comparison.ANSWERS)
        and not (row.own_vote == OwnVote.COUNTED and row.annotator in made_again)
    ]


def _blocks(rows: Sequence[Evaluated], cells: Callable[[Evaluated], Line], columns: int) -> list[Line]:
    """The annotators below each element, so that they can be compared."""
    from annotate.evaluation import Comparison

    blocks: dict[str, list[Line]] = {}
    for row in rows:
        how = "" if row.comparison == Comparison.ANSWERS else f", {row.comparison}"
        heading = _fitted(f"{row.element}{how}")
        units = str(row.measurements[-1].agreement.units)
        blocks.setdefault(heading, []).append((f"  {_who(row)}", *cells(row), units, str(row.unresolved)))
    return [line for heading, lines in blocks.items() for line in ((heading, *("",) * (columns - 1)), *lines)]


def _who(row: Evaluated) -> str:
    from annotate.evaluation import OwnVote

    voted = ", voted" if row.own_vote == OwnVote.COUNTED else ""
    return _fitted(row.annotator, _WIDEST - 2 - len(voted)) + voted


def _fitted(name: str, widest: int = _WIDEST) -> str:
    """The name, without its middle if it is too long."""
    return name if len(name) <= widest else f"{name[: widest // 2]}…{name[1 + widest // 2 - widest :]}"


def _of_marked(row: Evaluated) -> Line:
    *others, f1 = (measurement.agreement for measurement in row.measurements)
    precision, recall = map(_value, others) if others else ("", "")
    return precision, recall, _value(f1), bounds(f1)


def _of_answers(row: Evaluated) -> Line:
    accuracy, kappa = (measurement.agreement for measurement in row.measurements)
    return _value(accuracy), bounds(accuracy), _value(kappa), bounds(kappa)


def _value(agreement: Agreement) -> str:
    return "–" if agreement.value is None else rounded(agreement.value)


def _notes(rows: Sequence[Evaluated], *, every: bool) -> Iterator[tuple[str, str]]:
    """What to keep in mind of the values whose intervals are shown, and why others are undefined."""
    from annotate.evaluation import Comparison

    for row in rows:
        how = f" ({row.comparison})" if every and row.comparison != Comparison.ANSWERS else ""
        for number, measurement in enumerate(row.measurements, 1):
            agreement = measurement.agreement
            has_interval = row.comparison == Comparison.ANSWERS or number == len(row.measurements)
            for note in (agreement.reason, *(agreement.notes if has_interval else ())):
                if note:
                    yield f"{row.element}{how} of {_who(row)}", note


def _coverage(compared: Mapping[str, Coverage]) -> Iterator[tuple[str, str]]:
    """Which sentences could not be compared, or not without the annotator's own vote."""
    for annotator, one in compared.items():
        if one.not_annotated:
            yield annotator, f"{count(one.not_annotated, 'sentence')} of the gold not annotated"
        if one.without_gold:
            yield annotator, f"{count(one.without_gold, 'annotated sentence')} not in the gold"
        if without := one.without_vote:
            for number, why in (
                (without.adjudicated, "were decided by an adjudicator, and stay as they are"),
                (without.alone, "have no other vote, so there is no gold without the annotator's own"),
                (without.without_records, "cannot be made again: records of others who voted are not here"),
            ):
                if number:
                    yield annotator, f"{count(number, 'sentence')} of the gold {why}"
