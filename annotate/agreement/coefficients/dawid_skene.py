"""Dawid and Skene's model: true labels and each annotator's confusions, estimated together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotate.agreement.coefficients.patterns import as_codes, find_patterns
from annotate.agreement.results.sums import Floats
from annotate.errors import InsufficientData

_LEAST = 1e-300
_STEPS = 500


@dataclass(frozen=True)
class DawidSkene:
    """The fitted model.

    Attributes:
        posterior: shape (units, labels); probability of each true label. A unit nobody judged has the prior.
        confusion: shape (annotators, labels, labels); probability of each answer given the true label.
        prior: shape (labels,); probability of each true label.
        objective: the log likelihood, with its smoothing, after each step; it never falls.
        converged: whether the last step gained less than the tolerance.
    """

    posterior: Floats
    confusion: Floats
    prior: Floats
    objective: tuple[float, ...]
    converged: bool


def dawid_skene(
    codes: ArrayLike,
    labels: int,
    *,
    owners: Sequence[int] | None = None,
    smoothing: float = 0.1,
    tolerance: float = 1e-9,
) -> DawidSkene:
    """Estimate true labels by expectation maximisation, starting from the share of votes.

    Args:
        codes: shape (rows, units), int; -1 marks a missing judgement.
        labels: how many labels there are.
        owners: shape (rows,); whose row it is, where an annotator judged units again; by default each row is its own.
        smoothing: judgements of each kind that every annotator is taken to have given before; 0 for maximum likelihood.
        tolerance: stop when a step gains less than this share of the objective.

    Raises:
        InsufficientData: there is no judgement, or a code is not below `labels`.

    Source:
        Dawid & Skene (1979), Maximum likelihood estimation of observer error-rates using the EM algorithm, Applied
        Statistics 28.
    """
    array = as_codes(codes)
    if array.max(initial=-1) < 0:
        raise InsufficientData("there are no judgements")
    if array.max() >= labels:
        raise InsufficientData(f"code {array.max()} is not one of {labels} labels")
    patterns = find_patterns(array, labels, by_unit=True)
    owner = np.arange(len(array)) if owners is None else np.asarray(owners)
    judged = patterns.judges > 0
    answers, times = patterns.codes[:, judged], patterns.times[judged]
    counts = patterns.counts[judged]
    posterior = counts / counts.sum(axis=1, keepdims=True)
    objective: list[float] = []
    converged = False
    while len(objective) < _STEPS and not converged:
        weighted = posterior * times[:, None]
        prior = weighted.sum(axis=0) + smoothing
        prior /= prior.sum()
        confusion = np.full((owner.max() + 1, labels, labels), float(smoothing))
        for row, line in zip(owner, answers, strict=True):
            for label in range(labels):
                confusion[row, :, label] += weighted[line == label].sum(axis=0)
        total = confusion.sum(axis=2, keepdims=True)
        confusion = np.divide(confusion, total, out=np.full_like(confusion, 1 / labels), where=total > 0)
        log_prior, log_confusion = np.log(np.maximum(prior, _LEAST)), np.log(np.maximum(confusion, _LEAST))
        joint = np.tile(log_prior, (len(times), 1))
        for row, line in zip(owner, answers, strict=True):
            joint[line >= 0] += log_confusion[row].T[line[line >= 0]]
        top = joint.max(axis=1, keepdims=True)
        likelihood = np.exp(joint - top).sum(axis=1)
        posterior = np.exp(joint - top) / likelihood[:, None]
        fit = float(times @ (np.log(likelihood) + top[:, 0]))
        objective.append(fit + smoothing * float(log_prior.sum() + log_confusion.sum()))
        if len(objective) > 1:
            converged = objective[-1] - objective[-2] <= tolerance * abs(objective[-1])
    every = np.tile(prior, (len(judged), 1))
    every[judged] = posterior
    return DawidSkene(every[patterns.of_unit], confusion, prior, tuple(objective), converged)
