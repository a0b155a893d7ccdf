"""Agreement corrected for chance in other ways: AC1, AC2, Fleiss' and Cohen's kappa, and no correction at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.distance import ordinal_weights
from annotate.agreement.patterns import Patterns, as_codes, find_patterns
from annotate.agreement.resample import Estimate, Estimator, Floats, Resampling, Sums
from annotate.agreement.result import Agreement, conclude
from annotate.errors import InsufficientData


def observed_agreement(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """The share of annotator pairs that agree, averaged over the units judged twice or more.

    Args:
        codes: shape (annotators, units), int; -1 marks a missing judgement.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: no unit was judged by two annotators.
    """
    return _gwet("observed", codes, 0, articles, resampling)


def gwet_ac1(codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None) -> Agreement:
    """Gwet's AC1 for nominal answers; chance is over the labels in use.

    Args and Raises as `observed_agreement`; it also needs two labels in use.

    Source:
        Gwet (2008), Computing inter-rater reliability in the presence of high agreement; (2014) Handbook, ch. 2 and 4.
    """
    return _gwet("ac1", codes, 0, articles, resampling)


def gwet_ac2(
    codes: ArrayLike, labels: int, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """Gwet's AC2 with ordinal weights; codes are in the order of a scale of `labels` steps.

    Args and Raises as `gwet_ac1`.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3 and 4.
    """
    return _gwet("ac2", codes, labels, articles, resampling)


def prevalence(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """The share of code 1 among all judgements, of units judged once too.

    Args as `observed_agreement`.

    Raises:
        InsufficientData: there is no judgement.
    """
    array = as_codes(codes)
    found = find_patterns(array, 2, by_unit=articles is not None)
    patterns = found.where(found.judges > 0)
    if not len(patterns.times):
        raise InsufficientData("there is no judgement")

    def estimator(sums: Floats) -> Estimate:
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums[..., 1] / sums.sum(axis=-1)
        return Estimate(share, np.full_like(share, np.nan), np.full_like(share, np.nan))

    rows, times = patterns.by_article(patterns.counts, None if articles is None else np.asarray(articles))
    return conclude(
        "prevalence",
        Sums(rows, times, estimator, 0.0),
        _per(articles, resampling),
        units=int(patterns.times.sum()),
        annotators=int((patterns.codes >= 0).any(axis=1).sum()),
        judgements=int(patterns.times @ patterns.judges),
    )


def _gwet(
    measure: str, codes: ArrayLike, scale: int, articles: ArrayLike | None, resampling: Resampling | None
) -> Agreement:
    array = as_codes(codes)
    found = find_patterns(array, scale, by_unit=articles is not None)
    patterns = found.where(found.judges > 0)
    counts = patterns.counts
    used = int((patterns.times @ counts > 0).sum())
    judges = counts.sum(axis=1)
    pairable = judges > 1
    if not pairable.any():
        raise InsufficientData("no unit was judged by two annotators", "let annotators overlap on some units")
    if measure != "observed" and used < 2:
        raise InsufficientData("only one label is in use", "chance agreement needs two labels")
    weights = ordinal_weights(patterns.labels) if measure == "ac2" else np.eye(patterns.labels)
    agreeing = (counts * (counts @ weights - 1)).sum(axis=1) / np.maximum(judges * (judges - 1), 1)
    rows = np.column_stack([np.where(pairable, agreeing, 0.0), pairable, counts / judges[:, None]])
    size = scale or used
    estimators: dict[str, Estimator] = {
        "observed": lambda sums: _gwet_estimate(sums, 0.0),
        "ac1": lambda sums: _gwet_estimate(sums, 1 / (size - 1)),
        "ac2": lambda sums: _gwet_estimate(sums, float(weights.sum()) / (size * (size - 1))),
    }
    lowest = 0.0 if measure == "observed" else -np.inf
    sums = Sums(
        *patterns.by_article(rows, None if articles is None else np.asarray(articles)), estimators[measure], lowest
    )
    part = () if measure == "observed" else (f"labels:{size}", *(["weights:ordinal"] if scale else []))
    return conclude(
        measure,
        sums,
        _per(articles, resampling),
        *part,
        units=int(patterns.times @ pairable),
        annotators=int((patterns.codes >= 0).any(axis=1).sum()),
        judgements=int(patterns.times @ judges),
    )


def _gwet_estimate(sums: Floats, spread: float) -> Estimate:
    """Gwet's coefficient; `spread` times Σ π (1 - π) is chance agreement, 0 for no correction."""
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = sums[..., 0] / sums[..., 1]
        share = sums[..., 2:] / sums[..., 2:].sum(axis=-1, keepdims=True)
        expected = spread * (share * (1 - share)).sum(axis=-1)
        value = (observed - expected) / (1 - expected)
    return Estimate(value, observed, expected if spread else np.full_like(expected, np.nan))


def fleiss_kappa(
    codes: ArrayLike, *, articles: ArrayLike | None = None, resampling: Resampling | None = None
) -> Agreement:
    """Fleiss' kappa, on the units that every annotator judged.

    Args as `observed_agreement`.

    Raises:
        InsufficientData: one annotator, no unit judged by all, or one label in use.

    Source:
        Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76.
    """
    array = as_codes(codes)
    found = find_patterns(array, by_unit=articles is not None)
    patterns = found.where(found.judges == len(array))
    annotators = len(array)
    if annotators < 2:
        raise InsufficientData("there is one annotator only", "agreement needs two annotators on the same units")
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by every annotator", "use alpha, which needs no complete units")
    counts = patterns.counts
    agreeing = ((counts - 1) * counts).sum(axis=1) / (annotators - 1)
    return _kappa("fleiss_kappa", patterns, np.column_stack([agreeing, counts]), articles, resampling, _fleiss)


def cohen_kappa(
    first: ArrayLike,
    second: ArrayLike,
    *,
    articles: ArrayLike | None = None,
    resampling: Resampling | None = None,
) -> Agreement:
    """Cohen's kappa of two annotators, on the units both judged.

    Args:
        first: shape (units,), int; -1 marks a missing judgement.
        second: the same of the other annotator.
        articles: shape (units,), int; the article of each unit.
        resampling: resamples and seed.

    Raises:
        InsufficientData: no unit judged by both, or both always gave one label.

    Source:
        Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
    """
    array = as_codes(np.stack([np.asarray(first), np.asarray(second)]))
    found = find_patterns(array, by_unit=articles is not None)
    patterns = found.where(found.judges == len(array))
    if not len(patterns.times):
        raise InsufficientData("no unit was judged by both annotators", "let them overlap on some units")
    one, two = np.eye(patterns.labels)[patterns.codes]
    rows = np.column_stack([(one * two).sum(axis=1), one, two])
    return _kappa("cohen_kappa", patterns, rows, articles, resampling, _cohen)


def _kappa(
    measure: str,
    patterns: Patterns,
    rows: Floats,
    articles: ArrayLike | None,
    resampling: Resampling | None,
    estimator: Estimator,
) -> Agreement:
    sums = Sums(*patterns.by_article(rows, None if articles is None else np.asarray(articles)), estimator)
    if np.isnan(estimator(sums.total).value):
        raise InsufficientData("only one label is in use", "chance agreement needs two labels")
    units, annotators = int(patterns.times.sum()), len(patterns.codes)
    return conclude(
        measure,
        sums,
        _per(articles, resampling),
        units=units,
        annotators=annotators,
        judgements=units * annotators,
    )


def _fleiss(sums: Floats) -> Estimate:
    total = sums[..., 1:].sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(sums[..., 0] / total, (sums[..., 1:] ** 2).sum(axis=-1) / total**2)


def _cohen(sums: Floats) -> Estimate:
    one, two = np.split(sums[..., 1:], 2, axis=-1)
    total = one.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(sums[..., 0] / total, (one * two).sum(axis=-1) / total**2)


def _corrected(observed: Floats, expected: Floats) -> Estimate:
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate(np.where(expected < 1, (observed - expected) / (1 - expected), np.nan), observed, expected)


def _per(articles: ArrayLike | None, resampling: Resampling | None) -> Resampling:
    how = resampling or Resampling()
    return how if articles is not None else how._replace(unit="unit")
