"""The flow of numbers, from articles to gold."""

from __future__ import annotations

from collections import Counter

from annotate.flow import Step, flow_of
from annotate.report.figure import Figure, Section
from annotate.report.material import Material
from annotate.report.names import isolated


def numbers_section(material: Material) -> Section:
    """How many there are at each step; a step that was not done yet says how to do it."""
    rows = [
        (step.name, step.count, _told(step, material), _listed(step.left_out)) for step in flow_of(material.project)
    ]
    figure = Figure(
        "flow",
        "How many there are at each step",
        ("step", "number", "of these", "left out"),
        rows,
        caption="Articles are split into segments. “Kept” are the sentences that you asked for, “drawn” those in the "
        "sample (all, if no sample was drawn), “pushed” those that annotators got. Each annotation is one sentence by "
        "one annotator.",
    )
    return Section("numbers", "The flow of numbers", (figure,))


def _told(step: Step, material: Material) -> str:
    names = material.names
    parts = Counter({names.get(name, name): number for name, number in step.parts.items()})
    return step.missing or _listed(parts)


def _listed(parts: Counter[str]) -> str:
    return ", ".join(f"{isolated(name)} {number}" for name, number in parts.most_common())
