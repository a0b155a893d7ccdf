"""What an adjudicator is asked of a schema: all that is about the text."""

from __future__ import annotations

from typing import TypeVar

from annotate.schema.described import Answerable
from annotate.schema.model import Schema

Asked = TypeVar("Asked", bound=Answerable)


def of_text(schema: Schema) -> Schema:
    """The schema without what annotators answer about themselves, which nobody can answer for them."""
    questions = tuple(map(_if_of_text, schema.questions))
    if schema.claim is None:
        return schema.model_copy(update={"questions": questions})
    claim = schema.claim.model_copy(update={"attributes": tuple(map(_if_of_text, schema.claim.attributes))})
    return schema.model_copy(update={"questions": questions, "claim": claim})


def _if_of_text(element: Asked) -> Asked:
    return element.model_copy(update={"enabled": element.enabled and element.is_of_text})
