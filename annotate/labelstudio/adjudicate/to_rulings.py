"""What adjudicators submitted → rulings; what decides nothing is kept with its reasons, and everything is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from annotate.adjudication.asked import of_text
from annotate.adjudication.rulings import Chosen, Ruling
from annotate.config import Adjudicator
from annotate.json_files import JsonObject
from annotate.labelstudio.pull.watch import NOBODY
from annotate.labelstudio.wire.case_tasks import Turn, task_turn
from annotate.labelstudio.wire.decided import Decided, parse_decision
from annotate.labelstudio.wire.remote_tasks import task_link
from annotate.labelstudio.wire.tasks import annotations_of, sentence_key, task_article, task_data
from annotate.labelstudio.wire.times import read_time, saved_last, when_saved
from annotate.schema import Schema, record_model
from annotate.schema.record import Origin
from annotate.validation import first_problem


class Reader(NamedTuple):
    """What it takes to read decisions.

    `users` is user id → e-mail address; `annotated` is sentence → who annotated it.
    """

    url: str
    users: Mapping[int, str]
    adjudicators: Mapping[str, Adjudicator]
    annotated: Mapping[str, frozenset[str]]
    schema: Schema

    def person(self, user: Any) -> str:
        """Whom a user of the server is called: an adjudicator's id, or else an e-mail address."""
        email = self.users.get(user) if type(user) is int else None
        if email is None:
            return NOBODY if user is None else f"user {user}"
        return next((each.id for each in self.adjudicators.values() if each.email == email), email)


class ReadDecision(NamedTuple):
    """One annotation, as it came and as it was read; `problems` say why it decides nothing."""

    adjudicator: str
    annotation: JsonObject
    origin: Origin
    sentence: str
    turn: Turn | None
    decided: Decided
    at: datetime
    is_skipped: bool

    @property
    def is_valid(self) -> bool:
        """Whether it decides something."""
        return not self.is_skipped and not self.decided.problems

    def to_json(self) -> JsonObject:
        """What rejected-decisions.jsonl says of it."""
        row = {"sentence_id": self.sentence, "adjudicator": self.adjudicator, "problems": self.decided.problems}
        return row | {"origin": self.origin.model_dump(), "raw": self.annotation}


def read_decisions(tasks: Iterable[tuple[int, JsonObject]], reader: Reader) -> Iterator[ReadDecision]:
    """Each annotation of the adjudicators' projects; of several of one person for one task, only the last counts."""
    for project, task in tasks:
        annotations = [each for each in annotations_of(task) if isinstance(each, dict)]
        by_person: dict[str, list[JsonObject]] = defaultdict(list)
        for annotation in annotations:
            if not annotation.get("was_cancelled"):
                by_person[reader.person(annotation.get("completed_by"))].append(annotation)
        last = {person: saved_last([when_saved(each) for each in theirs]) for person, theirs in by_person.items()}
        for annotation in annotations:
            decision = _read(reader, project, task, annotation)
            if not decision.is_skipped and last[decision.adjudicator].number != annotation["id"]:
                decision.decided.problems.append("the same adjudicator decided it again later")
            yield decision


def to_rulings(decisions: Iterable[ReadDecision]) -> list[Ruling]:
    """The rulings of valid decisions: the turns of a sentence together, in the order in which they were made."""
    by_case: dict[tuple[str, str, str], list[ReadDecision]] = defaultdict(list)
    for decision in decisions:
        if decision.is_valid and decision.turn:
            by_case[decision.sentence, decision.adjudicator, decision.turn.offered].append(decision)
    rulings = [_ruling(sorted(those, key=lambda decision: decision.at)) for those in by_case.values()]
    return sorted(rulings, key=lambda ruling: (ruling.decided_at, ruling.sentence_id))


def _read(reader: Reader, project: int, task: JsonObject, annotation: JsonObject) -> ReadDecision:
    person, turn = reader.person(annotation.get("completed_by")), task_turn(task)
    link = task_link(reader.url, project, task["id"])
    origin = Origin(project=project, task=task["id"], annotation=annotation["id"], url=link)
    moment = read_time(annotation.get("updated_at")) or read_time(annotation.get("created_at"))
    sentence = sentence_key(task) or ""
    is_skipped = bool(annotation.get("was_cancelled"))
    decided = Decided()
    if not is_skipped:
        decided = _decided(reader, task, turn, annotation.get("result"))
        decided.problems += _problems_with(reader, person, sentence)
    at = moment or datetime.fromtimestamp(0, UTC)
    return ReadDecision(person, annotation, origin, sentence, turn, decided, at, is_skipped)


def _decided(reader: Reader, task: JsonObject, turn: Turn | None, result: object) -> Decided:
    if turn is None:
        problem = "`annotate adjudicate push` did not make this task, or it was changed on the server"
        return Decided(problems=[problem])
    text = task_data(task)["text"]
    decided = parse_decision(result, turn, text, reader.schema)
    if decided.by_hand is not None and not decided.problems:
        asked = of_text(reader.schema)
        row: JsonObject = {
            "sentence_id": turn.sentence_id,
            "article_id": task_article(task),
            "annotator": "adjudicator",
        }
        row |= {"status": "submitted", "schema": turn.schema.model_dump()} | decided.by_hand
        try:
            record_model(asked).model_validate(row, context={"sentence": text})
        except ValidationError as error:
            where, what = first_problem(error, record_model(asked))
            decided.problems.append(f"{where}: {what}" if where else what)
    return decided


def _problems_with(reader: Reader, person: str, sentence: str) -> Iterator[str]:
    adjudicator = reader.adjudicators.get(person)
    if adjudicator is None:
        yield f"{person} is not an adjudicator in config.yaml"
    elif person in reader.annotated.get(sentence, ()) and not adjudicator.own_sentences:
        yield f"{person} annotated this sentence, and config.yaml does not allow it with `own_sentences: true`"


def _ruling(decisions: list[ReadDecision]) -> Ruling:
    last = decisions[-1]
    turn = last.turn
    assert turn is not None
    marked = [decision.decided.by_hand for decision in decisions if decision.decided.by_hand is not None]
    by_hand = marked[-1] if marked else None
    chosen = {point: option for decision in decisions for point, option in decision.decided.chosen.items()}
    turns = [decision.turn for decision in decisions if decision.turn]
    values = {point: options for asked in turns for point, options in asked.points.items()}
    return Ruling(
        sentence_id=last.sentence,
        adjudicator=last.adjudicator,
        decided_at=last.at,
        points=()
        if by_hand is not None
        else tuple(Chosen(point=point, option=option, value=values[point][option]) for point, option in chosen.items()),
        by_hand=by_hand,
        note="\n".join(dict.fromkeys(decision.decided.note for decision in decisions if decision.decided.note)),
        offered=turn.offered,
        schema_=turn.schema,
        origin=last.origin,
    )
