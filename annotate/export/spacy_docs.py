"""spaCy: one Doc per sentence, in files of the kind that `spacy train` reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, count, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import ConfigError
from annotate.export.jsonl import answers_to_json, row_to_json
from annotate.export.rows import Row, Rows, Span
from annotate.export.spacy_file import DocSpan, Group, SpacyDoc, Word, to_doc_bin
from annotate.schema import Schema

if TYPE_CHECKING:
    from spacy.language import Language

KEY = "annotate"
"""The key of `Doc.user_data` under which a row is JSON, as in a line of `jsonl`."""
SPANS = "sc"
"""The group of spans that spaCy's SpanCategorizer learns from, if nothing else is said."""

READS = ("in Python:", "  import spacy, spacy.training", '  spacy.training.Corpus("{path}")(spacy.blank("xx"))')

_AT_ONCE = 10_000
_ANY_LANGUAGE = "xx"


def write_spacy(rows: Rows, folder: Path) -> Counter[str]:
    """Write a file for each ten thousand sentences, and return how many more words there are because spans cut some.

    Raises:
        ConfigError: spaCy is not installed.
    """
    try:
        import spacy  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "the format spacy needs the package spacy", "install it with: pip install 'claim-annotate[spacy]'"
        ) from error
    language = _language(rows.config.language)
    losses: Counter[str] = Counter()
    docs = (_doc(row, rows.schema, language, losses) for row in rows)
    first = next(docs, None)
    for number in count(1):
        batch = islice(docs, _AT_ONCE - 1) if first is None else chain([first], islice(docs, _AT_ONCE - 1))
        (folder / f"{number:05}.spacy").write_bytes(to_doc_bin(batch, language.vocab.strings))
        first = next(docs, None)
        if first is None:
            break
    return losses


@lru_cache
def _language(code: str) -> Language:
    """The tokenizer of a language; that of no language in particular where spaCy has none, or needs more for it."""
    import spacy

    try:
        return spacy.blank(code)
    except ImportError:
        return spacy.blank(_ANY_LANGUAGE)


def _doc(row: Row, schema: Schema, language: Language, losses: Counter[str]) -> SpacyDoc:
    everything = [*(span for claim in row.claims for span in claim.spans), *row.unlinked]
    words, more = _words(row.sentence.text.encode("utf-8", "replace").decode(), everything, language)
    losses["words that a span cuts"] += more
    groups = {SPANS: Group(_once(row), {})}
    for number, claim in enumerate(row.claims, 1):
        spans = [_marked(span, str(number)) for span in claim.spans]
        groups[f"claim_{number}"] = Group(spans, answers_to_json(claim.answers))
    cats = {
        f"{question.name}={label}": float(label == answer or (isinstance(answer, tuple) and label in answer))
        for question in schema.sentence_questions
        if (answer := row.answers.get(question.name))
        for label in schema.labels_of(question)
    }
    return SpacyDoc(words, groups, cats, {KEY: json.dumps(row_to_json(row, schema))})


def _once(row: Row) -> list[DocSpan]:
    """The spans of a sentence, those of several claims once: `number` is that of the claim, or of all of them."""
    claims: dict[DocSpan, list[str]] = {}
    for number, spans in enumerate((row.unlinked, *(claim.spans for claim in row.claims))):
        for span in spans:
            numbers = claims.setdefault(_marked(span, ""), [])
            if number and str(number) not in numbers:
                numbers.append(str(number))
    return [span._replace(number=" ".join(numbers)) for span, numbers in claims.items()]


def _marked(span: Span, claims: str) -> DocSpan:
    return DocSpan(span.start, span.end, span.role, span.actor, claims)


def _words(text: str, spans: Iterable[Span], language: Language) -> tuple[list[Word], int]:
    """The words of a sentence, cut so that each span has words of its own, and how many more they are therefore."""
    words = [Word(token.text, token.idx, bool(token.whitespace_)) for token in language.tokenizer(text)]
    begins, ends = {span.start for span in spans}, {span.end for span in spans}
    if begins <= {word.start for word in words} and ends <= {word.start + len(word.text) for word in words}:
        return words, 0
    pieces = [piece for word in words for piece in _cut(word, begins, ends)]
    return pieces, len(pieces) - len(words)


def _cut(word: Word, begins: set[int], ends: set[int]) -> Iterator[Word]:
    """The pieces of a word; the space after it is one if a span begins or ends with it."""
    end = word.start + len(word.text)
    edges = [word.start, *sorted(place for place in begins | ends if word.start < place < end), end]
    alone = word.spaced and (end in begins or end + 1 in ends)
    for start, following in pairwise(edges):
        text = word.text[start - word.start : following - word.start]
        yield Word(text, start, word.spaced and following == end and not alone)
    if alone:
        yield Word(" ", end, False)
