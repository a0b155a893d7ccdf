"""What a task shows around its sentence: its place in the round, its article, and the neighbours of the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.allocation.plan import Assignment, Plan
from annotate.corpus import SegmentKind, Sentence
from annotate.labelstudio.wire.tasks import Around
from annotate.schema import Schema
from annotate.schema.phrases import phrases

CONTEXT: tuple[SegmentKind, ...] = ("prose", "heading")
"""What helps to understand a sentence: a byline or an advertisement does not."""
_TITLE = 70
Places = Mapping[tuple[str, int], Sentence]


def by_place(sentences: Sequence[Sentence]) -> Places:
    """The sentences by article and number."""
    return {(sentence.article_id, sentence.index): sentence for sentence in sentences}


def around(sentence: Sentence, places: Places, schema: Schema, progress: str) -> Around:
    """What is shown around a sentence."""
    before = _neighbours(sentence, places, -1, schema.context.before)
    return Around(progress, before[::-1], _neighbours(sentence, places, 1, schema.context.after))


def progress_in(plan: Plan, assignee: str, articles: Mapping[str, str], schema: Schema) -> dict[Assignment, str]:
    """How far the annotator is with each assignment of the round; `articles` are those of sentences, by their ids."""
    words = phrases(schema.language)
    rounds: dict[int, list[Assignment]] = {}
    for assignment in plan.assignments.get(assignee, ()):
        rounds.setdefault(plan.rounds[assignment.sentence], []).append(assignment)
    lines: dict[Assignment, str] = {}
    for assignments in rounds.values():
        order = list(
            dict.fromkeys(
                articles[assignment.sentence] for assignment in assignments if assignment.sentence in articles
            )
        )
        for number, assignment in enumerate(assignments, 1):
            parts = [words.number_of.format(number=number, total=len(assignments))]
            if assignment.sentence in articles:
                place = order.index(articles[assignment.sentence]) + 1
                parts.append(words.article_of.format(number=place, total=len(order)))
            lines[assignment] = " · ".join(parts)
    return lines


def described(sentence: Sentence) -> str:
    """The article's title, source and date, as far as they are known."""
    title, source, date = (str(sentence.article.get(part) or "").strip() for part in ("title", "source", "date"))
    title = f"{title[: _TITLE - 1]}…" if len(title) > _TITLE else title
    return ", ".join(part for part in (title and f"“{title}”", source, date[:10]) if part)


def _neighbours(sentence: Sentence, places: Places, step: int, wanted: int) -> list[str]:
    """The texts of the next segments that are context, nearest first."""
    texts: list[str] = []
    # Of a segment that is not in the workspace, because sentences were selected, the sentence itself knows the text.
    carried = sentence.before[::-1] if step < 0 else sentence.after
    for distance in range(1, len(places) + len(carried) + 1):
        neighbour = places.get((sentence.article_id, sentence.index + step * distance))
        if len(texts) == wanted or (neighbour is None and distance > len(carried)):
            break
        if neighbour is None:
            texts.append(carried[distance - 1])
        elif neighbour.kind in CONTEXT:
            texts.append(neighbour.text)
    return texts
