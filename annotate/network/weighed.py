"""Counts of statements, and the weights that a network makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from annotate.network.choice import NetworkChoice
from annotate.network.counts import StatementCounts
from annotate.network.matrices import Floats


@dataclass(frozen=True)
class Weighed:
    """Counts, and how weights are made of them: `scale` has the numbers of the qualifier's values."""

    counts: StatementCounts
    choice: NetworkChoice
    scale: tuple[float, ...]

    @cached_property
    def matrix(self) -> Floats:
        """The weights, shape (actors, actors) or (actors, concepts)."""
        return self.weights(self.counts.total)

    def weights(self, total: Floats) -> Floats:
        """The weights of other counts of shape (actors, concepts, values)."""
        return self.choice.weights(total, self.scale)
