"""Articles to sentences: exact places in the untouched article, with what an annotator needs around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pydantic
import pydantic_core

from annotate.corpus.articles import Article
from annotate.corpus.splitting.boundaries import Quotes, sentence_spans
from annotate.corpus.splitting.kinds import segment_kinds
from annotate.corpus.splitting.lines import SegmentKind
from annotate.corpus.splitting.which_language import own_language
from annotate.errors import RecordError
from annotate.formats import read_numbered_jsonl, with_format
from annotate.json_files import JsonObject, write_lines
from annotate.sentence_id import SentenceId
from annotate.validation import first_problem

FORMAT = 1
"""Of the lines of sentences.jsonl."""


@dataclass(slots=True)
class Sentence:
    """One segment of an article; not frozen, which would halve the speed of splitting.

    Attributes:
        id: its `SentenceId` as text, `ARTICLE:START-END`.
        index: its number in the article, from 0.
        start: first code point in the article's text.
        end: one past the last; `article.text[start:end] == text`.
        paragraph: number of its line among the lines with text, from 0.
        before: texts of the segments before it, nearest last.
        after: texts of the segments after it, nearest first.
        article: what is known of the article: source, title, date and any other field.
        digest: first 16 hexadecimal digits of the SHA-256 of the text in UTF-8.
    """

    __pydantic_config__: ClassVar[pydantic.ConfigDict] = pydantic.ConfigDict(extra="forbid")

    id: str
    article_id: str
    index: int
    start: int
    end: int
    text: str
    kind: SegmentKind
    paragraph: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    article: Mapping[str, Any]
    digest: str

    def to_row(self) -> dict[str, Any]:
        """The fields of sentences.jsonl."""
        # Written out, which takes less than half the time of asking for each by its name.
        return {
            "id": self.id,
            "article_id": self.article_id,
            "index": self.index,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "paragraph": self.paragraph,
            "before": self.before,
            "after": self.after,
            "article": self.article,
            "digest": self.digest,
        }


Split = Callable[[Article], list[Sentence]]
"""`split_article`, or a `functools.partial` of it with other arguments."""


def split_article(
    article: Article,
    language: str = "id",
    quotes: Quotes = "split",
    context: tuple[int, int] = (2, 1),
    abbreviations: Sequence[str] = (),
) -> list[Sentence]:
    """Split one article into sentences, in order.

    Args:
        article: its text is taken as it is.
        language: of articles that do not name their own, a code that `languages()` lists.
        quotes: `split` ends a sentence inside a quotation of several; `keep` leaves such a quotation whole.
        context: how many segments before and after a sentence it carries with it.
        abbreviations: more than the language has, such as `Kab.`; their full stops do not end a sentence.

    Raises:
        CorpusError: the language has no file.
    """
    before, after = context
    language = own_language(article.metadata, article.text) or language
    spans = sentence_spans(article.text, language, quotes, abbreviations)
    texts = [article.text[start:end] for start, end, _ in spans]
    headings = {line for start, _, line in spans if start in article.headings} if article.headings else ()
    kinds = segment_kinds(texts, [paragraph for _, _, paragraph in spans], language, headings)
    return [
        Sentence(
            str(SentenceId(article.id, start, end)),
            article.id,
            index,
            start,
            end,
            texts[index],
            kinds[index],
            paragraph,
            tuple(texts[max(0, index - before) : index]),
            tuple(texts[index + 1 : index + 1 + after]),
            article.metadata,
            digest(texts[index]),
        )
        for index, (start, end, paragraph) in enumerate(spans)
    ]


def digest(text: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_sentences(path: Path, sentences: Iterable[Sentence]) -> int:
    """Write one sentence per line, the file whole or not at all, and return how many there were."""
    return write_lines(path, map(sentence_line, sentences))


def sentence_line(sentence: Sentence) -> bytes:
    """One line of sentences.jsonl, with its newline."""
    return row_line(with_format(sentence.to_row(), FORMAT))


def row_line(row: JsonObject) -> bytes:
    """The fields of a sentence or an article as a line of JSON, with its newline."""
    try:
        return pydantic_core.to_json(row) + b"\n"
    except pydantic_core.PydanticSerializationError:  # a lone surrogate, which only an escape can carry
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file, each checked against its own id, offsets and digest.

    Raises:
        WorkspaceError: the file is missing, truncated or not JSON Lines.
        RecordError: a line is not a sentence; names file, line and field.
    """
    hint = "make it again with: annotate split"
    for number, row in read_numbered_jsonl(path, hint, FORMAT):
        try:
            sentence = _adapter().validate_python(row)
        except pydantic.ValidationError as error:
            field, problem = first_problem(error)
            raise RecordError(problem, hint, file=path, line=number, field=field) from error
        field = inconsistent_field(sentence)
        if field:
            raise RecordError("does not agree with the other fields", hint, file=path, line=number, field=field)
        yield sentence


def inconsistent_field(sentence: Sentence) -> str:
    """The field of a sentence that does not agree with the others; empty if all do."""
    if sentence.end - sentence.start != len(sentence.text):
        return "end"
    if sentence.id != str(SentenceId(sentence.article_id, sentence.start, sentence.end)):
        return "id"
    return "" if sentence.digest == digest(sentence.text) else "digest"


@lru_cache
def _adapter() -> pydantic.TypeAdapter[Sentence]:
    return pydantic.TypeAdapter(Sentence)
