"""Which rulings hold today, and which sentences are a conflict again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.adjudication.case import Case
from annotate.adjudication.outcome import Outcome, outcome_of, problems_with
from annotate.adjudication.rulings import Ruling
from annotate.gold.decision import Ruled
from annotate.schema.model import Schema


@dataclass(frozen=True)
class Settled:
    """A sentence that is decided: what most adjudicators made of it, and their rulings, which say the same."""

    outcome: Outcome
    rulings: tuple[Ruling, ...]

    @property
    def ruled(self) -> Ruled:
        """Who decided, and when the last of them did."""
        by = tuple(sorted(ruling.adjudicator for ruling in self.rulings))
        return Ruled(by, max(ruling.decided_at for ruling in self.rulings))


@dataclass(frozen=True)
class Standing:
    """The rulings, by what they are worth today.

    Attributes:
        settled: sentence → what was decided, by more than half of the adjudicators who decided it.
        outvoted: the rulings of the others in those sentences.
        differing: sentence → the rulings of adjudicators of whom no more than half say the same.
        unfinished: rulings of which a point is missing, or that have another problem.
        stale: rulings on what was on offer then, in sentences that are open still.
        dissolved: rulings in sentences that votes decide by now.
    """

    settled: Mapping[str, Settled]
    outvoted: tuple[Ruling, ...]
    differing: Mapping[str, tuple[Ruling, ...]]
    unfinished: tuple[Ruling, ...]
    stale: tuple[Ruling, ...]
    dissolved: tuple[Ruling, ...]

    def is_open(self, sentence: str) -> bool:
        """Whether a sentence with open points has to be decided still."""
        return sentence not in self.settled


def standing_of(rulings: Iterable[Ruling], cases: Sequence[Case], schema: Schema) -> Standing:
    """Sort rulings by what they are worth.

    Of several rulings of one adjudicator on one sentence, the last one that is not stale counts.

    Args:
        rulings: those of decisions.jsonl.
        cases: the sentences with open points today.
        schema: the schema of the annotators.
    """
    by_id = {case.sentence_id: case for case in cases}
    current: dict[str, dict[str, Ruling]] = defaultdict(dict)
    unfinished, stale, dissolved = [], [], []
    for ruling in latest(rulings, by_id, schema):
        case = by_id.get(ruling.sentence_id)
        if case is None:
            dissolved.append(ruling)
        elif is_stale(ruling, case, schema):
            stale.append(ruling)
        elif problems_with(ruling, case, schema):
            unfinished.append(ruling)
        else:
            current[ruling.sentence_id][ruling.adjudicator] = ruling
    settled: dict[str, Settled] = {}
    differing: dict[str, tuple[Ruling, ...]] = {}
    outvoted: list[Ruling] = []
    for sentence, by_adjudicator in current.items():
        decided = _decided_by_most(list(by_adjudicator.values()), by_id[sentence], schema)
        if decided is None:
            differing[sentence] = tuple(by_adjudicator.values())
        else:
            settled[sentence] = decided
            outvoted += [ruling for ruling in by_adjudicator.values() if ruling not in decided.rulings]
    return Standing(settled, tuple(outvoted), differing, tuple(unfinished), tuple(stale), tuple(dissolved))


def _decided_by_most(rulings: Sequence[Ruling], case: Case, schema: Schema) -> Settled | None:
    """What more than half of the rulings say; None if no more than half say the same."""
    outcomes = [outcome_of(ruling, case, schema) for ruling in rulings]
    sayings = [_said(outcome, schema) for outcome in outcomes]
    for outcome, saying in zip(outcomes, sayings, strict=True):
        alike = tuple(ruling for ruling, other in zip(rulings, sayings, strict=True) if other == saying)
        if len(alike) > len(rulings) / 2:
            return Settled(outcome, alike)
    return None


def latest(rulings: Iterable[Ruling], cases: Mapping[str, Case], schema: Schema) -> list[Ruling]:
    """The last ruling of each adjudicator on each sentence that is not stale, or else the last of all.

    Of two at one moment it is the one that comes later. `cases` is sentence → case.
    """
    last: dict[tuple[str, str], tuple[bool, Ruling]] = {}
    for ruling in rulings:
        key = (ruling.sentence_id, ruling.adjudicator)
        case = cases.get(ruling.sentence_id)
        holds = case is not None and not is_stale(ruling, case, schema)
        before = last.get(key)
        if before is None or (before[0], before[1].decided_at) <= (holds, ruling.decided_at):
            last[key] = (holds, ruling)
    return [ruling for _, ruling in last.values()]


def is_stale(ruling: Ruling, case: Case, schema: Schema) -> bool:
    """Whether something else was on offer when a ruling was made."""
    return ruling.offered != case.digest or ruling.schema_.digest != schema.digest


def _said(outcome: Outcome, schema: Schema) -> object:
    """What is compared of two outcomes: the claims in whichever order they come."""
    record = outcome.record
    answers = {question.name: getattr(record, question.name, None) for question in schema.sentence_questions}
    claims: Sequence[object] = getattr(record, "claims", ())
    return answers, sorted(map(repr, claims))
