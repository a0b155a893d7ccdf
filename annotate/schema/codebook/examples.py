"""The spans that an example shows.

The note of an example says in words what is marked: in it, *words* are a quotation. In the example of a role, the
quotations before the first colon are spans of this role. Anywhere, a quotation right after the name of a role is a span
of that one. Words of the text itself between asterisks are spans of the role whose example it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotate.schema.described import Described, Role
from annotate.schema.model import Schema
from annotate.schema.sections import Example

_QUOTATION = re.compile(r"\*([^*\n]+)\*")


class MarkedWords(NamedTuple):
    """Words of an example that are a span of a role."""

    words: str
    role: Role


Line = tuple[str | MarkedWords, ...]


def marked_text(example: Example, element: Described | None, schema: Schema) -> Line:
    """The text of an example of an element, or of a rule, which has none, with the spans that it says it has."""
    text = _QUOTATION.sub(r"\1", example.text)
    role = element if isinstance(element, Role) else None
    spans = [*_quoted(example.note, role, schema)]
    if role:
        spans += [MarkedWords(words, role) for words in _QUOTATION.findall(example.text)]
    return tuple(_with_spans(text, spans))


def _quoted(note: str, role: Role | None, schema: Schema) -> Iterator[MarkedWords]:
    roles = {name.casefold(): role for role in schema.roles for name in (role.name, role.heading)}
    colon = note.find(":")
    for match in _QUOTATION.finditer(note):
        before = re.sub(r"[^\w\s]+$", "", note[: match.start()].rstrip()).casefold()
        named = next((each for name, each in roles.items() if re.search(rf"(?<!\w){re.escape(name)}$", before)), None)
        if named:
            yield MarkedWords(match[1], named)
        elif role and match.start() < colon:
            yield MarkedWords(match[1], role)


def _with_spans(text: str, spans: Sequence[MarkedWords]) -> Iterator[str | MarkedWords]:
    """The text with the first place of each span marked; of spans that overlap, the first one."""
    places = sorted(
        (match.start(), -match.end(), span)
        for span in dict.fromkeys(spans)
        if (match := re.search(rf"(?<!\w){re.escape(span.words)}(?!\w)", text))
    )
    end = 0
    for start, minus_end, span in places:
        if start >= end:
            yield from (text[end:start],) if start > end else ()
            yield span
            end = -minus_end
    yield from (text[end:],) if end < len(text) else ()
