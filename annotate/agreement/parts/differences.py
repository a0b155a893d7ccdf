"""Every measure of one part of the data against the same measure of another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from annotate.agreement.elements.measurements import Measurement, attempt
from annotate.agreement.results.difference import difference, smaller_counts
from annotate.agreement.results.names import difference_name
from annotate.agreement.results.resampling import Resampling


def differences(
    first: Iterable[Measurement],
    second: Iterable[Measurement],
    by: str,
    group: str,
    resampling: Resampling | None = None,
) -> list[Measurement]:
    """How much higher each measure of `first` is than the same one of `second`, with paired resamples.

    Args:
        first: rows of one part, computed with articles.
        second: rows of another, with articles called by the same names; what is measured in one only is left out.
        by: as in `Measurement`.
        group: as in `Measurement`.
        resampling: resamples and seed.
    """
    reference = {(row.element, row.agreement.measure): row for row in second}
    rows = []
    for row in first:
        other = reference.get((row.element, row.agreement.measure))
        if other:
            one, two = row.agreement, other.agreement
            counts = smaller_counts(one, two)
            agreement = attempt(
                difference_name(one.measure), partial(difference, one, two, resampling=resampling), counts
            )
            basis = row.basis if row.basis == other.basis else ""
            rows.append(Measurement(row.element, row.kind, agreement, basis, by, group))
    return rows
