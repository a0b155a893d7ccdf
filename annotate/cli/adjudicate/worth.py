"""What decisions are worth today, in words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from annotate.counting import count, some

if TYPE_CHECKING:
    from annotate.adjudication import Ruling, Standing


def told_of(standing: Standing) -> Iterator[str]:
    """A line on each kind of decisions that gold does not use, with the sentences."""
    if standing.stale:
        are = _are(len(standing.stale))
        yield f"annotate: {are} stale: annotations changed since then, decide again: {_named(standing.stale)}"
    if standing.unfinished:
        are = _are(len(standing.unfinished))
        yield f"annotate: {are} not finished, so votes count: {_named(standing.unfinished)}"
    if standing.dissolved:
        are = _are(len(standing.dissolved))
        yield f"annotate: {are} not needed any more, because votes decide: {_named(standing.dissolved)}"
    if standing.differing:
        sentences = count(len(standing.differing), "sentence")
        who = some(
            f"{sentence} ({' and '.join(sorted(ruling.adjudicator for ruling in rulings))})"
            for sentence, rulings in standing.differing.items()
        )
        yield f"annotate: adjudicators differ on {sentences}: {who}; one of them must decide again, or a third must"
    if standing.outvoted:
        are = _are(len(standing.outvoted))
        yield f"annotate: {are} outvoted by other adjudicators: {_named(standing.outvoted)}"


def standing_counts(standing: Standing) -> dict[str, Any]:
    """The same for scripts: how many sentences are decided or differed on, and how many decisions are not used."""
    return {
        "adjudicated": len(standing.settled),
        "differing": sorted(standing.differing),
        "outvoted": _sentences(standing.outvoted),
        "unfinished": _sentences(standing.unfinished),
        "stale": _sentences(standing.stale),
        "dissolved": _sentences(standing.dissolved),
    }


def _are(number: int) -> str:
    return f"{count(number, 'decision')} {'is' if number == 1 else 'are'}"


def _named(rulings: Iterable[Ruling]) -> str:
    return some(f"{ruling.sentence_id} ({ruling.adjudicator})" for ruling in rulings)


def _sentences(rulings: Iterable[Ruling]) -> list[str]:
    return sorted({ruling.sentence_id for ruling in rulings})
