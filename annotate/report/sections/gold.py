"""Gold by status, and why something is open."""

from __future__ import annotations

from collections import Counter
from typing import Any

from annotate.gold.decision import Status
from annotate.report.figure import Figure, Section
from annotate.report.material import Material

_KINDS = {"question": "answers", "claim": "claims", "span": "spans in roles", "attribute": "attributes"}
_SENTENCES = "whole sentences"
_MISSING = "There is no gold yet: `annotate gold` makes it."


def gold_section(material: Material) -> Section:
    """How gold came about."""
    kinds: Counter[tuple[str, str]] = Counter()
    elements: Counter[tuple[str, str]] = Counter()
    causes: Counter[tuple[str, str]] = Counter()
    for row in material.gold:
        kinds[_SENTENCES, row["status"]] += 1
        for decision in row["decisions"]:
            kinds[_KINDS[decision["kind"]], decision["status"]] += 1
            elements[decision["element"], decision["status"]] += 1
            if decision["status"] == Status.UNRESOLVED:
                causes[decision["element"], decision.get("cause") or decision.get("reason", "")] += 1
    figures = (
        _by_status("gold", "Gold by status", "kind", kinds),
        _by_status("gold-elements", "Gold of each element by status", "element", elements),
        Figure(
            "open",
            "Why answers are open",
            ("element", "cause", "times"),
            [(*key, number) for key, number in causes.most_common()],
            "bars",
            {"y": "element", "x": "times", "fill": "cause"},
            missing=_MISSING if not material.gold else "Nothing is open.",
        ),
    )
    return Section("gold", "Gold", figures)


def _by_status(key: str, title: str, what: str, times: Counter[tuple[str, str]]) -> Figure:
    order = {str(status): number for number, status in enumerate(Status)}
    names = list(dict.fromkeys(name for name, _ in times))
    rows: list[tuple[Any, ...]] = sorted(
        ((name, status, number) for (name, status), number in times.items()),
        key=lambda row: (names.index(row[0]), order.get(row[1], len(order))),
    )
    axes = {"y": what, "x": "number", "fill": "status"}
    return Figure(key, title, (what, "status", "number"), rows, "bars", axes, missing=_MISSING)
