"""Which spans of different annotators are the same object: clusters of overlapping spans, one per annotator at most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import NamedTuple


class Marked(NamedTuple):
    """A span as one annotator marked it; `content`, which sorts, is all else that the annotator said of it."""

    annotator: str
    start: int
    end: int
    content: Hashable = ()


def iou(first: Marked, second: Marked) -> float:
    """Characters in common as a share of the characters in either, 0 to 1."""
    common = min(first.end, second.end) - max(first.start, second.start)
    return common / (max(first.end, second.end) - min(first.start, second.start)) if common > 0 else 0.0


def cluster(
    spans: Sequence[Marked], least: float = 0.0, alike: Callable[[int, int], float] | None = None
) -> list[list[int]]:
    """Group spans of one sentence so that all members of a group overlap and no annotator is in it twice.

    Equal spans with equal content come together first; then groups grow from the closest pair outwards, of equally
    close ones from the most alike, then from the first by place and content. Whoever the annotators are, and in
    whichever order their spans come, the groups are the same.

    Args:
        spans: spans of one kind in one sentence.
        least: two members of a group have at least this IoU; 0 means any character in common.
        alike: how much the content of two of them, given by index, has in common; the same either way round.

    Returns:
        lists of indices into `spans`, each span in exactly one, by position in the sentence.
    """
    if len(spans) < 2:
        return [[index] for index in range(len(spans))]
    copies: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    times: Counter[Marked] = Counter()
    for index in sorted(range(len(spans)), key=lambda index: spans[index].annotator):
        copies[*spans[index][1:], times[spans[index]]].append(index)
        times[spans[index]] += 1
    # An annotator's second copy of a span goes with the second copies of others, so which copy is which cannot matter.
    members = [copies[key] for key in sorted(copies)]
    groups = {node: [node] for node in range(len(members))}
    close = sorted(
        (-iou(spans[left[0]], spans[right[0]]), -alike(left[0], right[0]) if alike else 0.0, one, two)
        for (one, left), (two, right) in combinations(enumerate(members), 2)
        if _near(spans[left[0]], spans[right[0]], least)
    )
    for *_, one, two in close:
        first, second = groups[one], groups[two]
        who = [spans[index].annotator for node in {*first, *second} for index in members[node]]
        if first is second or len(set(who)) < len(who):
            continue
        if all(_near(spans[members[left][0]], spans[members[right][0]], least) for left in first for right in second):
            first += second
            groups |= dict.fromkeys(second, first)
    unique = {id(group): group for group in groups.values()}
    return [[index for node in sorted(group) for index in members[node]] for group in unique.values()]


def _near(first: Marked, second: Marked, least: float) -> bool:
    found = iou(first, second)
    return found > 0 and found >= least
