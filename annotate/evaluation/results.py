"""One row of an evaluation: an annotator, an element, and measures against gold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from annotate.agreement.elements.measurements import Measurement


class OwnVote(StrEnum):
    """What became of the vote of the annotator who is compared with gold."""

    NONE = "none"
    COUNTED = "counted"
    LEFT_OUT = "left out"


class Comparison(StrEnum):
    """What counts as right."""

    EXACT = "exact"
    RELAXED = "relaxed"
    STRICT = "strict"
    SOFT = "soft"
    ANSWERS = "answers"
    LABELS = "labels"
    MACRO = "macro"


@dataclass(frozen=True)
class Evaluated:
    """One annotator on one element.

    Attributes:
        annotator: who is compared with gold; a person or a model.
        own_vote: whether gold rests on the annotator's own vote.
        comparison: what counts as right.
        measurements: of answers accuracy and κ; else precision, recall and F1, of which macro has F1 alone.
        unresolved: how many sentences, claims or spans were left out, because gold leaves the element open there.
    """

    annotator: str
    own_vote: OwnVote
    comparison: Comparison
    measurements: tuple[Measurement, ...]
    unresolved: int

    @property
    def element(self) -> str:
        """The question, attribute or role, or "claim"."""
        return self.measurements[0].element

    def to_json(self) -> list[dict[str, Any]]:
        """One row per measure, as `--json` has it."""
        heading = {"annotator": self.annotator, "own_vote": self.own_vote, "unresolved": self.unresolved}
        return [heading | measurement.to_json() for measurement in self.measurements]
