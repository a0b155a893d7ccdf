"""Which spans of different annotators are the same object: clusters of overlapping spans, one per annotator at most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import Any

Marked = tuple[str, Any]
"""An annotator, and a span that this annotator marked."""


def iou(first: Any, second: Any) -> float:
    """Characters that two spans have in common as a share of the characters in either, 0 to 1."""
    common = min(first.end, second.end) - max(first.start, second.start)
    return common / (first.end - first.start + second.end - second.start - common) if common > 0 else 0.0


def overlap(first: Any, second: Any) -> bool:
    """Whether two spans have a character in common."""
    return bool(first.start < second.end and second.start < first.end)


def cluster(
    spans: Sequence[Marked],
    alike: Callable[[int, int], float] | None = None,
    content: Callable[[int], Hashable] = lambda _: (),
) -> list[list[int]]:
    """Group spans of one sentence so that all members of a group overlap and no annotator is in it twice.

    Equal spans with equal content come together first; then groups grow from the closest pair outwards, of equally
    close ones from the most alike, then from the first by place and content. Whoever the annotators are, and in
    whichever order their spans come, the groups are the same.

    Args:
        spans: spans of one kind in one sentence.
        alike: how much the content of two of them, given by index, has in common; the same either way round.
        content: all else that was said of a span, given by index; it sorts, and is asked for only if it matters.

    Returns:
        lists of indices into `spans`, each span in exactly one, by position in the sentence.
    """
    groups: list[list[int]] = []
    for run in _runs(spans):
        if _is_one_object([spans[index] for index in run]):
            groups.append(run)
        else:
            groups += _grown(run, spans, alike, content)
    return groups


def _runs(spans: Sequence[Marked]) -> list[list[int]]:
    """Indices of spans, by position: no span of one run overlaps one of another."""
    runs: list[list[int]] = []
    reach = 0
    for start, end, index in sorted([(span.start, span.end, index) for index, (_, span) in enumerate(spans)]):
        if runs and start < reach:
            runs[-1].append(index)
            reach = max(reach, end)
        else:
            runs.append([index])
            reach = end
    return runs


def _is_one_object(run: Sequence[Marked]) -> bool:
    """Whether all spans, which are by position, overlap, and each is somebody else's."""
    if len({annotator for annotator, _ in run}) < len(run):
        return False
    return bool(run[-1][1].start < min([span.end for _, span in run]))


def _grown(
    run: list[int],
    spans: Sequence[Marked],
    alike: Callable[[int, int], float] | None,
    content: Callable[[int], Hashable],
) -> list[list[int]]:
    """The groups of a run of spans, grown from the closest pair outwards."""
    members = _copies(run, spans, content)
    groups = {node: [node] for node in range(len(members))}
    near = {
        (one, two): closeness
        for (one, left), (two, right) in combinations(enumerate(members), 2)
        if (closeness := iou(spans[left[0]][1], spans[right[0]][1]))
    }
    times = Counter(near.values())
    close = sorted(
        (-closeness, -alike(members[one][0], members[two][0]) if alike and times[closeness] > 1 else 0.0, one, two)
        for (one, two), closeness in near.items()
    )
    for *_, one, two in close:
        first, second = groups[one], groups[two]
        who = [spans[index][0] for node in {*first, *second} for index in members[node]]
        if first is second or len(set(who)) < len(who):
            continue
        if all((min(left, right), max(left, right)) in near for left in first for right in second):
            first += second
            groups |= dict.fromkeys(second, first)
    unique = {id(group): group for group in groups.values()}
    return [[index for node in sorted(group) for index in members[node]] for group in unique.values()]


def _copies(run: list[int], spans: Sequence[Marked], content: Callable[[int], Hashable]) -> list[list[int]]:
    """Spans of a run that are equal, their content too, each annotator's first, then each one's second, and on."""
    places = Counter((span.start, span.end) for _, span in (spans[index] for index in run))
    if len(places) == len(run):
        return [[index] for index in run]
    copies: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    times: Counter[tuple[Any, ...]] = Counter()
    for index in sorted(run, key=lambda index: (spans[index][0], index)):
        annotator, span = spans[index]
        place = (span.start, span.end)
        said = (*place, content(index) if places[place] > 1 else ())
        copies[*said, times[annotator, said]].append(index)
        times[annotator, said] += 1
    # An annotator's second copy of a span goes with the second copies of others, so which copy is which cannot matter.
    return [copies[key] for key in sorted(copies)]
