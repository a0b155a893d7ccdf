"""The recipe of a measure: what it takes to compute the same number again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotate import __version__

Settings = Mapping[str, str | int]
"""The settings of a measure, by name, in the order in which they are printed: level, labels, weights."""


class Counts(NamedTuple):
    """What a measure rests on.

    Attributes:
        units: how many units entered, each with the judgements the measure needs.
        annotators: how many annotators judged one of them.
        judgements: how many answers, spans or claims entered.
    """

    units: int
    annotators: int
    judgements: int


@dataclass(frozen=True)
class Recipe:
    """How a measure was computed.

    Attributes:
        measure: its name.
        settings: its settings.
        units: as in `Counts`.
        annotators: as in `Counts`.
        resampling: how its interval was made: `resample` is the unit, then come the numbers of the method.
        repeated: whether first and second answers of the same annotators were compared.
        version: of this package.
    """

    measure: str
    settings: Settings
    units: int
    annotators: int
    resampling: Settings
    repeated: bool = False
    version: str = field(default=__version__)

    def __str__(self) -> str:
        """The signature: `alpha|level:nominal|units:412|annotators:3|resample:article|b:1000|seed:1|version:0.2.0`."""
        counts: Settings = {"units": self.units, "annotators": self.annotators}
        parts = [
            self.measure,
            *_parts(self.settings),
            *_parts(counts),
            *(["repeated"] if self.repeated else []),
            *_parts(self.resampling),
            f"version:{self.version}",
        ]
        return "|".join(parts)


def _parts(settings: Settings) -> list[str]:
    return [f"{name}:{value}" for name, value in settings.items()]
