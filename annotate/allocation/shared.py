"""A launch that all annotators share: what is in which project, and not who gets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate.allocation.allocate import Draw, allocate
from annotate.allocation.plan import CALIBRATION, Plan

if TYPE_CHECKING:
    from annotate.corpus import Sentence

# The assignees of what nobody has alone; no annotator can have these ids.
SHARED = "*"
CALIBRATING = "*calibration"
NAMES = {SHARED: "all annotators", CALIBRATING: "calibration of all"}
_TOGETHER = "*together"


def plan_launch(
    sentences: Sequence[Sentence],
    annotators: Sequence[str],
    draw: Draw,
    earlier: Plan,
    *,
    new_round: bool,
) -> Plan:
    """The plan of a launch: who gets what, or, if it is shared, what is in which project; `earlier` is extended."""
    if draw.allocation.blind:
        return allocate(sentences, annotators, draw, earlier, new_round=new_round)
    return _hand_out(sentences, draw, earlier, new_round=new_round)


def _hand_out(sentences: Sequence[Sentence], draw: Draw, earlier: Plan, *, new_round: bool) -> Plan:
    """The plan of a shared launch: each sentence once, in the calibration project or in the main one."""
    together = Plan(rounds=dict(earlier.rounds))
    for assignee in (CALIBRATING, SHARED):
        for assignment in earlier.assignments.get(assignee, ()):
            together.give(_TOGETHER, assignment)
    once = draw._replace(allocation=draw.allocation.model_copy(update={"overlap": 1}))
    drawn = allocate(sentences, [_TOGETHER], once, together, new_round=new_round)
    plan = Plan({CALIBRATING: {}, SHARED: {}}, drawn.rounds)
    for assignment in drawn.assignments.get(_TOGETHER, ()):
        plan.give(CALIBRATING if drawn.rounds[assignment.sentence] == CALIBRATION else SHARED, assignment)
    return plan
