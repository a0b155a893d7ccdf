"""Time and memory of the agreement measures beside named peers, in one run.

    python benchmarks/agreement.py [speed] [scale]

Ratios are to a `bincount` over rating patterns of the same array, the least that any exact alpha must do.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from annotate.agreement import (
    Continuum,
    Resampling,
    alpha,
    codes_of,
    cohen_kappa,
    dawid_skene,
    fleiss_kappa,
    span_f1,
    unitizing_alpha,
)

POINT, DRAWN = Resampling(resamples=0), Resampling(resamples=1000)
LABELS = 5


def timed(run: Callable[[], Any], repeats: int = 3) -> tuple[float, float]:
    """The best time in seconds and the peak of memory in MB, measured apart."""
    best = np.inf
    for _ in range(repeats):
        began = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - began)
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return best, peak / 1e6


def simulate(units: int, labels: int = LABELS, annotators: int = 3, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    truth = rng.integers(labels, size=units)
    guess = rng.integers(labels, size=(annotators, units))
    codes = np.where(rng.random((annotators, units)) < 0.7, truth, guess)
    return np.where(rng.random(codes.shape) < 0.05, -1, codes)


def bincount_reference(codes: np.ndarray, labels: int = LABELS) -> np.ndarray:
    key = np.zeros(codes.shape[1], dtype=np.intp)
    for row in codes:
        key = key * (labels + 1) + row + 1
    return np.bincount(key, minlength=(labels + 1) ** len(codes))


def speed() -> None:
    """Nominal alpha and the kappas beside their peers."""
    header = f"{'units':>9} {'what':<44} {'seconds':>9} {'× bincount':>11} {'peak MB':>9} {'slope':>6}"
    print(f"{header}\n{'-' * len(header)}")
    before: dict[str, float] = {}
    for units in (10_000, 100_000, 1_000_000):
        codes = simulate(units)
        table = np.where(codes < 0, np.nan, codes.astype(float))
        complete = codes[:, (codes >= 0).all(axis=0)]
        articles = np.arange(units) // 20
        peers: dict[str, Callable[[], Any]] = {
            "bincount over patterns": lambda codes=codes: bincount_reference(codes),
            "annotate alpha": lambda codes=codes: alpha(codes, resampling=POINT),
            "annotate alpha, 1000 resamples of units": lambda codes=codes: alpha(codes, resampling=DRAWN),
            "annotate alpha, 1000 resamples of articles": lambda codes=codes, a=articles: alpha(
                codes, articles=a, resampling=DRAWN
            ),
            "annotate alpha, each article left out": lambda codes=codes, a=articles: alpha(codes, articles=a),
            "krippendorff alpha": lambda table=table: krippendorff.alpha(table, level_of_measurement="nominal"),
            "annotate alpha, ordinal": lambda codes=codes: alpha(codes, "ordinal", resampling=POINT),
            "krippendorff alpha, ordinal": lambda t=table: krippendorff.alpha(t, level_of_measurement="ordinal"),
            "annotate Fleiss' kappa": lambda codes=complete: fleiss_kappa(codes, resampling=POINT),
            "statsmodels Fleiss' kappa": lambda codes=complete: inter_rater.fleiss_kappa(
                inter_rater.aggregate_raters(codes.T)[0]
            ),
            "annotate Cohen's kappa": lambda codes=complete: cohen_kappa(codes[0], codes[1], resampling=POINT),
            "scikit-learn Cohen's kappa": lambda codes=complete: cohen_kappa_score(codes[0], codes[1]),
        }
        if units == 10_000:
            triples = [(str(a), str(u), int(codes[a, u])) for a, u in np.argwhere(codes >= 0)]
            peers["nltk alpha"] = lambda triples=triples: AnnotationTask(triples).alpha()
        reference = np.nan
        for name, run in peers.items():
            seconds, peak = timed(run, 1 if "nltk" in name else 3)
            reference = seconds if name.startswith("bincount") else reference
            slope = f"{np.log10(seconds / before[name]):.2f}" if name in before else ""
            before[name] = seconds
            print(f"{units:>9,} {name:<44} {seconds:>9.4f} {seconds / reference:>11.1f} {peak:>9.1f} {slope:>6}")


def scale() -> None:
    """The large cases, each with its target."""
    print(f"{'case':<66} {'seconds':>8} {'peak MB':>8}  target")
    rng = np.random.default_rng(1)
    codes = simulate(800_000)
    annotator, unit = np.nonzero(codes >= 0)
    order = rng.permutation(len(unit))
    rows = unit[order], annotator[order], codes[annotator, unit][order]
    large, many = simulate(100_000), simulate(100_000, labels=50)
    halves = np.arange(100_000) // 2
    sentences = 1_000_000
    spans = np.concatenate([_spans(line, sentences, rng) for line in range(3)])
    seen, lengths, articles = np.ones((3, sentences), dtype=bool), np.full(sentences, 120), np.arange(sentences) // 20
    fewer = spans[spans[:, 1] < sentences // 5]
    million = simulate(1_000_000)
    where: dict[str, Any] = {"articles": articles, "resampling": POINT}
    cases: list[tuple[str, Callable[[], Any], str]] = [
        (
            f"alpha from a long table, {len(unit):,} rows",
            lambda: alpha(codes_of(*rows).codes, resampling=POINT),
            "0.3 s",
        ),
        ("1000 resamples of 100,000 units", lambda: alpha(large, resampling=DRAWN), "0.05 s"),
        (
            "1000 resamples of 50,000 articles, 100,000 units",
            lambda: alpha(large, articles=halves, resampling=DRAWN),
            "4 s",
        ),
        ("alpha, 50 labels, 100,000 units", lambda: alpha(many, resampling=POINT), "0.1 s, 200 MB"),
        ("ordinal alpha, 50 labels, 100,000 units", lambda: alpha(many, "ordinal", resampling=POINT), "0.1 s, 200 MB"),
        ("1000 resamples of 100,000 units, ordinal, 50 labels", lambda: alpha(many, "ordinal", resampling=DRAWN), ""),
        ("Dawid-Skene, 1,000,000 × 3", lambda: dawid_skene(million, LABELS), "10 s, 400 MB"),
        (f"exact span F1, {len(spans):,} spans", lambda: span_f1(spans, seen, **where), "3 s"),
        (f"relaxed span F1, {len(fewer):,} spans", lambda: span_f1(fewer, seen, relaxed=True, **where), ""),
        (
            f"unitizing alpha, {len(spans):,} spans",
            lambda: unitizing_alpha(Continuum(spans, seen, lengths), **where),
            "6 s",
        ),
    ]
    for name, run, target in cases:
        seconds, peak = timed(run, 1)
        print(f"{name:<66} {seconds:>8.3f} {peak:>8.0f}  {target}")
    table = np.where(many < 0, np.nan, many.astype(float))
    seconds, peak = timed(lambda: krippendorff.alpha(table, level_of_measurement="nominal"), 1)
    print(f"{'krippendorff alpha, 50 labels, 100,000 units':<66} {seconds:>8.3f} {peak:>8.0f}")


def _spans(annotator: int, sentences: int, rng: np.random.Generator) -> np.ndarray:
    """About 1.27 spans a sentence at shared places, with boundaries that waver."""
    count = int(1.27 * sentences)
    place = np.random.default_rng(99).integers(0, 5, count) * 24
    where = np.random.default_rng(98).integers(0, sentences, count)
    start = place + rng.choice([0, 0, 0, 2], count)
    return np.column_stack([np.full(count, annotator), where, start, start + rng.choice([12, 12, 12, 18], count)])


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["speed", "scale"]
    for name in wanted:
        {"speed": speed, "scale": scale}[name]()
        print()
