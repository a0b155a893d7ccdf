"""Spans against gold: precision, recall and F1."""

from __future__ import annotations

import numpy as np

from annotate.agreement.coefficients.span_f1 import span_credit
from annotate.agreement.elements.measurements import Measurement
from annotate.agreement.elements.units import role_spans
from annotate.evaluation.pair import Pair
from annotate.evaluation.results import Comparison, Evaluated
from annotate.evaluation.scores import Matches, scores


def evaluate_spans(pair: Pair, role: str) -> list[Evaluated]:
    """Exact and relaxed scores of the spans of a role, linked or not.

    A sentence is left out if gold leaves open which such spans there are.
    """
    decided = np.array([not line.leaves_spans(role) for line in pair.gold_lines], dtype=bool)
    spans = role_spans(pair.aligned, role)
    annotator, gold = spans[spans[:, 0] == pair.row], spans[spans[:, 0] == pair.gold_row]
    sizes = [np.bincount(part[:, 1], minlength=len(decided)).astype(float) for part in (annotator, gold)]
    basis = pair.basis(pair.aligned.articles[decided])
    rows = []
    for comparison, prefix in ((Comparison.EXACT, "span"), (Comparison.RELAXED, "relaxed_span")):
        relaxed = comparison == Comparison.RELAXED
        matches = Matches(span_credit(annotator, gold, len(decided), relaxed=relaxed), *sizes).where(decided)
        measured = scores(prefix, matches, basis, {"match": "dice" if relaxed else "exact"})
        rows.append(
            pair.evaluated(comparison, [Measurement(role, "role", agreement) for agreement in measured], ~decided)
        )
    return rows
