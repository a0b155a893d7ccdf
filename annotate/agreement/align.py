"""Which spans of different annotators are the same object: clusters of overlapping spans, one per annotator at most."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import NamedTuple


class Marked(NamedTuple):
    """A span as one annotator marked it; `order` breaks ties between equal spans."""

    annotator: str
    start: int
    end: int
    order: Hashable = ()


def iou(first: Marked, second: Marked) -> float:
    """Characters in common as a share of the characters in either, 0 to 1."""
    common = min(first.end, second.end) - max(first.start, second.start)
    return common / (max(first.end, second.end) - min(first.start, second.start)) if common > 0 else 0.0


def cluster(spans: Sequence[Marked], least: float = 0.0) -> list[list[int]]:
    """Group spans of one sentence so that all members of a group overlap and no annotator is in it twice.

    Groups grow from the closest pair outwards. Whoever the annotators are, and in whichever order their spans come,
    the groups are the same.

    Args:
        spans: spans of one kind in one sentence.
        least: two members of a group have at least this IoU; 0 means any character in common.

    Returns:
        lists of indices into `spans`, each span in exactly one, by position in the sentence.
    """
    where = sorted(range(len(spans)), key=lambda index: (spans[index].start, spans[index].end, spans[index].order))
    groups = {index: [index] for index in where}
    position = {index: place for place, index in enumerate(where)}
    close = [
        (-iou(spans[one], spans[two]), abs(position[one] - position[two]), position[one], one, two)
        for one, two in combinations(where, 2)
        if spans[one].annotator != spans[two].annotator and _near(spans[one], spans[two], least)
    ]
    for *_, one, two in sorted(close):
        first, second = groups[one], groups[two]
        if first is second or {spans[index].annotator for index in first} & {
            spans[index].annotator for index in second
        }:
            continue
        if all(_near(spans[left], spans[right], least) for left in first for right in second):
            first += second
            for index in second:
                groups[index] = first
    unique = {id(group): group for group in groups.values()}
    return sorted((sorted(group, key=position.__getitem__) for group in unique.values()), key=lambda g: position[g[0]])


def _near(first: Marked, second: Marked, least: float) -> bool:
    found = iou(first, second)
    return found > 0 and found >= least
