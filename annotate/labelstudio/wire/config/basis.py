"""What all parts of a labeling page are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotate.labelstudio.wire.config.parts import WhenChosen
from annotate.labelstudio.wire.controls import HOW_MANY, control_name
from annotate.schema import Schema
from annotate.schema.changes import Answer
from annotate.schema.keys import CHORDS, chord, page_keys
from annotate.schema.numbers import ClaimNumbers, announcing, claim_numbers
from annotate.schema.phrases import Phrases, phrases


@dataclass(frozen=True)
class Basis:
    """A schema, how many claims its page has room for, which labels announce them, and the keys of its answers.

    `chords` are what is held down with a key for answers about the sentence or the first claim, the second, the third.
    A page that is not always seen requires no answers about spans, because Label Studio asks for them out of sight too.
    """

    schema: Schema
    claims: int
    numbers: ClaimNumbers | None
    words: Phrases
    keys: Mapping[Answer, str]
    actors: Mapping[str, str] = field(repr=False)
    chords: Sequence[str] = CHORDS
    is_always_seen: bool = True

    def within(self) -> Basis:
        """The same as a part of another page, which has the single keys and shows it only sometimes."""
        return replace(self, chords=CHORDS[1:], is_always_seen=False)

    def key(self, answer: Answer, claim: int = 1) -> str:
        """What to press for an answer, one about a claim with its number; empty if there is nothing."""
        return chord(self.keys.get(answer, ""), claim, self.chords)

    def when_claims(self, at_least: int) -> WhenChosen:
        """While so many claims, or more, are announced."""
        labels = self.numbers.labels if self.numbers else {}
        return self._when([label for label, number in labels.items() if number >= at_least])

    def when_no_claims(self) -> WhenChosen | None:
        """While it is said that there is none; None if nothing says it."""
        if question := announcing(self.schema):
            labels = self.numbers.labels if self.numbers else {}
            others = [label for label in self.schema.labels_of(question) if label not in labels]
        else:
            others = ["0"]
        return self._when(others) if others else None

    def _when(self, labels: list[str]) -> WhenChosen:
        question = announcing(self.schema)
        return WhenChosen(control_name(question.element) if question else HOW_MANY, tuple(labels))


def make_basis(schema: Schema, claims: int = 0) -> Basis:
    """The basis of a page with room for as many claims as the schema says, or for `claims` if these are more."""
    numbers = claim_numbers(schema, claims)
    room = max(numbers.labels.values()) if numbers else 0
    actors = {actor.id: actor.name for actor in schema.register.actors}
    return Basis(schema, room, numbers, phrases(schema.language), page_keys(schema), actors)
