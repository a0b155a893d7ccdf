"""YAML read with line numbers, so that every message can point at the place.

Only `true` and `false` are booleans: a label called `yes` or `no` stays a label. A key written twice is an error.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor

Location = tuple[str | int, ...]


class Problem(NamedTuple):
    """Something wrong in a YAML file: its line from 1, the element it is in, and what is wrong."""

    file: Path
    line: int
    element: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.element + ': ' if self.element else ''}{self.message}"


@dataclass(frozen=True)
class Document:
    """A YAML file's content and where each part of it is."""

    file: Path
    content: Any
    lines: dict[Location, int]
    problems: list[Problem]

    def problem(self, location: Location, message: str) -> Problem:
        """A problem at `location`, or at the nearest part above it that is in the file."""
        known = location
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.file, self.lines.get(known, 1), self._element(location), message)

    def _element(self, location: Location) -> str:
        words: list[str] = []
        content = self.content
        for step in location:
            content = _child(content, step)
            named = next((content[key] for key in ("id", "name") if isinstance(content, dict) and key in content), None)
            if isinstance(step, str):
                words.append(step)
            elif words and isinstance(named, str):
                words[-1] = f"{words[-1]} {named}"
            else:
                words.append(f"number {step + 1}")
        return ", ".join(words)


def read_yaml(file: Path) -> Document:
    """Read one YAML file; what is not YAML becomes a problem, not an exception.

    Raises:
        OSError: the file cannot be read.
    """
    document = Document(file, None, {}, [])
    try:
        text = file.read_text(encoding="utf-8-sig")
        node = _compose(text)
        # Without aliases no text has more parts than characters.
        most = len(text) + _PARTS_BY_ALIASES
        return replace(document, content=None if node is None else _construct(node, (), document, most))
    except _TooManyParts:
        line, message = 1, f"has aliases (*name) that grow to more than {_PARTS_BY_ALIASES:,} parts"
    except UnicodeDecodeError as error:
        line, message = 1, f"is not UTF-8 (byte {error.start})"
    except yaml.MarkedYAMLError as error:
        line, message = _line(error, text), f"is not YAML: {error.problem}"
    except yaml.YAMLError as error:
        line, message = 1, f"is not YAML: {str(error).splitlines()[0]}"
    except RecursionError:
        line, message = 1, "is nested too deeply"
    return Document(file, None, {}, [Problem(file, line, "", message)])


def _line(error: yaml.MarkedYAMLError, text: str) -> int:
    """Where to look: a bracket or a quote that is never closed is only noticed lines later."""
    begun, noticed = error.context_mark, error.problem_mark
    mark = begun if begun and text[begun.index : begun.index + 1] in ("[", "{", "'", '"') else noticed
    return mark.line + 1 if mark else 1


_PARTS_BY_ALIASES = 20_000
_WORDS = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")
_BOOLEAN = "tag:yaml.org,2002:bool"
_YES_AND_NO = tuple("yYnNoO")  # with which the booleans other than true and false begin
_RESOLVERS = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in _WORDS and (tag != _BOOLEAN or first not in _YES_AND_NO)
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Loader(yaml.SafeLoader):
    """SafeLoader in which yes, no, on, off, <<, = and dates are plain words."""

    yaml_implicit_resolvers = _RESOLVERS


class _FastLoader(Composer, getattr(yaml, "CSafeLoader", object)):  # type: ignore[misc]
    """The same on the parser in C, but for its composer, which does not survive deep nesting."""

    yaml_implicit_resolvers = _RESOLVERS

    def __init__(self, stream: str) -> None:
        yaml.CSafeLoader.__init__(self, stream)
        Composer.__init__(self)


def _compose(text: str) -> yaml.Node | None:
    if yaml.__with_libyaml__:
        # The parser in Python says more about what is wrong.
        with suppress(yaml.YAMLError):
            return yaml.compose(text, _FastLoader)
    return yaml.compose(text, _Loader)


class _TooManyParts(Exception):
    """Aliases repeat more than anybody writes by hand."""


def _construct(node: yaml.Node, location: Location, document: Document, most: int) -> Any:
    if len(document.lines) > most:
        raise _TooManyParts
    document.lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*location, index), document, most) for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(node, document)
    content: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(_scalar(key_node, document)) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in content:
            document.problems.append(
                Problem(document.file, key_node.start_mark.line + 1, key, "is written twice in the same place")
            )
        content[key] = _construct(value_node, (*location, key), document, most)
        document.lines[(*location, key)] = key_node.start_mark.line + 1
    return content


def _scalar(node: yaml.Node, document: Document) -> Any:
    try:
        return SafeConstructor().construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError):
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        # Without the value: `!secret` before one is what other programs write for a password.
        message = f"what follows the tag {tag} cannot be read with it: leave the tag out"
        document.problems.append(Problem(document.file, node.start_mark.line + 1, "", message))
        return None


def _child(content: Any, step: str | int) -> Any:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None
