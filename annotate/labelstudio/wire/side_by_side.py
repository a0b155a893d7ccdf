"""What annotators said of a sentence, side by side, as HTML for a page on which nothing of it can be marked.

Label Studio runs no scripts in it but lets styles and forms through, so every text and every attribute is escaped.
What is disputed is filled, what is agreed only underlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from annotate.adjudication.case import Case, Version
from annotate.adjudication.wording import answer_text
from annotate.records.contents import spans_of
from annotate.schema import Answerable, Role, Schema
from annotate.schema.elements import CLAIM

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEP = 3  # pixels between the lines under spans that overlap


class Disputed(NamedTuple):
    """What points of a case ask about.

    `answers` are questions and attributes with the place of their claim, "" for one about the sentence; `spans` the
    places of spans by claim and role; `claims` the places of claims of which it is asked whether they are there.
    """

    answers: frozenset[tuple[str, str]]
    spans: Mapping[tuple[str, str], frozenset[tuple[int, int]]]
    claims: frozenset[str]

    def has_answer(self, claim: str, element: Answerable) -> bool:
        """Whether an answer is open."""
        return claim in self.claims or (claim, element.name) in self.answers

    def has_span(self, claim: str, role: Role, span: Any) -> bool:
        """Whether a span is open."""
        return claim in self.claims or (span.start, span.end) in self.spans.get((claim, role.name), ())


class _Shown(NamedTuple):
    """What versions are shown by: what is disputed, the signs of claims, and the schema."""

    disputed: Disputed
    signs: Mapping[str, str]
    schema: Schema


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    colour: str
    is_open: bool


def side_by_side(case: Case, text: str, schema: Schema) -> str:
    """The versions of a case as an HTML table, a row for each letter."""
    shown = _Shown(disputed_in(case), claim_signs(case), schema)
    rows = "".join(
        f"<tr><th>{escape(version.letter)}</th><td>{_marked(text, _marks(version, shown))}"
        f'<div class="answers">{_answers(version, shown)}</div></td></tr>'
        for version in _by_letter(case)
    )
    return f"<table><tbody>{rows}</tbody></table>"


def claim_signs(case: Case) -> dict[str, str]:
    """A sign for each claim that a version has, in the order in which the versions have them; none for an only one."""
    places = dict.fromkeys(place for version in _by_letter(case) for place in version.places)
    if len(places) < 2:
        return {}
    return {place: _CIRCLED[at] if at < len(_CIRCLED) else f"({at + 1})" for at, place in enumerate(places)}


def disputed_in(case: Case) -> Disputed:
    """What the points of a case ask about."""
    answers: set[tuple[str, str]] = set()
    spans: dict[tuple[str, str], frozenset[tuple[int, int]]] = {}
    claims: set[str] = set()
    for point in case.points:
        values = [option.value for option in point.options]
        if point.kind == "answer":
            answers.add((point.claim, point.element))
        elif point.kind == "spans":
            spans[point.claim, point.element] = frozenset(
                (span["start"], span["end"]) for value in values for span in value
            )
        elif point.kind == "claim":
            claims.add(point.claim)
        else:
            answers.add(("", point.element))
            claims.update(place for value in values for place in value["claims"])
    return Disputed(frozenset(answers), spans, frozenset(claims))


def _by_letter(case: Case) -> list[Version]:
    return sorted(case.versions, key=lambda version: (len(version.letter), version.letter))


def _claims(version: Version) -> Iterator[tuple[str, Any]]:
    return zip(version.places, getattr(version.record, "claims", ()), strict=True)


def _marks(version: Version, shown: _Shown) -> list[_Mark]:
    """The spans of a version; one that belongs to several claims has the signs of all."""
    signs: dict[tuple[int, int, str], list[str]] = {}
    is_open: set[tuple[int, int, str]] = set()
    for place, claim in _claims(version):
        for role in shown.schema.roles:
            for span in spans_of(claim, role.name):
                key = (span.start, span.end, role.name)
                signs.setdefault(key, []).append(shown.signs.get(place, ""))
                if shown.disputed.has_span(place, role, span):
                    is_open.add(key)
    roles = {role.name: role for role in shown.schema.roles}
    return [
        _Mark(start, end, f"{roles[name].heading}{''.join(dict.fromkeys(of))}", roles[name].colour, key in is_open)
        for key, of in signs.items()
        for start, end, name in (key,)
    ]


def _marked(text: str, marks: list[_Mark]) -> str:
    """The sentence, with a line under each span, a filling under an open one, and its role behind it."""
    cuts = sorted({0, len(text), *(at for mark in marks for at in (mark.start, mark.end))})
    html = []
    for start, end in pairwise(cuts):
        here = sorted((mark for mark in marks if mark.start <= start and end <= mark.end), key=_outer_first)
        opened = "".join(
            f'<span class="mark{" open" if mark.is_open else ""}" '
            f'style="--c:{escape(mark.colour)};padding-bottom:{_STEP * (len(here) - 1 - at)}px">'
            for at, mark in enumerate(here)
        )
        ended = [mark for mark in marks if mark.end == end]
        signs = "".join(f'<sup style="--c:{escape(mark.colour)}">{escape(mark.sign)}</sup>' for mark in ended)
        html.append(f"{opened}{escape(text[start:end])}{'</span>' * len(here)}{signs}")
    return "".join(html)


def _outer_first(mark: _Mark) -> tuple[int, int, str]:
    return mark.start - mark.end, mark.start, mark.sign


def _answers(version: Version, shown: _Shown) -> str:
    """The answers of a version: about the sentence, then claim by claim; one that was not given only if it is open."""
    schema = shown.schema
    parts = list(_answers_of(version.record, schema.sentence_questions, "", shown))
    for place, claim in _claims(version):
        answers = list(_answers_of(claim, schema.attributes_on(CLAIM), place, shown))
        for role in schema.roles:
            for span in spans_of(claim, role.name):
                answers += _answers_of(span, schema.attributes_on(role.name), place, shown)
        parts.append(f'<span class="claim">{escape(shown.signs.get(place, ""))} {" · ".join(answers)}</span>')
    return " ".join(parts)


def _answers_of(holder: Any, elements: Iterable[Answerable], place: str, shown: _Shown) -> Iterator[str]:
    """The answers that a record, claim or span holds; `place` is that of its claim. Those of a span have its words."""
    words = f"“{holder.text}” " if hasattr(holder, "text") else ""
    for element in elements:
        answer = getattr(holder, element.name)
        is_open, is_missing = shown.disputed.has_answer(place, element), answer in (None, ())
        if not element.is_of_text or (is_missing and not is_open):
            continue
        told = answer_text(list(answer) if isinstance(answer, tuple) else answer, element, shown.schema)
        if words or is_missing or element.actors:
            told = f"{words}{element.heading}: {told}"
        kind = "answer open" if is_open else "answer"
        yield f'<span class="{kind}" title="{escape(element.heading)}">{escape(told)}</span>'
