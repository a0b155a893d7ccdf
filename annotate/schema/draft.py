"""A schema to start from, written as YAML out of what annotations elsewhere have."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.counting import count
from annotate.formats import KEY
from annotate.schema.elements import LevelName
from annotate.schema.numbers import without_count
from annotate.schema.record import RESERVED_CLAIM, RESERVED_GOLD, RESERVED_RECORD, RESERVED_SPAN
from annotate.validation import FORMAT

WHOLE_TEXT = ""
"""What an answer is about that is about no span."""
_OF_ROLES = RESERVED_CLAIM | {"page"}
_OF_QUESTIONS = RESERVED_RECORD | RESERVED_GOLD
_OF_ATTRIBUTES = RESERVED_SPAN | RESERVED_CLAIM
_FEWEST_STEPS = 3  # of numbers that are taken for a scale
_LONGEST_NAME = 40
_TO_DO = "To be written."


@dataclass
class DraftAnswer:
    """What is answered by choosing labels.

    Attributes:
        called: the name of the control, or of the variable.
        several: whether some answer has several labels.
        labels: label → how often it was given; 0 where it was only offered.
        on: the labels of the spans that it is about, WHOLE_TEXT among them where it is about the text.
    """

    called: str
    several: bool = False
    labels: Counter[str] = field(default_factory=Counter)
    on: dict[str, None] = field(default_factory=dict)


@dataclass
class Draft:
    """What annotations elsewhere have.

    Attributes:
        source: where they are, and how many, in words.
        name: what the schema may be called.
        controls: the controls that mark spans.
        spans: label → how many spans have it.
        answers: control → what it answers.
        links: (label, label) → how many links go from the one to the other.
        unread: (control, kind) → how often something was answered that no schema can ask.
    """

    source: str
    name: str
    controls: dict[str, None] = field(default_factory=dict)
    spans: Counter[str] = field(default_factory=Counter)
    answers: dict[str, DraftAnswer] = field(default_factory=dict)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: Counter[tuple[str, str]] = field(default_factory=Counter)

    def answer(self, called: str) -> DraftAnswer:
        """The answers of a control."""
        return self.answers.setdefault(called, DraftAnswer(called))

    def likely_head(self) -> tuple[str, str]:
        """The label of the spans that hold claims together, and why it is taken for that."""
        total = self.links.total()
        at_one_end = Counter(
            {
                label: sum(times for ends, times in self.links.items() if ends.count(label) == 1)
                for label in {label for ends in self.links for label in ends if label in self.spans}
            }
        )
        if at_one_end.total():
            most = max(at_one_end.values())
            label = min((label for label in at_one_end if at_one_end[label] == most), key=lambda one: self.spans[one])
            return label, f"at one end of {most} of {count(total, 'link')}"
        why = "no link tells" if total else "there are no links"
        return max(self.spans, key=lambda label: self.spans[label]), f"the most frequent one; {why}"


def to_yaml(draft: Draft) -> str:
    """The schema as a file, with what was seen in comments."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    names = _Names()
    yield f"# Made by `annotate schema infer` from {_comment(draft.source)}."
    yield "# Write the definitions, give names that say what is meant, and run `annotate schema check`."
    for (control, kind), times in draft.unread.items():
        how_often = f", {count(times, 'time')}" if times else ""
        yield f"# Not read: {_comment(control)} ({kind}{how_often})."
    yield f"{KEY}: {FORMAT}"
    yield f"name: {_slug(draft.name) or 'inferred'}"
    yield 'version: "1"'
    yield f"title: {_quoted(draft.name)}"
    if draft.controls:
        yield f"called: [{', '.join(map(_quoted, draft.controls))}]  # the control that marks spans"
    asked = [answer for answer in draft.answers.values() if answer.labels]
    roles = names.of_all(dict.fromkeys(draft.spans, _OF_ROLES), "role")
    elements = names.of_all({answer.called: _reserved(answer) for answer in asked}, "question")
    about_text = [answer for answer in asked if WHOLE_TEXT in answer.on]
    if about_text:
        yield "questions:"
        for answer in about_text:
            yield from _answer(answer, elements[answer.called], "")
    if roles:
        yield from _claim(draft, roles)
    about_spans = [(answer, label) for answer in asked for label in answer.on if label in roles]
    if about_spans:
        yield "  attributes:"
        for answer, label in about_spans:
            yield from ("  " + line for line in _answer(answer, elements[answer.called], roles[label]))


def _reserved(answer: DraftAnswer) -> frozenset[str]:
    of_spans = _OF_ATTRIBUTES if set(answer.on) != {WHOLE_TEXT} else frozenset()
    return of_spans | (_OF_QUESTIONS if WHOLE_TEXT in answer.on else frozenset())


def _claim(draft: Draft, roles: dict[str, str]) -> Iterator[str]:
    head, why = draft.likely_head()
    yield "claim:"
    yield "  roles:"
    for label, name in roles.items():
        parts = [f"name: {name}", *(["head: true"] if label == head else []), *_called(label, name)]
        seen = f"  # {count(draft.spans[label], 'span')}" if draft.spans.total() else ""
        yield f"    - {{{', '.join(parts)}, definition: {_TO_DO}}}{seen}{f'; {why}' if seen and label == head else ''}"


def _answer(answer: DraftAnswer, name: str, on: str) -> Iterator[str]:
    level, numbers = _level(answer)
    answered = answer.labels.total()
    yield f"  - name: {name}" + (f"  # {count(answered, 'label')} given" if answered else "")
    for part in [*_called(answer.called, name), *([f"on: {on}"] if on else [])]:
        yield f"    {part}"
    if level != "nominal":
        yield f"    level: {level}  # guessed: {_GUESSED[level]}"
    yield f"    definition: {_TO_DO}"
    yield "    labels:"
    order = sorted(answer.labels, key=numbers.__getitem__) if level == "ordinal" else _by_times(answer.labels)
    for label, ours in _label_names(order, level).items():
        parts = [f"name: {_quoted(ours)}", *_called(label, ours)]
        if level == "ordinal":
            parts.append(f"value: {numbers[label]:g}")
        times = f"  # {count(answer.labels[label], 'time')}" if answered else ""
        yield f"      - {{{', '.join(parts)}}}{times}"


_GUESSED = {"ordinal": "its labels are numbers", "set": "it takes several labels"}


def _level(answer: DraftAnswer) -> tuple[LevelName, dict[str, float]]:
    """How the answers differ, and the number that each label means on a scale."""
    if answer.several:
        return "set", {}
    numbers = {
        label: float(label) for label in answer.labels if re.fullmatch(r"\s*[+-]?\d{1,6}(?:\.\d{1,4})?\s*", label)
    }
    is_scale = len(set(numbers.values())) == len(answer.labels) >= _FEWEST_STEPS
    return ("ordinal", numbers) if is_scale else ("nominal", {})


def _by_times(labels: Counter[str]) -> list[str]:
    """The most frequent first, and others in the order in which they came."""
    return sorted(labels, key=lambda label: -labels[label])


def _label_names(labels: Sequence[str], level: LevelName) -> dict[str, str]:
    """What a schema may call each label: their name, unless it has signs or a double that a schema refuses."""
    plain = {label: _plain_label(label, level) for label in labels}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for label in sorted(labels, key=lambda label: plain[label] != label):
        name, number = plain[label], 2
        while name.casefold() in taken:
            name, number = f"{plain[label]} ({number})", number + 1
        taken.add(name.casefold())
        names[label] = name
    return {label: names[label] for label in labels}


def _plain_label(label: str, level: LevelName) -> str:
    plain = " ".join(label.replace(",", " ").split()) if level == "set" else label.strip()
    plain = plain or "comma"
    return plain if without_count(plain) == (plain, 1) else f"{plain} -"


class _Names:
    """Names that a schema may have, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of_all(self, theirs: Mapping[str, frozenset[str]], what: str) -> dict[str, str]:
        """Names like theirs, none of them reserved; `what` it is, where nothing of theirs can be in a name."""
        # What can keep its name has it before others get one like it.
        in_turn = sorted(theirs, key=lambda name: _slug(name) != name)
        ours = {name: self._of(name, what, theirs[name]) for name in in_turn}
        return {name: ours[name] for name in theirs}

    def _of(self, theirs: str, what: str, reserved: frozenset[str]) -> str:
        plain = _slug(theirs) or what
        name, number = plain, 2
        while name in self._taken | reserved or re.fullmatch(r"(?:claim|spans)\d*", name):
            name, number = f"{plain[: _LONGEST_NAME - 4]}_{number}", number + 1
        self._taken.add(name)
        return name


def _slug(text: str) -> str:
    """Small letters a to z, digits and _: of SocialGroup social_group, of STATE/PROVINCE state_province."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain).lower())
    return "_".join(words).lstrip("0123456789_")[:_LONGEST_NAME].rstrip("_")


def _called(theirs: str, ours: str) -> list[str]:
    return [] if theirs == ours else [f"called: {_quoted(theirs.strip())}"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())
