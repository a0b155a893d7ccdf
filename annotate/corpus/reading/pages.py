"""Web pages: the text of the article, without what is around it."""

# mypy: allow-untyped-calls
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate.corpus.articles import Article
from annotate.corpus.reading.as_seen import show_as_seen
from annotate.corpus.reading.decode import decode, open_bytes
from annotate.corpus.reading.formats import Found, known_metadata
from annotate.corpus.reading.paths import shown, stem
from annotate.corpus.reading.report import PagePart, ReadingReport
from annotate.corpus.reading.running_text import kept_characters, running_text
from annotate.errors import CorpusError

_LITTLE = 0.5  # share of a page's running text
_MUCH = 500  # characters of running text that are worth a warning when they are not kept


def html_article(path: Path, encoding: str, report: ReadingReport) -> Iterator[Found]:
    """The text of a web page, with its title, date, outlet and author where the page names them.

    Where that is little of the page's running text, the report says so.
    """
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    with open_bytes(path) as file:
        tree = load_html(decode(file.read(), encoding, shown(path)))
    passages: list[str] = []
    document = None
    if tree is not None:
        passages = running_text(tree)
        show_as_seen(tree, passages)
        document = bare_extraction(tree, include_comments=False, with_metadata=True)
    extracted = document.as_dict() if isinstance(document, Document) else {}
    text = extracted.get("text")
    if not text:
        raise CorpusError(f"{path} has no article that could be found", "save its text as .txt, or pass --skip-bad")
    part = PagePart(shown(path), kept_characters(passages, text), sum(map(len, passages)))
    if part.kept < _LITTLE * part.characters and part.characters - part.kept >= _MUCH:
        report.kept_in_part.append(part)
    metadata = {name: extracted.get(name) for name in ("title", "date", "author", "url")} | {
        "language": _language(tree)
    }
    source = extracted.get("sitename") or extracted.get("hostname") or shown(path.name)
    known_of_it = known_metadata({"source": source, **metadata})
    yield shown(path), Article(stem(path), text, known_of_it, shown(path), _headings(extracted["body"], text))


def _language(tree: Any) -> str:
    """The language that the page names, as it writes it."""
    names = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")
    return next((tree.get(name) for name in names if tree.get(name)), "")


def _headings(body: Any, text: str) -> frozenset[int]:
    """Where the lines of the text begin that are headings in the body, in the order of both."""
    lines = f"\n{text}\n"
    places: list[int] = []
    for heading in body.iter("head"):
        line = "".join(heading.itertext()).strip()
        place = lines.find(f"\n{line}\n", places[-1] + 1 if places else 0)
        if line and place >= 0:
            places.append(place)
    return frozenset(places)
