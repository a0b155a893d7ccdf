"""What adjudicators decided: whom they overrule, and what causes the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotate.adjudication.adjudicated import adjudicated_row
from annotate.adjudication.conflicts import Conflicts
from annotate.adjudication.open_cases import cases_of
from annotate.adjudication.report import AdjudicationReport, report_on
from annotate.errors import AnnotateError
from annotate.gold.make import Merged, merge
from annotate.report.figure import Figure, Section
from annotate.report.material import Material

_SHARE = ("part", "of", "share", "low", "high")
_NONE = "Nothing is adjudicated yet: `annotate adjudicate push` sends conflicts to adjudicators."


def adjudication_section(material: Material) -> Section:
    """The figures of adjudication, with a sentence where nothing was decided."""
    made, missing = _report(material) if material.rulings else (None, _NONE)
    names = material.names
    overruled = (
        [(names[about.annotator], *_share(about.share)) for about in made.overruled if not about.element]
        if made
        else []
    )
    work = [(about.element, *_share(about.share)) for about in made.work] if made else []
    told = f"{made.decided} of {made.conflicts} conflicts are decided, {made.by_hand} by hand." if made else missing
    figures = (
        Figure(
            "overruled",
            "Whom adjudicators overruled",
            ("annotator", *_SHARE),
            overruled,
            "forest",
            {"y": "annotator", "x": "share", "low": "low", "high": "high"},
            "Of what was decided, the share on which the annotator had given another answer.",
            missing,
        ),
        Figure(
            "work",
            "Which elements cause the work",
            ("element", *_SHARE),
            work,
            "forest",
            {"y": "element", "x": "share", "low": "low", "high": "high"},
            "The share of open points that are about the element.",
            missing,
        ),
        Figure(
            "changed",
            "Which answers became which",
            ("element", "said", "decided", "times"),
            [tuple(change) for change in made.changed] if made else [],
            missing=missing or "No answer was changed.",
        ),
    )
    return Section("adjudication", "Adjudication", figures, (told,) if made else ())


def _report(material: Material) -> tuple[AdjudicationReport | None, str]:
    """The report on decisions; or None, and why there is none."""
    config, schema = material.project.config, material.project.schema
    ruled = {ruling.sentence_id for ruling in material.rulings}
    merged_if_ruled: dict[str, Merged] = {}

    def merged_sentences() -> Iterator[Merged]:
        for merged in merge(material.of_people, schema, config.gold):
            if merged.sentence_id in ruled:
                merged_if_ruled[merged.sentence_id] = merged
            yield merged

    try:
        conflicts = Conflicts(
            tuple(cases_of(merged_sentences(), config.seed)), material.rulings, material.sentences, schema
        )
        settled = conflicts.standing.settled
        if not settled:
            return None, "No decision of an adjudicator holds today."
        # The report asks only for the gold of what was decided.
        rows = (adjudicated_row(merged_if_ruled[name], each.outcome, each.ruled) for name, each in settled.items())
        return report_on(conflicts, rows), ""
    except AnnotateError as error:
        return None, f"Decisions cannot be shown: {error.message}."


def _share(share: Any) -> Sequence[Any]:
    low, high = share.interval or (None, None)
    return (round(share.part, 6), share.whole, share.value, low, high)
