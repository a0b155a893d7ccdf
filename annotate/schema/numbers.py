"""How many claims a sentence has, as the labeling page asks it.

The question that `claims_if` names is asked with a label for each number of claims. A schema without such a question
gets one of the page's own, HOW_MANY, which is in no record.
"""

from __future__ import annotations

from typing import NamedTuple

from annotate.schema.described import Answerable, Question
from annotate.schema.elements import Element
from annotate.schema.model import Schema

MANY_LABELS = 12
"""With more labels, or with actors, a question is a list to search in."""
HOW_MANY = Element("question", "claims")  # no question of a schema can be called claims
_COUNTED = " ×"


class ClaimNumbers(NamedTuple):
    """The question that says how many claims there are, and how many each of its labels says."""

    element: Element
    labels: dict[str, int]


def is_searched(element: Answerable) -> bool:
    """Whether a question is a list to search in."""
    return element.actors or len(element.labels) > MANY_LABELS


def announcing(schema: Schema) -> Question | None:
    """The schema's own question that says how many claims there are; None if it has none.

    One that takes several answers at once cannot say it.
    """
    if not (schema.head and schema.claims_if):
        return None
    name = schema.claims_if.question
    question = next((each for each in schema.sentence_questions if each.name == name), None)
    return question if question and question.level != "set" and not is_searched(question) else None


def claim_numbers(schema: Schema, claims: int = 0) -> ClaimNumbers | None:
    """The question on a page with room for so many claims, or for as many as the schema has; None without claims."""
    if not (schema.claim and schema.head):
        return None
    most = max(claims, schema.claim.at_most)
    if question := announcing(schema):
        label = schema.claims_if.label if schema.claims_if else ""
        return ClaimNumbers(question.element, {counted(label, number): number for number in range(1, most + 1)})
    return ClaimNumbers(HOW_MANY, {str(number): number for number in range(most + 1)})


def counted(label: str, claims: int) -> str:
    """The announcing label as the page submits it for so many claims: yes, yes ×2, yes ×3."""
    return f"{label}{_COUNTED}{claims}" if claims > 1 else label


def without_count(label: str) -> tuple[str, int]:
    """What `counted` was given."""
    name, sign, number = label.rpartition(_COUNTED)
    return (name, int(number)) if sign and number.isdecimal() and int(number) > 1 else (label, 1)
