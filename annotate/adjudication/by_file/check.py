"""What was filled in → rulings, or every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from annotate.adjudication.by_file.by_hand import placed
from annotate.adjudication.by_file.filled import Filled, FilledPoint, Mistake
from annotate.adjudication.by_file.sheet import offered
from annotate.adjudication.case import Case, Option, Point
from annotate.adjudication.conflicts import Conflicts, may_decide
from annotate.adjudication.outcome import choose, problems_with
from annotate.adjudication.rulings import Chosen, Ruling
from annotate.adjudication.standing import is_stale, latest
from annotate.config import Adjudicator
from annotate.schema.record import stamp
from annotate.validation import nearest


@dataclass(frozen=True)
class Checked:
    """What a file decides: new rulings, or mistakes; how many sentences are as decided before, or not decided."""

    rulings: tuple[Ruling, ...]
    mistakes: tuple[Mistake, ...]
    known: int
    empty: int


def check(
    filled: Iterable[Filled], conflicts: Conflicts, adjudicators: Sequence[Adjudicator], now: datetime, *, skip: bool
) -> Checked:
    """Make rulings of what was filled in; if anything is wrong with any of it, there are mistakes and nothing counts.

    Args:
        filled: what the file has.
        conflicts: the sentences with open points today, and what was decided before.
        adjudicators: those of the configuration.
        now: when the decisions count as made.
        skip: leave out sentences in which nothing is filled in, instead of taking them for mistakes.
    """
    people = {person.id: person for person in adjudicators}
    reader = _Reader(conflicts, people, now)
    rulings: list[Ruling] = []
    mistakes: list[Mistake] = []
    decided_before = empty = 0
    first_lines: dict[tuple[str, str], int] = {}
    for sentence in filled:
        earlier = first_lines.setdefault((sentence.sentence, sentence.adjudicator), sentence.line)
        if sentence.is_empty and skip:
            empty += 1
        elif earlier != sentence.line:
            mistakes.append(Mistake(sentence.line, f"{sentence.sentence} is decided in line {earlier} already"))
        elif problems := list(reader.problems(sentence)):
            mistakes += problems
        elif reader.is_known(ruling := reader.ruling(sentence)):
            decided_before += 1
        else:
            rulings.append(ruling)
    mistakes.sort()
    return Checked(() if mistakes else tuple(rulings), tuple(mistakes), decided_before, empty)


@dataclass(frozen=True)
class _Reader:
    conflicts: Conflicts
    people: Mapping[str, Adjudicator]
    now: datetime

    def problems(self, sentence: Filled) -> Iterator[Mistake]:
        """What is wrong with a sentence of the file, line by line."""
        case = self.conflicts.case(sentence.sentence)
        general = self._of_sentence(sentence, case)
        if general or case is None:
            yield Mistake(sentence.line, general)
            return
        of_points = list(_of_points(sentence, case)) if sentence.by_hand is None else []
        yield from of_points
        if of_points:
            return
        try:
            ruling = self.ruling(sentence)
        except ValueError as error:
            yield Mistake(sentence.line, str(error))
            return
        text = self.conflicts.text(case.sentence_id)
        for problem in problems_with(ruling, case, self.conflicts.schema, text):
            yield Mistake(sentence.line, problem)
        if self._decided_otherwise(ruling):
            yield Mistake(sentence.line, f"{sentence.adjudicator} has decided {sentence.sentence} differently before")

    def _of_sentence(self, sentence: Filled, case: Case | None) -> str:
        """Why nobody can decide a sentence of the file; empty if somebody can."""
        name = sentence.adjudicator
        person = self.people.get(name)
        if not name:
            return "there is no adjudicator"
        if person is None:
            return f"{name} is not an adjudicator in config.yaml{nearest(name, list(self.people))}"
        if case is None:
            if sentence.sentence in self.conflicts.sentences:
                return f"{sentence.sentence} is not open: its annotators agree now"
            return f"there is no sentence {sentence.sentence}"
        if not may_decide(person, case):
            return f"{name} annotated {sentence.sentence}, and config.yaml does not say `own_sentences: true`"
        if sentence.offered != offered(case):
            return f"annotations of {sentence.sentence} changed after the file was written: write it again"
        if sentence.is_empty:
            return f"{sentence.sentence} has no answer: fill it in, or leave such sentences out with --skip-empty"
        return ""

    def ruling(self, sentence: Filled) -> Ruling:
        """The ruling that was filled in.

        Raises:
            ValueError: the words of a span marked by hand are not in the sentence, or more than once.
        """
        case = self.conflicts.case(sentence.sentence)
        assert case is not None, sentence.sentence
        by_hand = None
        if sentence.by_hand is not None:
            by_hand = placed(sentence.by_hand, self.conflicts.schema, self.conflicts.text(case.sentence_id))
        return Ruling(
            sentence_id=case.sentence_id,
            adjudicator=sentence.adjudicator,
            decided_at=self.now,
            points=() if by_hand is not None else tuple(_chosen(sentence.points, case)),
            by_hand=by_hand,
            note=sentence.note,
            offered=case.digest,
            schema_=stamp(self.conflicts.schema),
        )

    def _before(self, ruling: Ruling) -> Ruling | None:
        """What the adjudicator decided about the sentence before, if that holds still."""
        case = self.conflicts.case(ruling.sentence_id)
        if case is None:
            return None
        theirs = (
            each
            for each in self.conflicts.rulings
            if (each.sentence_id, each.adjudicator) == (case.sentence_id, ruling.adjudicator)
        )
        last = next(iter(latest(theirs, {case.sentence_id: case}, self.conflicts.schema)), None)
        return last if last and not is_stale(last, case, self.conflicts.schema) else None

    def is_known(self, ruling: Ruling) -> bool:
        """Whether the adjudicator decided the same before."""
        earlier = self._before(ruling)
        same = {"decided_at": ruling.decided_at, "origin": None}
        return earlier is not None and earlier.model_copy(update=same) == ruling

    def _decided_otherwise(self, ruling: Ruling) -> bool:
        differ = ruling.sentence_id in self.conflicts.standing.differing
        return not differ and self._before(ruling) is not None and not self.is_known(ruling)


def _of_points(sentence: Filled, case: Case) -> Iterator[Mistake]:
    """Points that are unknown, answered twice, not answered or missing."""
    lines: dict[str, int] = {}
    for filled in sentence.points:
        point = case.point(filled.point)
        if filled.point in lines:
            yield Mistake(filled.line, f"the point {filled.point} is in line {lines[filled.point]} already")
        elif point is None:
            yield Mistake(filled.line, f"{sentence.sentence} has no point {filled.point}")
        else:
            yield from (Mistake(filled.line, problem) for problem in _of_answer(filled.answer, point))
        lines.setdefault(filled.point, filled.line)
    for point in case.points:
        if point.id not in lines:
            yield Mistake(sentence.line, f"the line of the point {point.id} is missing")


def _of_answer(answer: str, point: Point) -> Iterator[str]:
    letters = _letters(answer)
    known = [letter for option in point.options for letter in option.letters]
    unknown = [letter for letter in letters if letter not in known]
    if not letters:
        yield f"the point {point.id} has no answer"
    elif unknown:
        yield f"the point {point.id} has no option {unknown[0]}, only {', '.join(sorted(known))}"
    elif len(_options(letters, point)) > 1:
        yield f"the point {point.id} has two answers, {' and '.join(letters)}"


def _chosen(points: Iterable[FilledPoint], case: Case) -> Iterator[Chosen]:
    answers = {filled.point: filled.answer for filled in points}
    for point in case.points:
        yield from (choose(point, option) for option in _options(_letters(answers.get(point.id, "")), point))


def _letters(answer: str) -> list[str]:
    return answer.upper().replace(",", " ").replace("+", " ").split()


def _options(letters: Sequence[str], point: Point) -> list[Option]:
    return [option for option in point.options if set(letters) & set(option.letters)]
