"""Which spans of different annotators are the same object: clusters of overlapping spans, one per annotator at most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import Any, NamedTuple


class Marked(NamedTuple):
    """A span as one annotator marked it; `content`, which sorts, is all else that the annotator said of it."""

    annotator: str
    start: int
    end: int
    content: Hashable = ()


def iou(first: Any, second: Any) -> float:
    """Characters in common as a share of the characters in either, 0 to 1."""
    common = min(first.end, second.end) - max(first.start, second.start)
    return common / (max(first.end, second.end) - min(first.start, second.start)) if common > 0 else 0.0


def overlap(first: Any, second: Any) -> bool:
    """Whether two spans have a character in common."""
    return bool(first.start < second.end and second.start < first.end)


def cluster(
    spans: Sequence[Marked],
    least: float = 0.0,
    alike: Callable[[int, int], float] | None = None,
    content: Callable[[int], Hashable] | None = None,
) -> list[list[int]]:
    """Group spans of one sentence so that all members of a group overlap and no annotator is in it twice.

    Equal spans with equal content come together first; then groups grow from the closest pair outwards, of equally
    close ones from the most alike, then from the first by place and content. Whoever the annotators are, and in
    whichever order their spans come, the groups are the same.

    Args:
        spans: spans of one kind in one sentence.
        least: two members of a group have at least this IoU; 0 means any character in common.
        alike: how much the content of two of them, given by index, has in common; the same either way round.
        content: the content of each, given by index, if that of `spans` is not: it is asked for only if it matters.

    Returns:
        lists of indices into `spans`, each span in exactly one, by position in the sentence.
    """
    if len(spans) < 2:
        return [[index] for index in range(len(spans))]
    said = content or (lambda index: spans[index].content)
    groups: list[list[int]] = []
    for run in _runs(spans):
        if least <= 0 and _is_one_object([spans[index] for index in run]):
            groups.append(run)
        else:
            groups += _grown(run, spans, least, alike, said)
    return groups


def _runs(spans: Sequence[Marked]) -> list[list[int]]:
    """Indices of spans, by position: no span of one run overlaps one of another."""
    runs: list[list[int]] = []
    reach = 0
    for start, end, index in sorted([(span.start, span.end, index) for index, span in enumerate(spans)]):
        if runs and start < reach:
            runs[-1].append(index)
            reach = max(reach, end)
        else:
            runs.append([index])
            reach = end
    return runs


def _is_one_object(spans: Sequence[Marked]) -> bool:
    """Whether all spans, which are by position, overlap, and each is somebody else's."""
    if len({span.annotator for span in spans}) < len(spans):
        return False
    return spans[-1].start < min([span.end for span in spans])


def _grown(
    run: list[int],
    spans: Sequence[Marked],
    least: float,
    alike: Callable[[int, int], float] | None,
    content: Callable[[int], Hashable],
) -> list[list[int]]:
    """The groups of a run of spans, grown from the closest pair outwards."""
    members = [[index] for index in run]
    if len({spans[index][1:3] for index in run}) < len(run):
        members = _copies(run, spans, content)
    groups = {node: [node] for node in range(len(members))}
    near = {
        (one, two): closeness
        for (one, left), (two, right) in combinations(enumerate(members), 2)
        if (closeness := iou(spans[left[0]], spans[right[0]])) > 0 and closeness >= least
    }
    times = Counter(near.values())
    close = sorted(
        (-closeness, -alike(members[one][0], members[two][0]) if alike and times[closeness] > 1 else 0.0, one, two)
        for (one, two), closeness in near.items()
    )
    for *_, one, two in close:
        first, second = groups[one], groups[two]
        who = [spans[index].annotator for node in {*first, *second} for index in members[node]]
        if first is second or len(set(who)) < len(who):
            continue
        if all((min(left, right), max(left, right)) in near for left in first for right in second):
            first += second
            groups |= dict.fromkeys(second, first)
    unique = {id(group): group for group in groups.values()}
    return [[index for node in sorted(group) for index in members[node]] for group in unique.values()]


def _copies(run: list[int], spans: Sequence[Marked], content: Callable[[int], Hashable]) -> list[list[int]]:
    """Spans of a run that are equal, their content too, each annotator's first, then each one's second, and on."""
    copies: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    times: Counter[tuple[Any, ...]] = Counter()
    for index in sorted(run, key=lambda index: (spans[index].annotator, index)):
        annotator, start, end, _ = spans[index]
        said = (start, end, content(index))
        copies[*said, times[annotator, said]].append(index)
        times[annotator, said] += 1
    # An annotator's second copy of a span goes with the second copies of others, so which copy is which cannot matter.
    return [copies[key] for key in sorted(copies)]
