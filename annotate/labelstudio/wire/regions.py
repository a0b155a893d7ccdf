"""The spans of a result: which role is where in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.records.offsets import Counting, Quoted, Reading, fits, quoted_in, read_offsets
from annotate.schema import Schema


class Region(NamedTuple):
    """A marked span: its role, and what a record says of it, to which the answers about it are added."""

    role: str
    span: JsonObject


Key = tuple[str, str]
"""The id that a span has in its result, and its role: a place that is marked as two roles has one id."""


class Regions(NamedTuple):
    """The spans of a result, what their offsets count, and what is odd about them or wrong with the others."""

    by_key: dict[Key, Region]
    counting: Counting
    warnings: list[str]
    problems: list[str]


class _Drawn(NamedTuple):
    id: str
    role: str
    quoted: Quoted


def read_regions(items: Sequence[JsonObject], text: str, schema: Schema) -> Regions:
    """Read the parts of a result that mark roles in `text`.

    If the words that come with the offsets are elsewhere, all offsets are read in the one way that explains all words.
    """
    drawn: list[_Drawn] = []
    problems: list[str] = []
    for item in items:
        problem, one = _drawn(item, schema)
        if one:
            drawn.append(one)
        else:
            problems.append(problem)
    reading = read_offsets([one.quoted for one in drawn], text)
    if reading is None:
        reading = Reading(Counting.CODE_POINTS, [one.quoted[:2] for one in drawn])
        problems += [_misplaced(one, text) for one in drawn if not fits(one.quoted, one.quoted[:2], text)]
    roles, register = {role.name: role for role in schema.roles}, schema.register
    by_key: dict[Key, Region] = {}
    warnings = [] if reading.counting == Counting.CODE_POINTS else [reading.counting.warning]
    for one, (start, end) in zip(drawn, reading.places, strict=True):
        span: JsonObject = {"start": start, "end": end, "text": text[start:end]}
        if roles[one.role].actor and (actor := register.resolve(span["text"])):
            span["actor"] = actor
        same = [region.span for (number, _), region in by_key.items() if number == one.id]
        if any(there["start"] != start or there["end"] != end for there in same):
            words = " and ".join(repr(there["text"]) for there in (*same, span))
            problems.append(f"the spans {words} have the same id, so it is unclear which answers belong to which")
        elif (one.id, one.role) in by_key:
            warnings.append(f"the {one.role} {span['text']!r} is marked twice")
        else:
            by_key[one.id, one.role] = Region(one.role, span)
    return Regions(by_key, reading.counting, warnings, problems)


def _drawn(item: JsonObject, schema: Schema) -> tuple[str, _Drawn | None]:
    value, number = item.get("value"), item.get("id")
    if not isinstance(value, dict) or type(number) not in (str, int):
        return "a span has no id or no value", None
    labels = value.get("labels")
    if not isinstance(labels, list) or len(labels) != 1 or not isinstance(labels[0], str):
        return f"a span has {labels!r} where one label belongs", None
    if labels[0] not in [role.name for role in schema.roles]:
        return f"the schema has no role {labels[0]!r}", None
    quoted = quoted_in(value)
    if quoted is None:
        offsets = f"({value.get('start')!r}, {value.get('end')!r})"
        return f"the {labels[0]} has no whole numbers as offsets {offsets}", None
    return "", _Drawn(str(number), labels[0], quoted)


def _misplaced(one: _Drawn, text: str) -> str:
    start, end, words = one.quoted
    if not 0 <= start < end <= len(text):
        return f"the {one.role} at {start}-{end} is not within the {len(text)} characters of the sentence"
    return f"the {one.role} at {start}-{end} should be {words!r}, and the text has {text[start:end]!r} there"


def new_claim(head: Region, schema: Schema) -> JsonObject:
    """A claim with this head and no other span; the answers about it that stand at the head are the claim's."""
    own = {attribute.name for attribute in schema.claim_attributes}
    span = {name: value for name, value in head.span.items() if name not in own}
    fillers: JsonObject = {role.name: [] for role in schema.roles if not role.head}
    return {head.role: span, **fillers, **{name: value for name, value in head.span.items() if name in own}}


def sort_fillers(claim: JsonObject, schema: Schema) -> JsonObject:
    """The claim, with the spans of each role in the order of the sentence."""
    for role in schema.roles:
        if not role.head:
            claim[role.name].sort(key=position)
    return claim


def position(span: JsonObject) -> tuple[int, int]:
    """Where a span stands, to sort by."""
    return span["start"], span["end"]
