"""spaCy's binary files of Docs, written at once: `DocBin.add` takes a millisecond a sentence.

The layout is that of `DocBin.to_bytes` and `SpanGroups.to_bytes`, which spaCy reads since version 3.1.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.strings import StringStore

_VERSION = "0.1"
_ORTH = 65
"""The number of the only attribute of words that is kept: how they are written."""
_SPAN = struct.Struct(">QQQllll")


class Word(NamedTuple):
    """A word, where it begins in its text, and whether a space follows."""

    text: str
    start: int
    spaced: bool


class DocSpan(NamedTuple):
    """A span of a Doc, in characters: what becomes of `label_`, `kb_id_` and `id_`."""

    start: int
    end: int
    label: str
    entity: str
    number: str


class Group(NamedTuple):
    """A group of `Doc.spans`, with what is said of all its spans."""

    spans: Sequence[DocSpan]
    attributes: Mapping[str, Any]


class SpacyDoc(NamedTuple):
    """What is kept of a Doc; each span has words of its own."""

    words: Sequence[Word]
    groups: Mapping[str, Group]
    cats: Mapping[str, float]
    user_data: Mapping[str, str]


def to_doc_bin(docs: Iterable[SpacyDoc], strings: StringStore) -> bytes:
    """The content of a `.spacy` file."""
    from srsly.msgpack import Packer

    packer = Packer(use_bin_type=True)
    hashes = _Hashes(strings)
    words, spaces, lengths = array("Q"), bytearray(), array("i")
    cats, groups, user_data = [], [], []
    for doc in docs:
        words.extend(hashes[word.text] for word in doc.words)
        spaces.extend(word.spaced for word in doc.words)
        lengths.append(len(doc.words))
        cats.append(dict(doc.cats))
        groups.append(_groups(doc, hashes, packer))
        user_data.append(packer.pack(doc.user_data))
    message = {
        "version": _VERSION,
        "attrs": [_ORTH],
        "tokens": words.tobytes(),
        "spaces": bytes(spaces),
        "lengths": lengths.tobytes(),
        "strings": sorted(hashes),
        "cats": cats,
        "flags": [{"has_unknown_spaces": False}] * len(cats),
        "span_groups": groups,
        "user_data": user_data,
    }
    return zlib.compress(packer.pack(message))


class _Hashes(dict[str, int]):
    """The number that spaCy knows a text by."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, text: str) -> int:
        self[text] = number = self._strings.add(text)
        return number


def _groups(doc: SpacyDoc, hashes: Mapping[str, int], packer: Any) -> bytes:
    first = {word.start: place for place, word in enumerate(doc.words)}
    last = {word.start + len(word.text): place for place, word in enumerate(doc.words, 1)}
    message = {}
    for name, group in doc.groups.items():
        spans = [
            _SPAN.pack(
                hashes[span.number],
                hashes[span.entity],
                hashes[span.label],
                first[span.start],
                last[span.end],
                span.start,
                span.end,
            )
            for span in group.spans
        ]
        message[packer.pack({"name": name, "attrs": dict(group.attributes), "spans": spans})] = [name]
    return packer.pack(message)  # type: ignore[no-any-return]
