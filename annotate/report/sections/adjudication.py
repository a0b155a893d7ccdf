"""What adjudicators decided: whom they overrule, and what causes the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotate.adjudication import adjudicate
from annotate.adjudication.conflicts import read_conflicts
from annotate.adjudication.report import AdjudicationReport, report_on
from annotate.errors import AnnotateError
from annotate.gold import make_gold
from annotate.report.figure import Figure, Section
from annotate.report.material import Material

_SHARE = ("part", "of", "share", "low", "high")
_NONE = "Nothing is adjudicated yet: `annotate adjudicate push` sends conflicts to adjudicators."


def adjudication_section(material: Material) -> Section:
    """The figures of adjudication, with a sentence where nothing was decided."""
    made, missing = _report(material) if material.rulings else (None, _NONE)
    names = material.names
    overruled = (
        [(names[each.annotator], *_share(each.share)) for each in made.overruled if not each.element] if made else []
    )
    work = [(each.element, *_share(each.share)) for each in made.work] if made else []
    told = f"{made.decided} of {made.conflicts} conflicts are decided, {made.by_hand} by hand." if made else missing
    figures = (
        Figure(
            "overruled",
            "Whom adjudicators overruled",
            ("annotator", *_SHARE),
            overruled,
            "forest",
            {"y": "annotator", "x": "share", "low": "low", "high": "high"},
            "The share of decided points at which an annotator had said something else.",
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
    project = material.project
    rules, schema = project.config.gold, project.schema
    try:
        conflicts = read_conflicts(project)
        if not conflicts.standing.settled:
            return None, "No decision of an adjudicator holds today."
        rows = adjudicate(
            make_gold(material.of_people, schema, rules), material.of_people, conflicts.rulings, schema, rules
        )
        return report_on(conflicts, rows.rows), ""
    except AnnotateError as error:
        return None, f"Decisions cannot be shown: {error.message}."


def _share(share: Any) -> Sequence[Any]:
    low, high = share.interval or (None, None)
    return (round(share.part, 6), share.whole, share.value, low, high)
