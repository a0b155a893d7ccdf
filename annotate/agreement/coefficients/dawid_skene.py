"""Dawid and Skene's model: true labels and each annotator's confusions, estimated together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotate.agreement.coefficients.patterns import as_codes, find_patterns
from annotate.agreement.results.sums import Floats, Ints
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
    judged = patterns.judges > 0
    counts = patterns.counts[judged]
    answers = answers_given(patterns.codes[:, judged], labels, owners)
    start = counts / counts.sum(axis=1, keepdims=True)
    fit = maximise(answers, patterns.times[judged], start, Search(smoothing, tolerance))
    every = np.tile(fit.prior, (len(judged), 1))
    every[judged] = fit.posterior
    objective = tuple(map(float, fit.objective))
    return DawidSkene(every[patterns.of_unit], fit.confusion, fit.prior, objective, fit.converged)


class Search(NamedTuple):
    """How the likeliest model is looked for, as in `dawid_skene`."""

    smoothing: float = 0.1
    tolerance: float = 1e-9


class Fit(NamedTuple):
    """A model of patterns, or one for each leading index.

    Attributes:
        posterior: shape (..., patterns, labels).
        confusion: shape (..., annotators, labels, labels), the true label first.
        prior: shape (..., labels).
        objective: after each step, of shape (...).
        converged: whether all gained less than the tolerance in the last step.
    """

    posterior: Floats
    confusion: Floats
    prior: Floats
    objective: list[Floats]
    converged: bool


def answers_given(codes: NDArray[np.integer], labels: int, owners: Sequence[int] | None = None) -> Floats:
    """How often each annotator gave each label in a pattern: shape (annotators, labels, patterns)."""
    owner = np.arange(len(codes)) if owners is None else np.asarray(owners)
    given = np.zeros((int(owner.max()) + 1, labels, codes.shape[1]))
    for line, row in zip(owner, codes, strict=True):
        at = np.flatnonzero(row >= 0)
        given[line, row[at], at] += 1
    return given


def maximise(answers: Floats, times: Ints | Floats, start: Floats, search: Search) -> Fit:
    """Fit the model to patterns by expectation maximisation.

    Args:
        answers: as `answers_given` makes it.
        times: shape (..., patterns); how often each pattern occurs, for each model that is fitted.
        start: the posterior to begin with, shape (patterns, labels).
        search: smoothing and tolerance.
    """
    annotators, labels, patterns = answers.shape
    flat = answers.reshape(-1, patterns)
    posterior = np.broadcast_to(start, (*times.shape, labels))
    objective: list[Floats] = []
    converged = False
    while len(objective) < _STEPS and not converged:
        weighted = posterior * times[..., None]
        prior = weighted.sum(axis=-2) + search.smoothing
        prior /= prior.sum(axis=-1, keepdims=True)
        answered = (flat @ weighted).reshape(*times.shape[:-1], annotators, labels, labels)
        confusion = answered.swapaxes(-1, -2) + search.smoothing
        total = confusion.sum(axis=-1, keepdims=True)
        confusion = np.divide(confusion, total, out=np.full_like(confusion, 1 / labels), where=total > 0)
        log_prior, log_confusion = np.log(np.maximum(prior, _LEAST)), np.log(np.maximum(confusion, _LEAST))
        by_answer = log_confusion.swapaxes(-1, -2).reshape(*times.shape[:-1], -1, labels)
        joint = log_prior[..., None, :] + flat.T @ by_answer
        top = joint.max(axis=-1, keepdims=True)
        likelihood = np.exp(joint - top).sum(axis=-1)
        posterior = np.exp(joint - top) / likelihood[..., None]
        fit = (times * (np.log(likelihood) + top[..., 0])).sum(axis=-1)
        objective.append(fit + search.smoothing * (log_prior.sum(axis=-1) + log_confusion.sum(axis=(-1, -2, -3))))
        if len(objective) > 1:
            gained = objective[-1] - objective[-2]
            converged = bool((gained <= search.tolerance * abs(objective[-1])).all())
    return Fit(posterior, confusion, prior, objective, converged)
