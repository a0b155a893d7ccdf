"""What has no interval, of every measure: a reason in words in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from annotate.agreement import (
    Agreement,
    Continuum,
    Frame,
    Resampling,
    alpha,
    cohen_kappa,
    difference,
    fleiss_kappa,
    frame_alpha,
    frame_f1,
    gwet_ac1,
    gwet_ac2,
    match_all,
    observed_agreement,
    rate_annotators,
    role_f1,
    soft_frame_f1,
    span_f1,
    unitizing_alpha,
    weighted_kappa,
)
from annotate.agreement.coefficients.gwet import prevalence
from annotate.agreement.elements.levels import LEVELS
from annotate.agreement.elements.units import Unit, Units
from annotate.errors import InsufficientData

SENTENCES = 10
SETS = (frozenset(), frozenset({"a"}))
Codes = np.ndarray


def spans_of(codes: Codes) -> np.ndarray:
    """A span where an annotator said 1; the third annotator's is longer in every second sentence."""
    rows = [(line, at, 0, 5 + (line == 2) * (at % 2)) for line, at in np.argwhere(codes == 1).tolist()]
    return np.array(rows).reshape(-1, 4)


def frames_of(codes: Codes) -> list[list[tuple[Frame, ...] | None]]:
    """A claim where an annotator said 1, with a span as above and a claimant."""
    return [
        [
            None if code < 0 else (_claim(5 + (line == 2) * (at % 2)),) if code else ()
            for at, code in enumerate(said.tolist())
        ]
        for line, said in enumerate(codes)
    ]


def _claim(end: int) -> Frame:
    return Frame({"guarantee": frozenset({(20, 30)}), "claimant": frozenset({(0, end)})}, {"stance": "oppose"})


def of_spans(measure: Callable[..., Agreement], codes: Codes, **given: object) -> Agreement:
    return measure(spans_of(codes), codes >= 0, **given)


def unitizing(codes: Codes, **given: object) -> Agreement:
    lengths = np.full(codes.shape[1], 60)
    spans = spans_of(codes)
    line, at = spans[:, 0], spans[:, 1]
    values = (at + line * (at % 5 == 0)) % 2 if given.get("form") in ("cu", 0) else None
    return unitizing_alpha(Continuum(spans, codes >= 0, lengths, values), **given)


def of_claims(measure: Callable[..., Agreement], codes: Codes, **given: object) -> Agreement:
    return measure(frames_of(codes), **given)


def of_matched(measure: Callable[..., Agreement], codes: Codes, *role: str, **given: object) -> Agreement:
    return measure(match_all(frames_of(codes)), *role, **given)


def rated(measure: str, codes: Codes, **given: object) -> Agreement:
    """The first annotator's share of one kind."""
    names, ids = tuple("abc"[: len(codes)]), tuple(Unit(str(number)) for number in range(codes.shape[1]))
    units = Units("tone", "question", LEVELS["nominal"], ids, names, codes, ("x", "y"), given["articles"])
    rows = rate_annotators(units, given.get("resampling"))
    found = [row.agreement for row in rows if row.agreement.measure == measure]
    if not found:
        raise InsufficientData("no unit was judged by two annotators")
    return found[0]


def compared(measure: Callable[..., Agreement], codes: Codes, **given: object) -> Agreement:
    """What leaving out the last annotator makes of a measure."""
    change = difference(measure(codes[:2], **given), measure(codes, **given), resampling=given.get("resampling"))
    if change.value == 0 and len(codes) == 2:
        raise InsufficientData("there is nobody to leave out")
    return change


MEASURES: dict[str, Callable[..., Agreement]] = {
    "alpha": alpha,
    "alpha ordinal": partial(alpha, level="ordinal"),
    "alpha interval": partial(alpha, level="interval"),
    "alpha MASI": partial(alpha, level="masi", labels=SETS),
    "alpha Jaccard": partial(alpha, level="jaccard", labels=SETS),
    "Cohen's kappa": lambda codes, **given: cohen_kappa(codes[0], codes[-1], **given),
    "linear kappa": lambda codes, **given: weighted_kappa(codes[[0, -1]], "linear", **given),
    "Fleiss' kappa": fleiss_kappa,
    "AC1": partial(gwet_ac1, labels=2),
    "AC2": partial(gwet_ac2, labels=2),
    "observed": observed_agreement,
    "prevalence": prevalence,
    "span F1": partial(of_spans, span_f1),
    "relaxed span F1": partial(of_spans, partial(span_f1, relaxed=True)),
    "u": unitizing,
    "|u": partial(unitizing, form="|u"),
    "cu": partial(unitizing, form="cu"),
    "(k)u": partial(unitizing, form=0),
    "strict F1 of claims": partial(of_claims, frame_f1),
    "soft F1 of claims": partial(of_matched, soft_frame_f1),
    "F1 of a role": lambda codes, **given: of_matched(role_f1, codes, "claimant", **given),
    "alpha on sentences": partial(of_matched, frame_alpha),
    "alpha on sentences, both": partial(of_matched, partial(frame_alpha, both=True)),
    "with others": partial(rated, "with_others"),
    "accuracy": partial(rated, "accuracy"),
    "diagonal": partial(rated, "diagonal"),
    "alpha, a difference": partial(compared, alpha),
    "observed, a difference": partial(compared, observed_agreement),
    "span F1, a difference": partial(compared, partial(of_spans, span_f1)),
}


def answers(articles: int, label_in: int) -> tuple[Codes, np.ndarray]:
    """Three annotators who differ in the articles that have the label 1; the others have none of it."""
    rng = np.random.default_rng(1)
    article = np.repeat(np.arange(articles), SENTENCES)
    truth = np.where(article < label_in, rng.integers(2, size=len(article)), 0)
    guess = rng.integers(2, size=(3, len(article)))
    return np.where((rng.random(guess.shape) < 0.75) | (article >= label_in), truth, guess), article


def apart() -> tuple[Codes, np.ndarray]:
    """Two annotators, each with an article of their own."""
    codes, article = answers(2, 2)
    codes = codes[:2].copy()
    codes[0, article == 1] = codes[1, article == 0] = -1
    return codes, article


def alike() -> tuple[Codes, np.ndarray]:
    """Eight articles in which everybody says the same again."""
    codes, _ = answers(1, 1)
    return np.tile(codes, 8), np.repeat(np.arange(8), SENTENCES)


SITUATIONS = {
    "one article": answers(1, 1),
    "two articles": answers(2, 2),
    "all articles alike": alike(),
    "a label in one article only": answers(12, 1),
    "a label in one article of two annotators": (answers(12, 1)[0][:2], answers(12, 1)[1]),
    "no common article": apart(),
}


@pytest.mark.parametrize("how", [Resampling(), Resampling(resamples=50)], ids=["jackknife", "bootstrap"])
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("name", MEASURES)
def test_there_is_a_reason_in_words_in_place_of_bounds(name: str, situation: str, how: Resampling) -> None:
    codes, article = SITUATIONS[situation]
    try:
        found = MEASURES[name](codes, articles=article, resampling=how)
    except InsufficientData as error:
        assert error.message
        return
    assert found.interval is None
    if found.value is None:
        assert found.reason
    else:
        assert found.note.startswith("no interval: ")


@pytest.mark.parametrize("name", MEASURES)
def test_twelve_articles_that_differ_have_bounds(name: str) -> None:
    codes, article = answers(12, 12)
    assert MEASURES[name](codes, articles=article, resampling=Resampling()).interval
