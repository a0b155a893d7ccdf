"""Krippendorff's alpha at each level of measurement, from sums that add up over articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients import distance
from annotate.agreement.coefficients.codes import refuse_alone
from annotate.agreement.coefficients.patterns import Patterns, as_codes, find_patterns
from annotate.agreement.results.agreement import Agreement, conclude
from annotate.agreement.results.resampling import Resampling, per
from annotate.agreement.results.scales import LOG
from annotate.agreement.results.sums import Bearing, Estimate, Estimator, Floats, Sums, as_articles
from annotate.errors import InsufficientData
from annotate.records.no_answer import NO_ANSWER

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Metric = Literal["nominal", "ordinal", "interval", "masi", "jaccard"]
"""How far two answers are apart; sets at the level of sets, by their common members in one of two ways."""
_OF_SETS = ("masi", "jaccard")


def alpha(
    codes: ArrayLike,
    level: Metric = "nominal",
    *,
    labels: Sequence[Any] | None = None,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Krippendorff's alpha for any number of annotators, with missing judgements.

    Args:
        codes: shape (annotators, units), int; -1 marks a missing judgement.
        level: how answers differ. Ordinal takes codes in the order of the scale; "masi" and "jaccard" compare sets.
        labels: what code 0, 1, 2 … means: numbers for "interval" (default the code itself), sets for "masi"
            and "jaccard", else names. If the last is NO_ANSWER, it is a label for "nominal", and for "ordinal" one that
            is as far from each step of the scale as its ends are from each other.
        articles: shape (units,), int; the article of each unit. Without it, units are resampled.
        resampling: resamples and seed.

    Returns:
        Agreement: 1 for perfect, 0 for chance level, negative for systematic disagreement. `observed` and
        `expected` are disagreements; `judgements` counts only those in units judged twice or more.

    Raises:
        InsufficientData: one annotator, no unit judged twice, or one answer only; or a level, labels or articles that
            do not fit the codes.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability; (2019) Content Analysis, 4th ed., ch. 12.
    """
    array = as_codes(codes)
    sums, patterns = _alpha_sums(array, level, labels, as_articles(articles, array.shape[1]))
    if np.isnan(sums.estimate.value):
        raise InsufficientData(
            f"every judgement{_where(array, patterns)} is {_only_label(patterns, labels)}",
            "alpha needs two different answers; otherwise there is nothing to agree on",
        )
    return conclude(
        f"alpha_{level}" if level in _OF_SETS else "alpha",
        sums,
        per("unit", articles, resampling),
        patterns.entered,
        {"level": "set" if level in _OF_SETS else level},
    )


def _alpha_sums(
    codes: NDArray[np.integer], level: Metric, labels: Sequence[Any] | None, articles: NDArray[Any] | None
) -> tuple[Sums, Patterns]:
    """The additive statistics of alpha, and the patterns of the units judged twice or more."""
    _check_labels(int(codes.max(initial=-1)), level, labels)
    refuse_alone(len(codes), "units")
    known = 0 if labels is None or level == "interval" else len(labels)
    patterns = find_patterns(codes, known, by_unit=articles is not None).judged_twice()
    rows, estimator = _statistics(patterns, level, labels)
    return patterns.sums(rows, articles, estimator, LOG, _bearing(patterns, level, rows.shape[1])), patterns


def _check_labels(highest: int, level: str, labels: Sequence[Any] | None) -> None:
    if level not in get_args(Metric):
        raise InsufficientData(f"{level!r} is not a level", f"the levels are {', '.join(get_args(Metric))}")
    if labels is None:
        if level in _OF_SETS:
            raise InsufficientData(f"level {level} needs the set of each code", "give them as `labels`")
        return
    if len(labels) <= highest:
        raise InsufficientData(f"code {highest} is not one of {len(labels)} labels", "give a label for each code")
    if level == "interval" and not all(isinstance(label, Real) for label in labels):
        raise InsufficientData("a label is not a number, and the level is interval", "give numbers as `labels`")


def _statistics(
    patterns: Patterns, level: Metric, labels: Sequence[Any] | None
) -> tuple[Floats | csr_array, Estimator]:
    """Statistics of each pattern, shape (patterns, statistics), and what turns their sums into alpha."""
    if level == "interval":
        numbers = np.arange(patterns.codes.max() + 1.0) if labels is None else np.asarray(labels, dtype=float)
        within, exponent = distance.within_one(numbers)
        return _interval_rows(patterns, within), partial(_interval, exponent)
    counts = patterns.counts
    pairs = 1 / (counts.sum(axis=1) - 1)
    if level == "nominal":
        differing = counts.sum(axis=1) - ((counts - 1) * counts).sum(axis=1) * pairs
        return np.column_stack([differing, counts]), _nominal
    if level == "ordinal":
        last_apart = NO_ANSWER in (labels or ())
        return _ordinal_rows(patterns), partial(_ordinal, patterns.labels, last_apart)
    sets = [] if labels is None else labels[: patterns.labels]
    between = distance.matrix(sets, distance.masi if level == "masi" else distance.jaccard)
    differing = ((counts @ between) * counts).sum(axis=1) * pairs
    return np.column_stack([differing, counts]), partial(_fixed, between)


def _bearing(patterns: Patterns, level: Metric, statistics: int) -> Bearing:
    """Statistics are of disagreement first, then of how often each label was chosen; numbers are not counted so."""
    disagreement = 1 if level == "interval" else statistics - patterns.labels
    apart = np.arange(statistics) < disagreement
    return Bearing(labels=() if level == "interval" else (slice(disagreement, None),), apart=apart.astype(float))


def _alpha(differing: Floats, expected: Floats, total: Floats) -> Estimate:
    """From summed observed and expected differences, the latter over all n (n - 1) pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        observed, chance = differing / total, expected / (total * (total - 1))
        value = np.where(expected > 0, 1 - observed / chance, np.nan)
    return Estimate(value, observed, chance)


def _nominal(sums: Floats) -> Estimate:
    totals = sums[..., 1:]
    total = totals.sum(axis=-1)
    return _alpha(sums[..., 0], total**2 - (totals**2).sum(axis=-1), total)


def _fixed(between: Floats, sums: Floats) -> Estimate:
    """Alpha with distances between labels that do not depend on the data."""
    totals = sums[..., 1:]
    expected = ((totals @ between) * totals).sum(axis=-1)
    return _alpha(sums[..., 0], expected, totals.sum(axis=-1))


def _ordinal_rows(patterns: Patterns) -> Floats | csr_array:
    """Coincidences of each two different labels, then how often each label was chosen.

    Few labels are counted in a full table; of many, a unit has but the pairs that its annotators make.
    """
    counts, codes = patterns.counts, patterns.codes
    pairs = 1 / (counts.sum(axis=1) - 1)
    one, two = np.triu_indices(patterns.labels, 1)
    first, second = np.triu_indices(len(codes), 1)
    if len(one) <= 2 * len(first):
        return np.column_stack([counts[:, one] * counts[:, two] * pairs[:, None], counts])
    from scipy.sparse import coo_array, csr_array, hstack

    column = np.zeros((patterns.labels, patterns.labels), dtype=np.intp)
    column[one, two] = column[two, one] = np.arange(len(one))
    differ = (codes[first] >= 0) & (codes[second] >= 0) & (codes[first] != codes[second])
    pair, pattern = np.nonzero(differ)
    cells = pattern, column[codes[first[pair], pattern], codes[second[pair], pattern]]
    coincidences = coo_array((pairs[pattern], cells), shape=(len(counts), len(one)))
    return hstack([coincidences, csr_array(counts)], format="csr")


def _ordinal(labels: int, last_apart: bool, sums: Floats) -> Estimate:
    """Alpha with distances that follow from how often each label is used: the sums are coincidences, then totals."""
    totals = sums[..., -labels:]
    between = distance.ordinal(totals, last_apart=last_apart)
    rows, columns = np.triu_indices(labels, 1)
    differing = 2 * (sums[..., :-labels] * between[..., rows, columns]).sum(axis=-1)
    expected = ((totals[..., None, :] @ between)[..., 0, :] * totals).sum(axis=-1)
    return _alpha(differing, expected, totals.sum(axis=-1))


def _interval_rows(patterns: Patterns, numbers: Floats) -> Floats:
    present = patterns.codes >= 0
    values = np.where(present, numbers[patterns.codes], 0.0)
    values = np.where(present, values - values[present].mean(), 0.0)
    count, total = present.sum(axis=0), values.sum(axis=0)
    spread = np.where(present, values - total / count, 0.0)
    differing = 2 * count * (spread**2).sum(axis=0) / (count - 1)
    return np.column_stack([differing, count, total, (values**2).sum(axis=0)])


def _interval(exponent: int, sums: Floats) -> Estimate:
    """Alpha of squared differences; what is observed and expected is in the numbers' own unit again."""
    differing, count, total, squares = np.moveaxis(sums, -1, 0)
    expected = 2 * (count * squares - total**2)
    found = _alpha(differing, np.where(expected > 1e-12 * count * squares, expected, 0.0), count)
    with np.errstate(over="ignore"):
        return Estimate(found.value, np.ldexp(found.observed, 2 * exponent), np.ldexp(found.expected, 2 * exponent))


def _where(codes: NDArray[np.integer], patterns: Patterns) -> str:
    """Which judgements these are, if there are others outside the units judged twice."""
    outside = np.setdiff1d(codes[codes >= 0], patterns.codes)
    return " in the units that two annotators judged" if len(outside) else ""


def _only_label(patterns: Patterns, labels: Sequence[Any] | None) -> str:
    code = int(patterns.codes.max())
    if labels is None:
        return f"code {code}"
    label = labels[code]
    return f"the set {{{', '.join(sorted(label))}}}" if isinstance(label, frozenset) else repr(label)
