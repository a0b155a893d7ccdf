"""Near-duplicates: the same agency copy in two outlets, with another headline or a paragraph more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import index
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from zlib import crc32

from annotate.corpus.articles import Article

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

_MARKS = "“”‘’«»„…–—。，、！？：；「」『』（）،؟\xa0"
_SPACES = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
"""Makes a space of every ASCII character but letters and digits; quicker than a regular expression of words."""
_SHINGLE = 5  # words
_PERMUTATIONS = 128
_BANDS = 21
_ROWS = 6  # permutations in a band; articles that agree in a whole band are compared
_AT_ONCE = 10_000  # runs that are sketched at once, each of which takes a kilobyte
_ODD = 0x9E3779B97F4A7C15  # spreads numbers over 64 bits
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -32000;
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, sketch BLOB);
CREATE TABLE bands (band INTEGER PRIMARY KEY, article INTEGER);
"""
_ALIKE = f"""
SELECT DISTINCT number, id, sketch FROM bands JOIN articles ON number = article
WHERE band IN ({", ".join("?" * _BANDS)})
"""


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


class Sketch(NamedTuple):
    """What an article is compared by: its smallest hashes, as bytes, and one number for each band of them."""

    hashes: bytes
    bands: list[int]


class Seen:
    """The articles so far, on disk, about a kilobyte for each that repeats none, so that memory does not grow.

    At a similarity of 0.7, 93 of 100 repetitions are found, at 0.8 all but two of 1000.

    Args:
        threshold: similarity from which an article counts as a repetition.

    Source:
        Broder (1997), On the resemblance and containment of documents.
    """

    def __init__(self, threshold: float = 0.7) -> None:
        self._threshold = threshold
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def remember(self, articles: Iterable[tuple[str, Sketch]]) -> None:
        """Remember articles that were there before as earlier ones, also those that repeat each other."""
        for id, sketch in articles:
            self.repeated(id, sketch)

    def repeated(self, id: str, sketch: Sketch) -> Duplicate | None:
        """The earlier article that this one repeats; if there is none, this one is remembered."""
        import numpy as np

        hashes = np.frombuffer(sketch.hashes, np.uint32)
        alike = [
            (float(np.mean(np.frombuffer(other, np.uint32) == hashes)), -number, first)
            for number, first, other in self._database.execute(_ALIKE, sketch.bands)
        ]
        similarity, _, first = max(alike, default=(0.0, 0, ""))
        if similarity >= self._threshold:
            return Duplicate(id, first, round(similarity, 3))
        row = self._database.execute("INSERT INTO articles (id, sketch) VALUES (?, ?)", (id, sketch.hashes))
        # Of articles that agree in a band the first is kept, so that no article is compared with more than 21.
        remembered = [(band, row.lastrowid) for band in sketch.bands]
        self._database.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", remembered)
        return None


def sketched(article: Article) -> tuple[str, Sketch]:
    """The article's id and its sketch, as `Seen.remember` takes them."""
    return article.id, sketch_text(article.text)


def mark_duplicates(articles: Iterable[Article], threshold: float = 0.7) -> Iterator[tuple[Article, Duplicate | None]]:
    """Yield every article, with the earlier one that it repeats, if any; the first of a group is the original."""
    with Seen(threshold) as seen:
        for article in articles:
            yield article, seen.repeated(article.id, sketch_text(article.text))


def sketch_text(text: str) -> Sketch:
    """Sketch a text by MinHash over its runs of five words; the costly part, which any process can do."""
    import numpy as np

    sketch = blank_sketch().copy()
    shingles = _shingles(text)
    for part in range(0, len(shingles), _AT_ONCE):
        sketch.update_batch(shingles[part : part + _AT_ONCE])
    # The hashes are of 32 bits; the library keeps each in 64.
    return Sketch(sketch.hashvalues.astype(np.uint32).tobytes(), _bands(sketch.hashvalues))


@cache
def blank_sketch() -> MinHash:
    """What every sketch begins as; made, it is shared with the processes that are forked later."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=index)


def _shingles(text: str) -> list[int]:
    """Every run of five words as a number of 32 bits; the whole text if it has fewer."""
    import numpy as np

    text = text.lower()
    for mark in _MARKS:
        text = text.replace(mark, " ")
    words = np.array([*map(crc32, text.encode("utf-8", "replace").translate(_SPACES).split())], dtype=np.uint64)
    size = min(_SHINGLE, len(words))
    runs = np.zeros(max(1, len(words) - size + 1), dtype=np.uint64)
    for place in range(size):
        runs += words[place : place + len(runs)]
        runs *= np.uint64(_ODD)
    shingles: list[int] = (runs >> np.uint64(32)).tolist()
    return shingles


def _bands(values: NDArray[np.unsignedinteger[Any]]) -> list[int]:
    """One number of 63 bits for each band of a sketch."""
    import numpy as np

    rows = values[: _BANDS * _ROWS].reshape(_BANDS, _ROWS).astype(np.uint64)
    mixed = np.arange(_BANDS, dtype=np.uint64)
    for column in range(_ROWS):
        mixed += rows[:, column]
        mixed *= np.uint64(_ODD)
        mixed ^= mixed >> np.uint64(29)
    bands: list[int] = (mixed >> np.uint64(1)).tolist()
    return bands
