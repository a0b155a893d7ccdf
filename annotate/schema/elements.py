"""What a schema asks, by name: its elements, and the answers that each can have.

Each is written and parsed in one way, for the YAML of a change log, the JSON of a launch and the sentences that people
read; everything else handles the types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

LevelName = Literal["nominal", "ordinal", "set"]
Kind = Literal["question", "role", "attribute"]
CLAIM = "claim"
_ELEMENT = re.compile(r"(?:(question|role) ([a-z][a-z0-9_]*)|(attribute) ([a-z][a-z0-9_]*) on ([a-z][a-z0-9_]*))")
_FORM = re.compile(rf"\(form\)=({'|'.join(get_args(LevelName))})( required)?( actors)?")
_HEAD = "head"


@dataclass(frozen=True, order=True, slots=True)
class Element:
    """A question, a role or an attribute; `on` is what an attribute is asked about: CLAIM or the name of a role."""

    kind: Kind
    name: str
    on: str = ""

    @classmethod
    def parse(cls, text: str) -> Element:
        """The element that is written "question x", "role x" or "attribute x on y".

        Raises:
            ValueError: it is written otherwise.
        """
        match = _ELEMENT.fullmatch(text)
        if not match:
            raise ValueError(
                "is not an element: write `question NAME`, `role NAME`, or `attribute NAME on claim` (or on a role)"
            )
        if match[3]:
            return Element("attribute", match[4], match[5])
        return Element("question" if match[1] == "question" else "role", match[2])

    def __str__(self) -> str:
        return f"{self.kind} {self.name} on {self.on}" if self.on else f"{self.kind} {self.name}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _parsed(cls, core_schema.str_schema(), str)


@dataclass(frozen=True, slots=True)
class Form:
    """How a question or an attribute is answered; `actors` adds the actors of the register to its labels."""

    level: LevelName
    required: bool = False
    actors: bool = False

    @classmethod
    def parse(cls, text: str) -> Form:
        """The form that an answer space begins with, such as "(form)=set required".

        Raises:
            ValueError: it is none.
        """
        match = _FORM.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not the form of an answer")
        level = next(level for level in get_args(LevelName) if level == match[1])
        return Form(level, bool(match[2]), bool(match[3]))

    def __str__(self) -> str:
        return f"{self.level}{' required' if self.required else ''}{' actors' if self.actors else ''}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What an element can be answered with: `labels` in their order, each with its number.

    A role has no form and no labels, and is the head of a claim or not.
    """

    form: Form | None = None
    labels: tuple[tuple[str, float], ...] = ()
    is_head: bool = False

    @classmethod
    def parse(cls, rows: Sequence[str]) -> Answers:
        """The answers that are written as a form and a label a row, or as "head".

        Raises:
            ValueError: a row is written otherwise.
        """
        if list(rows) in ([], [_HEAD]):
            return Answers(is_head=bool(rows))
        return Answers(Form.parse(rows[0]), tuple(map(_label, rows[1:])))

    def rows(self) -> list[str]:
        """What `parse` reads."""
        if self.form is None:
            return [_HEAD] if self.is_head else []
        return [f"(form)={self.form}", *(f"{label}={number:g}" for label, number in self.labels)]


class AnswerSpace(Mapping[Element, Answers]):
    """Everything that annotators can answer, by element; in which order the elements come does not matter."""

    def __init__(self, answers: Mapping[Element, Answers]) -> None:
        self._answers = dict(answers)

    @classmethod
    def parse(cls, document: Mapping[str, Sequence[str]]) -> Self:
        """The answer space in a launch.

        Raises:
            ValueError: an element, a form or a number is not written as `to_json` writes it.
        """
        answers: dict[Element, Answers] = {}
        for element, rows in document.items():
            try:
                answers[Element.parse(element)] = Answers.parse(rows)
            except ValueError as error:
                raise ValueError(f"{element!r}: {error}") from error
        return cls(answers)

    def to_json(self) -> dict[str, list[str]]:
        """What `parse` reads, and the digest of a schema is made of."""
        return {str(element): answers.rows() for element, answers in self.items()}

    def __getitem__(self, element: Element) -> Answers:
        return self._answers[element]

    def __iter__(self) -> Iterator[Element]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __hash__(self) -> int:
        return hash(frozenset(self._answers.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.dict_schema(core_schema.str_schema(), core_schema.list_schema(core_schema.str_schema()))
        return _parsed(cls, written, cls.to_json)


def _label(row: str) -> tuple[str, float]:
    label, _, number = row.rpartition("=")
    try:
        return label, float(number)
    except ValueError:
        raise ValueError(f"{row!r} is not a label with its number") from None


def _parsed(cls: Any, written: CoreSchema, write: Any) -> CoreSchema:
    """How pydantic reads and writes a type: as it is, or from what is `written` in a file."""

    def read(value: Any, handler: Any) -> Any:
        return value if isinstance(value, cls) else cls.parse(handler(value))

    return core_schema.no_info_wrap_validator_function(
        read, written, serialization=core_schema.plain_serializer_function_ser_schema(write)
    )
