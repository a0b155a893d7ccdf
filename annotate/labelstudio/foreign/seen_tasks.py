"""What the annotations of others have, for a schema to start from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotate.counting import count
from annotate.json_files import JsonObject
from annotate.labelstudio.foreign.their_results import items_of
from annotate.labelstudio.wire.answers import ANSWERS, TAXONOMY, is_about_region
from annotate.labelstudio.wire.called import labels_in
from annotate.labelstudio.wire.tasks import annotations_of
from annotate.schema.draft import WHOLE_TEXT, Draft

Path_ = tuple[str, ...]


def see_tasks(tasks: Iterable[JsonObject], source: Path) -> Draft:
    """What the annotations of exported tasks have: their labels, choices, lists and links, with how often."""
    draft = Draft("", source.stem)
    paths: dict[str, Counter[Path_]] = defaultdict(Counter)
    number = annotated = 0
    for task in tasks:
        number += 1
        for annotation in annotations_of(task):
            annotated += 1
            _see(annotation, draft, paths)
    for control, counted in paths.items():
        draft.answer(control).labels.update(called_by_path(counted))
    draft.source = f"{source}: {count(number, 'task')}, {count(annotated, 'annotation')}"
    return draft


def called_by_path(paths: Counter[Path_]) -> Counter[str]:
    """The labels of a list by their last step, or by the whole path where several end alike."""
    last = Counter(path[-1] for path in paths)
    labels: Counter[str] = Counter()
    for path, times in paths.items():
        labels[path[-1] if last[path[-1]] == 1 else "/".join(path)] += times
    return labels


def _see(annotation: Any, draft: Draft, paths: dict[str, Counter[Path_]]) -> None:
    spans: dict[str, list[str]] = defaultdict(list)
    for item in items_of(annotation):
        if item.get("type") == "labels" and (labels := [label for label in labels_in(item) if label.strip()]):
            draft.controls[str(item.get("from_name"))] = None
            draft.spans.update(labels)
            spans[str(item.get("id"))] += labels
    for item in items_of(annotation):
        kind, control = str(item.get("type")), str(item.get("from_name"))
        if kind == "relation":
            ends = [spans.get(str(item.get(end)), []) for end in ("from_id", "to_id")]
            draft.links.update((one, other) for one in ends[0] for other in ends[1])
        elif kind in ANSWERS:
            _see_answer(item, control, spans.get(str(item.get("id"))), draft, paths)
        elif kind != "labels":
            draft.unread[control, kind] += 1


def _see_answer(
    item: JsonObject, control: str, on: list[str] | None, draft: Draft, paths: dict[str, Counter[Path_]]
) -> None:
    value, kind = item.get("value"), item["type"]
    labels = value.get(kind) if isinstance(value, dict) else None
    labels = [one for one in labels if one] if isinstance(labels, list) else []
    if on is None and is_about_region(item):
        draft.unread[control, f"{kind}, about a span that is not read"] += 1
        return
    answer = draft.answer(control)
    answer.several = answer.several or len(labels) > 1
    answer.on |= dict.fromkeys(on or [WHOLE_TEXT])
    for one in labels:
        if kind == TAXONOMY and isinstance(one, list):
            paths[control][tuple(map(str, one))] += 1
        elif isinstance(one, str) and one.strip():
            answer.labels[one] += 1
