"""Rows by article, and names that marks can have, for formats with a document an article."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotate.export.rows import Row, Rows
from annotate.export.waiting import waiting

# What XML 1.0 has no sign for.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class WholeArticle(NamedTuple):
    """An article, its text, and its rows in the order of the text."""

    id: str
    text: str
    rows: list[Row]


def documents(rows: Rows) -> Iterator[WholeArticle]:
    """The articles that the rows are from, by their ids.

    Rows come in any order, and with their votes they are too large to keep.

    Raises:
        WorkspaceError: as `waiting`.
    """
    articles: set[str] = set()
    with waiting() as pickled:
        for row in rows:
            articles.add(row.sentence.article_id)
            pickled.add(row.sentence.article_id, pickle.dumps(row, pickle.HIGHEST_PROTOCOL))
        for name in sorted(articles):
            of_article: list[Row] = [pickle.loads(row) for row in pickled.of(name)]
            yield WholeArticle(name, rows.texts[name], sorted(of_article, key=lambda row: row.sentence.start))


def ascii_names(words: Iterable[str]) -> dict[str, str]:
    """Each word as ASCII letters, digits, - and _, different for different words; `label2` where none are left."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, word in enumerate(words, 1):
        plain = re.sub(r"[^A-Za-z0-9_-]+", "_", word).strip("_") or f"label{number}"
        name = plain
        while name in taken:
            name = f"{plain}_{number}"
            number += 1
        taken.add(name)
        names[word] = name
    return names


def xml_text(text: str) -> str:
    """A text of equal length that XML can have: every other character is U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def not_xml(text: str) -> int:
    """How many characters of a text XML does not have."""
    return len(_NOT_XML.findall(text))
