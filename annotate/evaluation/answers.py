"""Answers against gold: accuracy, Cohen's κ, and F1 of labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from annotate.agreement.coefficients.gwet import observed_agreement
from annotate.agreement.coefficients.kappa import cohen_kappa
from annotate.agreement.coefficients.macro_f1 import macro_f1
from annotate.agreement.elements.measurements import Measurement, attempt, counting_no_answer
from annotate.agreement.elements.units import Units, part_of
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.sums import Ints
from annotate.evaluation.pair import Pair
from annotate.evaluation.results import Comparison, Evaluated
from annotate.evaluation.scores import Basis, Matches, scores


def evaluate_answers(pair: Pair, units: Units) -> list[Evaluated]:
    """Accuracy and κ of the answers to one element; macro F1 too, or of sets precision, recall and F1 of their labels.

    Units are sentences, or the claims and spans that gold and the annotator both have. A unit is left out if gold
    leaves the element open there.

    Args:
        pair: an annotator beside gold.
        units: the element's units in the records of the two.
    """
    answered = units.codes >= 0
    is_open = np.array([pair.is_open(unit, units.element) for unit in units.ids], dtype=bool)
    kept = part_of(units, chosen=answered.all(axis=0) & ~is_open)
    articles = np.zeros(0, dtype=np.intp) if kept.articles is None else kept.articles
    basis = pair.basis(articles)
    answers, gold = kept.codes[pair.row], kept.codes[pair.gold_row]
    measured = {
        Comparison.ANSWERS: [
            _of_two("gold_accuracy", _accuracy, answers, gold, basis),
            _of_two("cohen_kappa", cohen_kappa, answers, gold, basis),
        ]
    }
    if units.level.has_one_label:
        measured[Comparison.MACRO] = [_of_two("macro_f1", macro_f1, answers, gold, basis)]
    else:
        sets = [[kept.labels[code] for code in codes] for codes in (answers, gold)]
        measured[Comparison.LABELS] = scores("label", _labels_in_common(*sets), basis, {"average": "micro"})
    return [
        pair.evaluated(comparison, [_row(kept, agreement) for agreement in agreements], answered[pair.row] & is_open)
        for comparison, agreements in measured.items()
    ]


def _row(units: Units, agreement: Agreement) -> Measurement:
    return Measurement(units.element, units.kind, counting_no_answer(agreement, units), counted=units.counted)


def _of_two(measure: str, run: Callable[..., Agreement], answers: Ints, gold: Ints, basis: Basis) -> Agreement:
    """A measure of two judges as one of an annotator against gold, under this name."""
    options: dict[str, Any] = {"articles": basis.articles, "resampling": basis.resampling}
    counts = Counts(len(answers), 1, len(answers))
    agreement = attempt(measure, partial(run, answers, gold, **options), counts)
    recipe = agreement.recipe
    if recipe:
        settings = {**recipe.settings, **basis.settings}
        recipe = replace(recipe, measure=measure, settings=settings, annotators=counts.annotators)
    return replace(agreement, measure=measure, recipe=recipe, **counts._asdict())


def _accuracy(answers: Ints, gold: Ints, **options: Any) -> Agreement:
    """The share of answers that are gold's."""
    return replace(observed_agreement(np.stack([answers, gold]), **options), observed=None)


def _labels_in_common(answers: Sequence[frozenset[str]], gold: Sequence[frozenset[str]]) -> Matches:
    common = [one & other for one, other in zip(answers, gold, strict=True)]
    return Matches(*(np.array([len(one) for one in sets], dtype=float) for sets in (common, answers, gold)))
