"""A seeded sample of a corpus that is too large to annotate."""

from __future__ import annotations

import heapq
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain, groupby
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any

from annotate.corpus.selecting.selection import SAMPLE, Selection, SelectionReport
from annotate.corpus.sentences import Sentence
from annotate.errors import WorkspaceError

Group = list[Sentence]
"""What is kept or left out together: one sentence, or all the sentences of one article."""


def draw(sentences: Iterable[Sentence], selection: Selection, report: SelectionReport) -> Iterator[Sentence]:
    """Yield a sample of sentences that meet the other conditions, in their order.

    Args:
        sentences: those of one article are together.
        selection: `sample` and what it is drawn by; its conditions are not looked at.
        report: what these sentences were counted in; what is drawn is counted instead of what is kept.
    """
    groups: Iterable[Group] = ([sentence] for sentence in sentences)
    if selection.whole_articles:
        groups = (list(group) for _, group in groupby(sentences, key=attrgetter("article_id")))
    drawn = list(chain.from_iterable(_sampled(groups, selection, report)))
    report.kept = len(drawn)
    report.articles_kept = sum(1 for _ in groupby(drawn, key=attrgetter("article_id")))
    yield from drawn


def _sampled(groups: Iterable[Group], selection: Selection, report: SelectionReport) -> Iterator[Group]:
    """Draw groups until there are `size` sentences; memory holds no more than the places of `size` of each stratum.

    A group's rank is a hash of the seed and its first sentence's id, so that the draw does not depend on the order of
    the articles or on how they were read. What may yet be drawn is in a temporary file: how much of a stratum that is
    is known only at the end, and a corpus may have as many strata as days.
    """
    size = selection.sample or 0
    lowest: dict[str, list[tuple[int, int, int, int]]] = {}
    held: Counter[str] = Counter()
    available: Counter[str] = Counter()
    chosen: list[tuple[int, int]] = []
    with TemporaryFile() as file:
        for number, group in enumerate(groups):
            stratum = str(group[0].article.get(selection.by, "")) if selection.by else ""
            heap = lowest.setdefault(stratum, [])
            available[stratum] += len(group)
            rank = -_rank(selection.seed, group[0].id)
            if held[stratum] >= size and (rank, number) < heap[0][:2]:
                continue
            heapq.heappush(heap, (rank, number, len(group), spill(group, file)))
            held[stratum] += len(group)
            while held[stratum] - heap[0][2] >= size:
                held[stratum] -= heapq.heappop(heap)[2]
        for stratum, share in _shares(available, size).items():
            drawn = 0
            for _, number, count, place in sorted(lowest[stratum], reverse=True):
                if drawn >= share:
                    break
                drawn += count
                chosen.append((number, place))
            report.strata[stratum] = (available[stratum], drawn)
            report.left_out[SAMPLE] += available[stratum] - drawn
        if not selection.by:
            report.strata.clear()
        for _, place in sorted(chosen):
            file.seek(place)
            yield pickle.load(file)


def spill(value: Any, file: IO[bytes]) -> int:
    """Append a value to the temporary file of a sample and say where it is.

    Raises:
        WorkspaceError: there is no space left for it.
    """
    try:
        place = file.tell()
        pickle.dump(value, file)
        return place
    except OSError as error:
        hint = "free some space there, or set TMPDIR to another folder"
        raise WorkspaceError(f"the temporary file of the sample: {error.strerror or error}", hint) from error


def _shares(available: Counter[str], size: int) -> dict[str, int]:
    """Split the sample in proportion to what is available, by the largest remainders."""
    total = available.total()
    size = min(size, total)
    exact = {stratum: size * count / total for stratum, count in sorted(available.items())}
    shares = {stratum: int(share) for stratum, share in exact.items()}
    rest = sorted(exact, key=lambda stratum: shares[stratum] - exact[stratum])
    for stratum in rest[: size - sum(shares.values())]:
        shares[stratum] += 1
    return shares


def _rank(seed: int, identifier: str) -> int:
    return int.from_bytes(blake2b(f"{seed}:{identifier}".encode("utf-8", "surrogatepass"), digest_size=8).digest())
