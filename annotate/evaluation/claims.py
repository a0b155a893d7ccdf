"""Whole claims against gold: precision, recall and F1, of what gold has decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from annotate.agreement.coefficients.frame_f1 import matching
from annotate.agreement.elements.measurements import Measurement
from annotate.evaluation.pair import Pair
from annotate.evaluation.results import Comparison, Evaluated
from annotate.evaluation.scores import Matches, scores
from annotate.records.contents import weights_of
from annotate.records.frames import Frame, Weights, similarity
from annotate.schema.model import CLAIM


class _GoldClaim(NamedTuple):
    """A claim of gold, and how much each part counts: what is open counts nothing."""

    frame: Frame
    weights: Weights


def evaluate_claims(pair: Pair) -> list[Evaluated]:
    """Strict and soft scores of whole claims.

    A sentence is left out if gold leaves open which claims there are. What is open in a gold claim is not compared.
    """
    decided = np.array([not line.leaves_claims for line in pair.gold_lines], dtype=bool)
    weights = weights_of(pair.aligned.schema)
    mine = [claims or () for claims in pair.aligned.frames[pair.row]]
    gold = [
        [
            _GoldClaim(frame, weights | dict.fromkeys(line.open_in_claim(number), 0.0))
            for number, frame in enumerate(claims or ())
        ]
        for line, claims in zip(pair.gold_lines, pair.aligned.frames[pair.gold_row], strict=True)
    ]
    sizes = [np.array([len(claims) for claims in said], dtype=float) for said in (mine, gold)]
    basis = pair.basis(pair.aligned.articles[decided])
    rows = []
    for comparison, prefix, alike in (
        (Comparison.STRICT, "frame", _equal),
        (Comparison.SOFT, "soft_frame", _similarity),
    ):
        credit = np.array([_credit(one, two, alike) for one, two in zip(mine, gold, strict=True)], dtype=float)
        settings = matching(weights, strict=comparison == Comparison.STRICT)
        measured = scores(prefix, Matches(credit, *sizes).where(decided), basis, settings)
        rows.append(
            pair.evaluated(comparison, [Measurement(CLAIM, "claim", agreement) for agreement in measured], ~decided)
        )
    return rows


def _credit(claims: Sequence[Frame], gold: Sequence[_GoldClaim], alike: Callable[[Frame, _GoldClaim], float]) -> float:
    """The greatest total that matching the claims of one sentence one to one gives."""
    if not claims or not gold:
        return 0.0
    table = np.array([[alike(claim, other) for other in gold] for claim in claims])
    if table.size == 1:
        return float(table[0, 0])
    from scipy.optimize import linear_sum_assignment

    return float(table[linear_sum_assignment(table, maximize=True)].sum())


def _equal(claim: Frame, gold: _GoldClaim) -> float:
    return float(claim.key(gold.weights) == gold.frame.key(gold.weights))


def _similarity(claim: Frame, gold: _GoldClaim) -> float:
    return similarity(claim, gold.frame, gold.weights)
