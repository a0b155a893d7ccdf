"""What a reader should know about the gold of a sentence: what is open, and what adjudicators decided against whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from annotate.adjudication.rulings import Ruling
from annotate.gold.decision import Status
from annotate.json_files import JsonObject
from annotate.report.names import isolated


class GoldNote(NamedTuple):
    """A note on the gold of a sentence: `open`, `adjudicated`, or a `note` that an adjudicator wrote."""

    kind: str
    text: str


def notes_on(gold: JsonObject, names: Mapping[str, str]) -> Iterator[GoldNote]:
    """What is open, and what was adjudicated, in the order of gold.jsonl."""
    for decision in gold["decisions"]:
        about = decision["element"]
        if decision["claim"] is not None:
            about = f"claim {decision['claim'] + 1}, {about}"
        if decision["status"] == Status.UNRESOLVED:
            yield GoldNote("open", f"{about}: {decision.get('reason', '')} ({_votes(decision, names)})")
        elif decision["status"] == Status.ADJUDICATED:
            by = ", ".join(isolated(names[name]) for name in decision.get("adjudicators", ()))
            yield GoldNote("adjudicated", f"{about}: {_answer(decision)}, decided by {by} ({_votes(decision, names)})")


def written_notes(rulings: Iterable[Ruling], names: Mapping[str, str]) -> Iterator[GoldNote]:
    """What adjudicators wrote about a sentence."""
    yield from (
        GoldNote("note", f"{isolated(names[ruling.adjudicator])}: {ruling.note}") for ruling in rulings if ruling.note
    )


def _votes(decision: JsonObject, names: Mapping[str, str]) -> str:
    if decision["kind"] in ("claim", "span"):
        marked = [isolated(names[name]) for name, place in decision["who"].items() if place is not None]
        return f"marked by {', '.join(sorted(marked)) or 'nobody'}"
    answers = sorted((isolated(names[name]), _words(answer)) for name, answer in decision["who"].items())
    return "; ".join(f"{name}: {answer}" for name, answer in answers)


def _answer(decision: JsonObject) -> str:
    if decision["kind"] in ("claim", "span"):
        return "not there" if decision["value"] is None else "there"
    return _words(decision["value"])


def _words(answer: Any) -> str:
    if isinstance(answer, list):
        return ", ".join(isolated(str(label)) for label in answer) or "no answer"
    return "no answer" if answer is None else isolated(str(answer))
