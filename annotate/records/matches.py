"""Which claims of two annotators are the same one, and how far apart what they claim is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, compress, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from annotate.errors import InsufficientData
from annotate.records.distinct import Distinct, Pairs, distinct, in_order, pairs_of
from annotate.records.frames import Frame, Frames, Weights, similarity
from annotate.records.similarities import Numbered, similarity_table

_FEW = 16
"""Sentences with up to so many pairs of claims are compared many at once."""
_AT_ONCE = 2_000
_EACH_OTHER = ((0, 0),)


@dataclass(frozen=True, slots=True)
class Matching:
    """Claims of two annotators matched one to one: pairs of indices, and the sum of their similarities."""

    pairs: tuple[tuple[int, int], ...]
    credit: float


def match(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> Matching:
    """Match the claims of one sentence one to one for the greatest total similarity.

    Claims that share nothing are not matched; one equal answer is enough. Of several best matchings it is always the
    same one, whoever comes first and in whichever order claims are.
    """
    if len(first) == len(second) == 1:
        credit = similarity(first[0], second[0], weights)
        return Matching(((0, 0),) if credit else (), credit)
    return _matching(first, second, similarity_table(first, second, weights))


def _matching(first: Sequence[Frame], second: Sequence[Frame], table: NDArray[np.float64]) -> Matching:
    """The matching of claims whose similarities are in a table."""
    if not first or not second:
        return Matching((), 0.0)
    rows, columns = (sorted((frame.order, index) for index, frame in enumerate(claims)) for claims in (first, second))
    if [order for order, _ in columns] < [order for order, _ in rows]:
        turned = _matching(second, first, table.T)
        return Matching(tuple(sorted((one, two) for two, one in turned.pairs)), turned.credit)
    ordered = table[np.ix_([index for _, index in rows], [index for _, index in columns])]
    matched = _best(ordered)
    pairs = tuple(
        sorted((rows[row][1], columns[column][1]) for row, column in zip(*matched, strict=True) if ordered[row, column])
    )
    return Matching(pairs, float(sum(ordered[matched])))


def _best(table: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of the one-to-one matching with the greatest total."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(table, maximize=True)
    return rows, columns


class Meeting(NamedTuple):
    """Two annotators, by their rows, and what each of them claims where both marked a claim."""

    first: int
    second: int
    claims: Pairs[Sequence[Frame]]


def meetings_of(frames: Frames) -> list[Meeting]:
    """Each two annotators.

    Raises:
        InsufficientData: annotators have different numbers of sentences.
    """
    if len({len(sentences) for sentences in frames}) > 1:
        raise InsufficientData("annotators have different numbers of sentences", "write None where one is missing")
    claims = distinct([[found or None for found in sentences] for sentences in frames])
    return [Meeting(one, two, pairs_of(claims, one, two)) for one, two in combinations(range(len(frames)), 2)]


Distances = dict[tuple[int, int], float]
"""The distances of claims that are kept, by the identities of their sequences."""

Matched = dict[tuple[int, int], Matching]
"""The matchings of claims that are kept, by the identities of their sequences."""


@dataclass(frozen=True)
class MatchedFrames:
    """The claims of several annotators, those of each pair of them matched in each sentence.

    Attributes:
        frames: the claims of each annotator in each sentence.
        weights: as in `match_all`.
        meetings: each pair of annotators.
        matched: what is matched in those, and maybe more.
    """

    frames: Frames
    weights: Weights | None
    meetings: Sequence[Meeting]
    matched: Matched

    def matchings(self, meeting: Meeting) -> list[Matching]:
        """That of each pair of claims of two annotators."""
        return [self.matched[id(one), id(two)] for one, two in meeting.claims.values]

    @cached_property
    def said(self) -> Distinct[Sequence[Frame]]:
        """What annotators claim in sentences, in the order of what is said, whoever says it where."""
        return in_order(distinct(self.frames), lambda claims: tuple(sorted([frame.order for frame in claims])))


def match_all(frames: Frames, weights: Weights | None = None, matched: Matched | None = None) -> MatchedFrames:
    """Match the claims of each pair of annotators in each sentence.

    Args:
        frames: the claims of each annotator in each sentence.
        weights: role or attribute → its share in the similarity; 1 where it is not named.
        matched: what was matched before under the same weights, to which this is added; its claims must be kept.

    Raises:
        InsufficientData: annotators have different numbers of sentences.
    """
    meetings, known = meetings_of(frames), {} if matched is None else matched
    new = {
        key: pair
        for meeting in meetings
        for pair in meeting.claims.values
        if (key := (id(pair[0]), id(pair[1]))) not in known
    }
    # What annotators say of one sentence was mostly made together, so frames are made once for all who saw it.
    keys = sorted(new)
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        known.update(zip(some, _matched([new[key] for key in some], weights), strict=True))
    return MatchedFrames(frames, weights, meetings, known)


def _matched(pairs: Sequence[tuple[Sequence[Frame], Sequence[Frame]]], weights: Weights | None) -> Iterator[Matching]:
    """The matching of each pair of claims; those of few claims are compared together."""
    are_few = [0 < len(one) * len(two) <= _FEW for one, two in pairs]
    few = list(compress(pairs, are_few))
    claims = {id(said): tuple(said) for pair in few for said in pair}
    numbered = Numbered([frame for frames in claims.values() for frame in frames], weights)
    size = np.array([len(frames) for frames in claims.values()], dtype=np.intp)
    place = {name: index for index, name in enumerate(claims)}
    one, two = (np.array([place[id(pair[side])] for pair in few], dtype=np.intp) for side in (0, 1))
    tables = _Tables.of(numbered, size, one, two)
    index = count()
    for (first, second), is_few in zip(pairs, are_few, strict=True):
        if not is_few:
            yield match(tuple(first), tuple(second), weights)
        elif len(first) == len(second) == 1:
            credit = float(tables.common[tables.begin[next(index)]])
            yield Matching(_EACH_OTHER if credit else (), credit)
        else:
            yield _matching(claims[id(first)], claims[id(second)], tables.table(next(index), len(first)))


class _Tables(NamedTuple):
    """The similarities of claims of many pairs of sentences, one table after another, row by row.

    Attributes:
        common: all of them.
        begin: where each table begins.
    """

    common: NDArray[np.float64]
    begin: NDArray[np.intp]

    @classmethod
    def of(cls, numbered: Numbered, size: NDArray[np.intp], one: NDArray[np.intp], two: NDArray[np.intp]) -> _Tables:
        """Those of the sentences with these numbers; `numbered` has their claims, as many of each as `size` says."""
        begin, ways = np.cumsum(size) - size, size[one] * size[two]
        start = np.cumsum(ways) - ways
        pair = np.repeat(np.arange(len(one)), ways)
        row, column = np.divmod(np.arange(len(pair)) - start[pair], size[two][pair])
        return cls(numbered.pairs(begin[one][pair] + row, begin[two][pair] + column), start)

    def table(self, pair: int, rows: int) -> NDArray[np.float64]:
        """The table of a pair, of so many rows."""
        end = self.begin[pair + 1] if pair + 1 < len(self.begin) else len(self.common)
        return self.common[self.begin[pair] : end].reshape(rows, -1)


def distance(first: Sequence[Frame], second: Sequence[Frame], weights: Weights | None = None) -> float:
    """1 minus the soft F1 of the claims of one sentence; no claims in either means no distance."""
    size = len(first) + len(second)
    return 1 - 2 * match(first, second, weights).credit / size if size else 0.0


def distances(
    said: Sequence[Sequence[Frame]], one: NDArray[np.intp], two: NDArray[np.intp], weights: Weights | None = None
) -> NDArray[np.float64]:
    """The `distance` of pairs of sentences, given by number: shape (pairs,).

    Args:
        said: the claims of sentences, sorted by what is in them.
        one: the first sentence of each pair, shape (pairs,); none comes after the second, so that no pair is turned.
        two: the second.
        weights: as in `similarity`.
    """
    used = np.unique(np.concatenate([one, two]))
    claims = {number: sorted(said[number], key=lambda frame: frame.order) for number in used.tolist()}
    numbered = Numbered([frame for each in claims.values() for frame in each], weights)
    size = np.zeros(len(said), dtype=np.intp)
    size[used] = [len(each) for each in claims.values()]
    begin = np.cumsum(size) - size
    apart = np.zeros(len(one))
    ways = size[one] * size[two]
    few = np.flatnonzero((ways > 0) & (ways <= _FEW))
    for part in np.array_split(few, -(-len(few) // _AT_ONCE)) if len(few) else ():
        apart[part] = _credits(numbered, size, one[part], two[part])
    many = np.flatnonzero(ways > _FEW)
    order = many[np.argsort(one[many], kind="stable")]
    for group in np.split(order, np.flatnonzero(np.diff(one[order])) + 1) if len(order) else ():
        first, partners = int(one[group[0]]), two[group]
        rows = np.arange(begin[first], begin[first] + size[first])
        ends = np.cumsum([0, *size[partners]])
        columns = np.concatenate([np.arange(begin[partner], begin[partner] + size[partner]) for partner in partners])
        table = numbered.table(rows, columns)
        for pair, start, end in zip(group, ends[:-1], ends[1:], strict=True):
            apart[pair] = _greatest(table[:, start:end])
    total = size[one] + size[two]
    return np.where(total > 0, 1 - 2 * apart / np.maximum(total, 1), 0.0)


def _credits(
    numbered: Numbered, size: NDArray[np.intp], one: NDArray[np.intp], two: NDArray[np.intp]
) -> NDArray[np.float64]:
    """What each two sentences of few claims have in common: shape (pairs,)."""
    tables = _Tables.of(numbered, size, one, two)
    # Where one of the two has one claim, the best of the others is its match.
    credit = np.asarray(np.maximum.reduceat(tables.common, tables.begin))
    for index in np.flatnonzero((size[one] > 1) & (size[two] > 1)).tolist():
        credit[index] = _greatest(tables.table(index, int(size[one[index]])))
    return credit


def _greatest(table: NDArray[np.float64]) -> float:
    """The greatest total of a one-to-one matching."""
    return float(sum(table[_best(table)]))
