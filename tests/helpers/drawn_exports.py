"""Exports drawn by Hypothesis that no server would write."""

from __future__ import annotations

import copy
from typing import Any

from drawn import JUNK, TEXT, mutated
from hypothesis import strategies as st

from annotate.corpus import digest
from annotate.schema.model import Schema


@st.composite
def exports(draw) -> tuple[Schema, list[Any]]:
    """An export of a few tasks in which up to four parts are something else, or are not there."""
    schema, result = draw(mutated())
    annotation = {"id": 1, "completed_by": 5, "created_at": "2026-11-20T10:00:00Z", "result": result}
    annotation |= {"updated_by": None, "lead_time": 3.0, "was_cancelled": False}
    annotations = [annotation | {"id": number} for number in (1, 2)]
    data = {"text": TEXT, "sentence_id": "a:0-9", "round": 1, "repeat": 1, "digest": digest(TEXT), "article_id": "a"}
    task = {"id": 3, "project": 2, "data": data, "annotations": annotations}
    tasks = [copy.deepcopy(task), copy.deepcopy(task) | {"id": 4}]
    for _ in range(draw(st.integers(0, 4))):
        task = draw(st.sampled_from(tasks))
        data, own = task.get("data"), task["annotations"]
        parts = [task, data, own, *(own if isinstance(own, list) else ())]
        part = draw(st.sampled_from([part for part in parts if part and isinstance(part, dict | list)]))
        key = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        if draw(st.booleans()) or key == "annotations":
            part[key] = draw(st.one_of(JUNK, st.dictionaries(st.sampled_from(["id", "email", "text"]), JUNK)))
        else:
            del part[key]
    return schema, tasks


def numbers_in(task: dict[str, Any]) -> list[object]:
    """What tells the annotations of an exported task from all others; None is not there."""
    given = task["annotations"]
    annotations = given if isinstance(given, list) else [] if given is None else [given]
    pairs = [(task.get("id"), each.get("id") if isinstance(each, dict) else None) for each in annotations]
    is_named = [all(type(number) in (int, str) for number in pair) for pair in pairs]
    return [
        tuple(str(number).strip() for number in pair) if named else object()
        for pair, named in zip(pairs, is_named, strict=True)
    ]
