"""Sentences ↔ the data of Label Studio tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotate.allocation.plan import Assignment
from annotate.corpus import KINDS, Sentence, digest
from annotate.corpus.sentences import inconsistent_field
from annotate.errors import RecordError
from annotate.labelstudio.wire.controls import TEXT
from annotate.schema import Schema
from annotate.sentence_id import SentenceId

KEY = "sentence_id"
ROUND = "round"
REPEAT = "repeat"
ARTICLE = "article_id"
DIGEST = "digest"
PROGRESS = "progress"
NOT_OURS = "not_ours"  # why a task that we did not make belongs to no sentence


class Around(NamedTuple):
    """What a task shows around its sentence: how far the annotator is, and the neighbours in their order."""

    progress: str
    before: Sequence[str]
    after: Sequence[str]


def to_task(
    sentence: Sentence, schema: Schema, round_number: int = 1, repeat: int = 0, around: Around | None = None
) -> dict[str, Any]:
    """A task that shows the sentence between as many neighbours as the schema asks for, or with what is `around` it.

    Every variable that the labeling config names is there, if only as an empty string: the server insists on it.
    """
    context = schema.context
    again = {REPEAT: repeat} if repeat else {}
    before = sentence.before[-context.before :] if context.before else ()
    around = around or Around("", before, sentence.after[: context.after])
    return {
        "data": {
            KEY: sentence.id,
            ARTICLE: sentence.article_id,
            DIGEST: sentence.digest,
            "kind": sentence.kind,
            ROUND: round_number,
            **again,
            PROGRESS: around.progress,
            "before": "\n".join(around.before),
            TEXT: sentence.text,
            "after": "\n".join(around.after),
        }
    }


def task_data(task: dict[str, Any]) -> dict[str, Any]:
    """The variables of a task on the server; none if its data is not an object."""
    data = task.get("data")
    return data if isinstance(data, dict) else {}


def annotations_of(task: dict[str, Any]) -> list[Any]:
    """What is under a task's annotations, which in a broken export may be anything."""
    found = task.get("annotations")
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def sentence_key(task: dict[str, Any]) -> str | None:
    """The sentence a task on the server was made for; None for a task that we did not make, which has no digest."""
    key = task_data(task).get(KEY)
    return key if isinstance(key, str) and task_digest(task) is not None else None


def is_pushed(task: dict[str, Any]) -> bool:
    """Whether a push made a task, known by the digest of its text: tasks of others have keys with our names too."""
    text = task_data(task).get(TEXT)
    return sentence_key(task) is not None and isinstance(text, str) and task_digest(task) == digest(text)


def shown_sentence(task: dict[str, Any]) -> Sentence | None:
    """The sentence that a pushed task shows, with what the task tells of it.

    None for other tasks, and if the text cannot be at the place that the task names.
    """
    if not is_pushed(task):
        return None
    data = task_data(task)
    try:
        place = SentenceId.parse(data[KEY])
    except RecordError:
        return None
    kind = data.get("kind")
    sentence = Sentence(
        data[KEY],
        task_article(task),
        0,
        place.start,
        place.end,
        data[TEXT],
        kind if kind in KINDS else "prose",
        0,
        (),
        (),
        {},
        data[DIGEST],
    )
    return None if inconsistent_field(sentence) else sentence


def task_article(task: dict[str, Any]) -> str:
    """The article of the sentence that a task shows; empty if the task does not say."""
    return str(task_data(task).get(ARTICLE, ""))


def task_assignment(task: dict[str, Any]) -> Assignment | None:
    """The assignment that a task on the server shows; None for a task that we did not make."""
    sentence = sentence_key(task)
    return None if sentence is None else Assignment(sentence, _number(task, REPEAT) or 0)


def task_round(task: dict[str, Any]) -> int | None:
    """The round a task on the server belongs to; None if it does not say."""
    return _number(task, ROUND)


def task_digest(task: dict[str, Any]) -> str | None:
    """The digest of the text that a task was made with; None if it does not say."""
    text = task_data(task).get(DIGEST)
    return text if isinstance(text, str) else None


def _number(task: dict[str, Any], name: str) -> int | None:
    value = task_data(task).get(name)
    return value if type(value) is int and value >= 0 else None
