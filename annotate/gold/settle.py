"""What Dawid and Skene's model settles where votes do not decide, if a user asks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any, NamedTuple

from annotate.gold.decision import Decision, Status
from annotate.gold.make import GoldRow
from annotate.gold.posteriors import OneLabelElement, labels_of_model, places_of
from annotate.schema.model import Schema

LABELS = 3
"""How many labels must be in use: of two, a tie leaves the model nothing but what it thinks of the annotators."""

UNITS = 200
"""How many units the model must be fitted to."""

JUDGES = 4
"""Who must have answered a question for a model to settle it."""

LIKELY = 30
"""How many units must be likely to have a label for it to be settled on."""

HARD = "in its article, annotators agree less than elsewhere"
ANNOUNCES = "it is decided together with the claims"


class Settled(NamedTuple):
    """The rows, in which what the model settled has the status `model`.

    `left` is element → why the model settles nothing there, or not everything that is open.
    """

    rows: list[GoldRow]
    left: dict[str, str]


class Evidence(NamedTuple):
    """What the model was fitted to.

    Attributes:
        units: how many.
        likely: label → how many of them are likely to have it.
        agreed: the share of pairs of annotators who gave the same answer, averaged over units.
        agreed_in: the same of each article.
    """

    units: int
    likely: Mapping[str, float]
    agreed: float
    agreed_in: Mapping[str, float]


def settle_ties(rows: Sequence[GoldRow], schema: Schema, sure: float) -> Settled:
    """Settle what votes leave open where the model is sure enough, and what it says can be trusted.

    Annotators find the same units hard, which the model does not know, so its evidence counts half: the odds of a label
    are the square root of those of its posterior. Where benchmarks/posteriors.py shows that the model still claims more
    than it keeps, it settles nothing: with two labels, on few units, where fewer than four annotators answered, on a
    label that few units are likely to have, and in articles in which annotators agree less than elsewhere.

    Args:
        rows: what `with_posteriors` returned.
        schema: the schema of the records.
        sure: the probability that settles.
    """
    decisions = [list(row.decisions) for row in rows]
    left: dict[str, str] = {}
    announcing = OneLabelElement("question", schema.claims_if.question) if schema.claims_if and schema.head else None
    for asked, places in places_of(rows, labels_of_model(schema)).items():
        articles = [rows[row].article_id for row, _ in places]
        evidence = evidence_of([rows[row].decisions[place] for row, place in places], articles)
        reasons: Counter[str] = Counter()
        for row, place in places:
            decision = decisions[row][place]
            if decision.status == Status.UNRESOLVED and decision.posterior:
                label, chance = likely(decision.posterior)
                reason = doubt(decision, evidence, label, rows[row].article_id) or (
                    ANNOUNCES if asked == announcing else ""
                )
                if reason:
                    reasons[reason] += 1
                elif chance >= sure:
                    decisions[row][place] = decision._replace(status=Status.MODEL, value=label or None)
        if reasons:
            left[asked.element] = "; ".join(reason for reason, _ in reasons.most_common())
    return Settled([_with(row, settled) for row, settled in zip(rows, decisions, strict=True)], left)


def likely(posterior: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest label, and its probability with evidence that counts half."""
    roots = {label: chance**0.5 for label, chance in posterior.items()}
    label = max(roots, key=roots.__getitem__)
    return label, roots[label] / sum(roots.values())


def evidence_of(decisions: Sequence[Decision], articles: Sequence[str]) -> Evidence:
    """What a model was fitted to that finds the posteriors of these decisions; `articles` has the one of each."""
    masses: Counter[str] = Counter()
    agreed: dict[str, list[float]] = defaultdict(list)
    for decision, article in zip(decisions, articles, strict=True):
        masses.update(decision.posterior)
        times = decision.votes.values()
        if (total := sum(times)) > 1:
            agreed[article].append(sum(n * (n - 1) for n in times) / (total * (total - 1)))
    everywhere = [share for shares in agreed.values() for share in shares]
    agreed_in = {article: fmean(shares) for article, shares in agreed.items()}
    return Evidence(len(decisions), masses, fmean(everywhere or [0.0]), agreed_in)


def doubt(decision: Decision, evidence: Evidence, label: str, article: str) -> str:
    """Why the model is not to be trusted on a decision; empty where it is."""
    if len(decision.posterior) < LABELS:
        return f"only {len(decision.posterior)} labels are in use; {LABELS} are needed"
    if evidence.units < UNITS:
        return f"there are only {evidence.units} units; {UNITS} are needed"
    if len(decision.who) < JUDGES:
        return f"only {len(decision.who)} annotators answered; {JUDGES} are needed"
    if evidence.likely[label] < LIKELY:
        return f"only {evidence.likely[label]:.0f} units are likely to be {label or 'left empty'}; {LIKELY} are needed"
    if evidence.agreed_in[article] < evidence.agreed:
        return HARD
    return ""


def _with(row: GoldRow, decisions: Sequence[Decision]) -> GoldRow:
    """The row with these decisions, and the values that the model settled."""
    answers, claims = dict(row.answers), [dict(claim) for claim in row.claims]
    for decision in decisions:
        if decision.status == Status.MODEL and decision.value is not None:
            holder: dict[str, Any] = answers if decision.claim is None else claims[decision.claim]
            holder[decision.element] = decision.value
    return replace(row, decisions=tuple(decisions), answers=answers, claims=tuple(claims))
