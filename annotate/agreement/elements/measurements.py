"""The agreement table: one line a measure, with the reason where a measure is undefined."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.coefficients.continuum import Continuum
from annotate.agreement.coefficients.frame_alpha import frame_alpha
from annotate.agreement.coefficients.frame_f1 import frame_f1, layout, role_f1, soft_frame_f1
from annotate.agreement.coefficients.span_f1 import span_f1
from annotate.agreement.coefficients.unitizing import UnitizingForm, measure_of, unitizing_alpha
from annotate.agreement.elements.units import ElementKind, Units, role_spans
from annotate.agreement.elements.valued_spans import ValuedSpans, valued_spans
from annotate.agreement.results.agreement import Agreement
from annotate.agreement.results.recipe import Counts
from annotate.agreement.results.resampling import Resampling
from annotate.agreement.results.sums import Ints
from annotate.errors import InsufficientData
from annotate.records.aligned import AlignedRecords
from annotate.schema.model import CLAIM

_BY_PLACE = ("ac2", "linear_kappa", "quadratic_kappa")
"""The measures that depend on the places of answers on a scale."""


@dataclass(frozen=True)
class Measurement:
    """One line of the agreement table.

    Attributes:
        element: the question, attribute or role measured, named as in the schema.
        kind: what it is.
        agreement: the measure.
        basis: which units entered, where they are not simply all sentences.
        by: how the units were divided, such as "category" or "pair"; empty for the whole.
        group: which part this is.
        articles: how many articles the units are of; 0 where that is not known.
        counted: what a unit is: "sentence", "claim" or "span", and "unit" in a table.
    """

    element: str
    kind: ElementKind
    agreement: Agreement
    basis: str = ""
    by: str = ""
    group: str = ""
    articles: int = 0
    counted: str = "sentence"

    def to_json(self) -> dict[str, Any]:
        """The row as agreement.json has it."""
        names = ("element", "kind", "by", "group", "basis", "articles")
        own = {name: getattr(self, name) for name in names if getattr(self, name)}
        return own | self.agreement.to_json()


def measure_answers(units: Units, resampling: Resampling) -> list[Measurement]:
    """Measure answers by the measures of their level."""
    counts = pairable(units.codes)
    basis = units.basis
    if basis and counts.units < len(units.ids):
        basis += f", {counts.units} of them with two answers"
    articles = count_articles(units.articles, units.codes >= 0)
    rows = []
    for name, run in units.level.measures(units.codes, units.labels).items():
        agreement = attempt(name, partial(run, articles=units.articles, resampling=resampling), counts)
        if name in _BY_PLACE and units.kind == "variable" and agreement.value is not None:
            # A table does not declare its scale.
            agreement = agreement.with_note(f"the scale is the {len(units.labels)} values in use")
        agreement = counting_no_answer(agreement, units)
        rows.append(Measurement(units.element, units.kind, agreement, basis, articles=articles, counted=units.counted))
    return rows


def counting_no_answer(agreement: Agreement, units: Units) -> Agreement:
    """The same with what it says of questions left empty: they have an answer of their own, which counts."""
    if not units.has_no_answers or agreement.recipe is None:
        return agreement
    recipe = replace(agreement.recipe, settings={**agreement.recipe.settings, "no-answer": "counts"})
    return replace(agreement, recipe=recipe).with_note("an empty answer counts as an answer")


def count_articles(articles: Ints | None, seen: NDArray[np.bool_]) -> int:
    """How many articles the units are of that two annotators judged; 0 where articles are not known."""
    return 0 if articles is None else len(np.unique(articles[seen.sum(axis=0) > 1]))


def pairable(codes: NDArray[np.intp]) -> Counts:
    """How many units have two judgements, how many annotators judged one of them, and how many judgements that is."""
    present = codes >= 0
    return _entered(present, present.sum(axis=0))


def _entered(seen: NDArray[np.bool_], sizes: NDArray[np.integer]) -> Counts:
    """The same where each unit, seen or not by each annotator, holds as many judgements as `sizes` says."""
    twice = seen.sum(axis=0) > 1
    return Counts(int(twice.sum()), int(seen[:, twice].any(axis=1).sum()), int(sizes[twice].sum()))


class SpanLayer(NamedTuple):
    """The spans of one role or label.

    Attributes:
        element: the role or label.
        spans: shape (spans, 4): annotator, sentence, start, end.
        seen: shape (annotators, sentences).
        articles: shape (sentences,), or None.
    """

    element: str
    spans: Ints
    seen: NDArray[np.bool_]
    articles: Ints | None


def measure_spans(
    aligned: AlignedRecords, role: str, lengths: Callable[[], Ints], resampling: Resampling
) -> list[Measurement]:
    """Measure the spans of a role, as `measure_layer`."""
    return measure_layer(
        SpanLayer(role, role_spans(aligned, role), aligned.seen, aligned.articles), lengths, resampling
    )


def measure_layer(layer: SpanLayer, lengths: Callable[[], Ints], resampling: Resampling) -> list[Measurement]:
    """Measure spans: exact and relaxed F1, and unitizing alpha, which asks for the sentences' lengths."""
    element, spans, seen, article = layer
    counts = count_spans(layer)
    how: dict[str, Any] = {"articles": article, "resampling": resampling}
    measures: dict[str, Callable[[], Agreement]] = {
        "span_f1": lambda: span_f1(spans, seen, **how),
        "relaxed_span_f1": lambda: span_f1(spans, seen, relaxed=True, **how),
        "unitizing_alpha": lambda: unitizing_alpha(Continuum(spans, seen, lengths()), **how),
        "boundary_alpha": lambda: unitizing_alpha(Continuum(spans, seen, lengths()), form="|u", **how),
    }
    articles = count_articles(article, seen)
    return [
        Measurement(element, "role", attempt(name, run, counts), articles=articles) for name, run in measures.items()
    ]


def count_spans(layer: SpanLayer) -> Counts:
    """What measures of these spans rest on."""
    return _entered(layer.seen, np.bincount(layer.spans[:, 1], minlength=layer.seen.shape[1]))


def measure_values(
    aligned: AlignedRecords, element: str, lengths: Callable[[], Ints], resampling: Resampling
) -> list[Measurement]:
    """Measure the values that an element gives to spans, with their boundaries and alone; other elements have none."""
    valued = valued_spans(aligned, element)
    return (
        []
        if valued is None
        else [measure_valued_spans(aligned, valued, form, lengths, resampling) for form in ("u", "cu")]
    )


def measure_valued_spans(
    aligned: AlignedRecords,
    valued: ValuedSpans,
    form: UnitizingForm,
    lengths: Callable[[], Ints],
    resampling: Resampling,
) -> Measurement:
    """One form of unitizing alpha on the values of spans."""
    seen = aligned.seen
    counts = _entered(seen, np.bincount(valued.spans[:, 1], minlength=seen.shape[1]))

    def run() -> Agreement:
        continuum = Continuum(valued.spans, seen, lengths(), valued.values)
        return unitizing_alpha(continuum, form=form, articles=aligned.articles, resampling=resampling)

    articles = count_articles(aligned.articles, seen)
    return Measurement(valued.element, "attribute", attempt(measure_of(form), run, counts), articles=articles)


def measure_claims(aligned: AlignedRecords, elements: Collection[str], resampling: Resampling) -> list[Measurement]:
    """Measure whole claims: strict and soft F1, each role given matched claims, and alpha on sentences.

    Of `elements`, "claim" asks for all of that, a role for itself given matched claims.
    """
    frames, schema = aligned.frames, aligned.schema
    how: dict[str, Any] = {"articles": aligned.articles, "resampling": resampling}
    seen, sizes = layout(frames)
    counts = _entered(seen, sizes.sum(axis=0))
    alpha = partial(frame_alpha, aligned.matched, known=aligned.compared.distances, **how)
    measures: dict[str, Callable[[], Agreement]] = {
        "frame_f1": partial(frame_f1, frames, weights=aligned.matched.weights, **how),
        "soft_frame_f1": partial(soft_frame_f1, aligned.matched, **how),
        "frame_alpha": alpha,
        "frame_alpha_both": partial(alpha, both=True),
    }
    whole = CLAIM in elements
    tried = [(CLAIM, name, run) for name, run in measures.items() if whole]
    tried += [
        (role.name, "role_f1", partial(role_f1, aligned.matched, role.name, **how))
        for role in schema.roles
        if whole or role.name in elements
    ]
    articles = count_articles(aligned.articles, seen)
    return [
        Measurement(element, "claim", attempt(name, run, counts), articles=articles) for element, name, run in tried
    ]


def attempt(measure: str, run: Callable[[], Agreement], counts: Counts) -> Agreement:
    """Run a measure; where it is undefined, say why. `counts` is what it would rest on."""
    try:
        return run()
    except InsufficientData as error:
        return Agreement(measure, None, **counts._asdict(), reason=error.message)
