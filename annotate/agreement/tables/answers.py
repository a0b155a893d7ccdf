"""The answers to one variable of a table, collected row by row and laid out as units."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotate.agreement.elements.levels import Level
from annotate.agreement.elements.units import NamedUnits, Units
from annotate.agreement.tables.lookalikes import looking_alike, looking_missing, number_of
from annotate.errors import RecordError

Numbering = dict[str, int]


_Numbers = Any
"""An array of whole numbers: `array`, to which rows add, or numpy's."""


def _numbers() -> array[int]:
    return array("q")


@dataclass
class Answers:
    """The answers to one variable; `path` and `separator`, between the members of a set, are for reading them.

    Attributes:
        units: the number of each unit, in the order of the table.
        annotators: the same of annotators.
        values: the same of answers, as they are written.
        articles: the number of each article, in the order of the table; empty where articles are not known.
        empty: how many cells are empty, and so are missing judgements.
        missing: how often each answer was given that means a missing judgement.
    """

    variable: str
    level: Level
    separator: str
    path: Path | None
    units: Numbering = field(default_factory=dict)
    annotators: Numbering = field(default_factory=dict)
    values: Numbering = field(default_factory=dict)
    articles: Numbering = field(default_factory=dict)
    empty: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    _named: Sequence[str] = ()
    _unit: _Numbers = field(default_factory=_numbers)
    _annotator: _Numbers = field(default_factory=_numbers)
    _value: _Numbers = field(default_factory=_numbers)
    _line: _Numbers = field(default_factory=_numbers)
    _article: _Numbers = field(default_factory=_numbers)

    def add(self, line: int, unit: str, annotator: str, value: str) -> None:
        """Add an answer; an empty one is a missing judgement, unless answers are sets."""
        at_unit = self.units.setdefault(unit, len(self.units))
        at_annotator = self.annotators.setdefault(annotator, len(self.annotators))
        if value.strip() in self.missing:
            self.missing[value.strip()] += 1
        elif not value.strip() and not self._has_sets:
            self.empty += 1
        else:
            self._unit.append(at_unit)
            self._annotator.append(at_annotator)
            self._value.append(self.values.setdefault(value, len(self.values)))
            self._line.append(line)

    def fill(self, lines: NDArray[np.integer], columns: Sequence[tuple[Sequence[str], NDArray[np.integer]]]) -> None:
        """Add all answers at once to none: the columns of units, annotators and answers, their names and codes."""
        (units, unit), (annotators, annotator), (words, value) = columns
        self._named = units
        self.annotators = dict(zip(annotators, range(len(annotators)), strict=True))
        number_of_word = np.full(len(words), -1, dtype=np.int32)
        times = np.bincount(value, minlength=len(words)).tolist()
        for code, (word, often) in enumerate(zip(words, times, strict=True)):
            if word.strip() in self.missing:
                self.missing[word.strip()] += often
            elif not word.strip() and not self._has_sets:
                self.empty += often
            else:
                number_of_word[code] = self.values.setdefault(word, len(self.values))
        numbers = number_of_word[value]
        there = numbers >= 0 if (number_of_word < 0).any() else slice(None)
        self._unit, self._annotator, self._value, self._line = (
            unit[there],
            annotator[there],
            numbers[there],
            lines[there],
        )

    def fill_articles(self, articles: Sequence[str], of_units: NDArray[np.integer]) -> None:
        """Say for all units at once which of these articles each is in: shape (units,)."""
        self.articles = dict(zip(articles, range(len(articles)), strict=True))
        self._article = of_units.astype(np.intp)

    def place(self, line: int, unit: str, article: str) -> None:
        """Say in which article a unit is."""
        number, at_unit = self.articles.setdefault(article, len(self.articles)), self.units[unit]
        # Lines without an article are an error when all lines were read.
        self._article.extend([-1] * (at_unit + 1 - len(self._article)))
        if self._article[at_unit] < 0:
            self._article[at_unit] = number
        elif self._article[at_unit] != number:
            earlier = list(self.articles)[self._article[at_unit]]
            raise RecordError(
                f"the unit {unit} is in the articles {earlier} and {article}",
                "a unit belongs to one article: give each its own name",
                file=self.path,
                line=line,
            )

    @property
    def unit_names(self) -> Sequence[str]:
        """What the units are called, in the order of the table."""
        return self._named or tuple(self.units)

    @property
    def _has_sets(self) -> bool:
        return self.level.name == "set"

    def laid_out(self) -> Units:
        """Units with codes; annotators are in the order of the alphabet.

        Raises:
            RecordError: a judgement is there twice, or an answer is not a number under "ordinal" or "interval".
        """
        names = sorted(self.annotators)
        row = np.empty(len(names), dtype=np.intp)
        row[[self.annotators[name] for name in names]] = np.arange(len(names))
        codes = np.full(len(names) * len(self.unit_names), -1, dtype=np.intp)
        code, labels = self._scale()
        cells = row[_array(self._annotator)] * len(self.unit_names) + _array(self._unit)
        codes[cells] = code[_array(self._value)]
        if np.count_nonzero(codes >= 0) < len(cells):
            self._refuse_twice(cells)
        articles = _array(self._article) if self.articles else None
        shape = (len(names), len(self.unit_names))
        units = NamedUnits(self.unit_names)
        return Units(self.variable, "variable", self.level, units, tuple(names), codes.reshape(shape), labels, articles)

    def _refuse_twice(self, cells: NDArray[np.intp]) -> None:
        first = np.unique(cells, return_index=True)[1]
        second = int(np.setdiff1d(np.arange(len(cells)), first)[0])
        annotator, unit = list(self.annotators)[self._annotator[second]], self.unit_names[self._unit[second]]
        raise RecordError(
            f"{annotator} judged the unit {unit} twice",
            "keep one line for each unit and annotator; several questions need a column `variable`, and several "
            "answers to one question --level set",
            file=self.path,
            line=int(self._line[second]),
        )

    def _scale(self) -> tuple[NDArray[np.intp], tuple[Any, ...]]:
        """The code of each answer by its number, and what each code stands for, in the order of the scale."""
        meant: list[Any] = list(self.values)
        if self._has_sets:
            meant = [self._members(value) for value in self.values]
            labels = sorted(set(meant), key=sorted)
        elif self.level.scale:
            meant = [number_of(value) for value in self.values]
            if None in meant:
                self._refuse_word(meant.index(None))
            labels = sorted(set(meant))
        else:
            labels = sorted(meant)
        code = {label: index for index, label in enumerate(labels)}
        return np.array([code[label] for label in meant], dtype=np.intp), tuple(labels)

    def _refuse_word(self, value: int) -> None:
        word = list(self.values)[value]
        point = word.replace(",", ".", 1)
        numbers = f"write it as {point}" if number_of(point) is not None else self.level.scale
        raise RecordError(
            f"{word!r} is not a number, and the level is {self.level.name}",
            f"{numbers}, use --level nominal, or say --missing '{word}' if the judgement is missing",
            file=self.path,
            line=int(self._line[list(self._value).index(value)]),
        )

    def _members(self, value: str) -> frozenset[str]:
        return frozenset(member.strip() for member in value.split(self.separator) if member.strip())

    def notes(self) -> list[str]:
        """Sentences about names that may not mean what they say."""
        times = dict(zip(self.values, np.bincount(_array(self._value), minlength=len(self.values)), strict=True))
        if self._has_sets:
            members: dict[str, int] = {}
            for value, number in times.items():
                for member in self._members(value):
                    members[member] = members.get(member, 0) + int(number)
            return [
                *filter(None, (looking_missing(members), looking_alike(members, "labels"))),
                *self._other_separator(),
            ]
        # As numbers of a scale, 1 and 1.0 are the same.
        notes = [] if self.level.scale else [looking_missing(times), looking_alike(times, "labels")]
        return [note for note in notes if note]

    def _other_separator(self) -> list[str]:
        if any(self.separator in value for value in self.values):
            return []
        other = next((sign for sign in "|;,/" if any(sign in value for value in self.values)), "")
        if not other:
            return []
        return [
            f"no set has {self.separator!r}, and some have {other!r}: if that separates labels, "
            f"add --separator '{other}'"
        ]


def _array(numbers: _Numbers) -> NDArray[np.intp]:
    if isinstance(numbers, np.ndarray):
        return numbers
    return np.frombuffer(numbers, dtype=np.int64).astype(np.intp) if len(numbers) else np.empty(0, dtype=np.intp)
