"""Near-duplicates: the same agency copy in two outlets, with another headline or a paragraph more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from annotate.corpus.articles import Article

_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
_PERMUTATIONS = 128


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that repeats an earlier one.

    Attributes:
        id: the later article.
        first: the earlier one that it is most like.
        similarity: estimated share of five-word runs that both have, from 0 to 1.
    """

    id: str
    first: str
    similarity: float


def mark_duplicates(articles: Iterable[Article], threshold: float = 0.7) -> Iterator[tuple[Article, Duplicate | None]]:
    """Yield every article, with the earlier one that it repeats, if any.

    Memory grows by about two kilobytes for each article that repeats none.

    Args:
        articles: in order; the first of those alike is the original.
        threshold: similarity from which an article counts as a repetition.

    Raises:
    Source:
        Broder (1997), On the resemblance and containment of documents.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    ids: list[str] = []
    sketches: list[MinHash] = []
    blank = MinHash(num_perm=_PERMUTATIONS, hashfunc=crc32)
    for article in articles:
        sketch = blank.copy()
        sketch.update_batch(_shingles(article.text))
        alike = [(sketch.jaccard(sketches[number]), -number) for number in index.query(sketch)]
        similarity, number = max(alike, default=(0.0, 0))
        if similarity >= threshold:
            yield article, Duplicate(article.id, ids[-number], round(similarity, 3))
        else:
            index.insert(len(ids), sketch)
            sketches.append(sketch)
            ids.append(article.id)
            yield article, None


def _shingles(text: str) -> list[bytes]:
    words = _WORD.findall(text.lower())
    return [
        " ".join(words[n : n + _SHINGLE]).encode("utf-8", "replace") for n in range(max(1, len(words) - _SHINGLE + 1))
    ]
