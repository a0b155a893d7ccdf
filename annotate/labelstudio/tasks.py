"""Sentences ↔ the data of Label Studio tasks."""

from __future__ import annotations

from typing import Any

from annotate.corpus import Sentence
from annotate.schema import Schema

KEY = "sentence_id"


def to_task(sentence: Sentence, schema: Schema) -> dict[str, Any]:
    """A task that shows the sentence between as many neighbours as the schema asks for.

    Every variable that the labeling config names is there, if only as an empty string: the server insists on it.
    """
    context = schema.context
    return {
        "data": {
            KEY: sentence.id,
            "article_id": sentence.article_id,
            "digest": sentence.digest,
            "kind": sentence.kind,
            "before": "\n".join(sentence.before[-context.before :] if context.before else ()),
            "text": sentence.text,
            "after": "\n".join(sentence.after[: context.after]),
        }
    }


def sentence_key(task: dict[str, Any]) -> str | None:
    """The sentence a task on the server shows; None for a task that we did not make."""
    data = task.get("data")
    key = data.get(KEY) if isinstance(data, dict) else None
    return key if isinstance(key, str) else None
