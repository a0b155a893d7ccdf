"""YAML read with line numbers, so that every message can point at the place.

Only `true` and `false` are booleans: a label called `yes` or `no` stays a label. A key written twice is an error.
"""

from __future__ import annotations

import difflib
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic.fields import FieldInfo
from yaml.composer import Composer
from yaml.constructor import SafeConstructor

Location = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


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
    """A YAML file's content and where each part of it stands."""

    file: Path
    content: Any
    lines: dict[Location, int]
    problems: list[Problem]

    def problem(self, location: Location, message: str) -> Problem:
        """A problem at `location`, or at the nearest part above it that stands in the file."""
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
        node = _compose(file.read_text(encoding="utf-8-sig"))
        return replace(document, content=None if node is None else _construct(node, (), document))
    except UnicodeDecodeError as error:
        line, message = 1, f"is not UTF-8 (byte {error.start})"
    except yaml.MarkedYAMLError as error:
        line, message = error.problem_mark.line + 1 if error.problem_mark else 1, f"is not YAML: {error.problem}"
    except yaml.YAMLError as error:
        line, message = 1, f"is not YAML: {str(error).splitlines()[0]}"
    except RecursionError:
        line, message = 1, "is nested too deeply"
    return Document(file, None, {}, [Problem(file, line, "", message)])


def validate(document: Document, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The document as `model`, or None with what is wrong with it."""
    if document.problems:
        return None, document.problems
    if document.content is None:
        return None, [Problem(document.file, 1, "", "is empty")]
    try:
        return model.model_validate(document.content), []
    except ValidationError as error:
        return None, [_explain(document, model, item) for item in error.errors()]


def nearest(word: str, known: list[str]) -> str:
    """`, did you mean X?` for the known word most like `word`, or nothing."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f", did you mean {close[0]}?" if close else ""


def matching(pattern: str, meaning: str) -> AfterValidator:
    """Text that `pattern` matches as a whole, or else an error that says it must be `meaning`."""
    whole = re.compile(pattern)

    def check(text: str) -> str:
        if not whole.fullmatch(text):
            raise ValueError(f"must be {meaning}")
        return text

    return AfterValidator(check)


def in_words(error: Any, model: type[BaseModel]) -> str:
    """What an error of pydantic's about a document for `model` says, for those who have never seen Python."""
    kind = error["type"]
    if kind in _MEANINGS and error["input"] is None:
        return "is empty"
    if kind == "model_type":
        at = _model_at(model, error["loc"])
        fields = _fields(at) if at else {}
        needed = [key for key, field in fields.items() if field.is_required()] or list(fields)[:1]
        return f"must have keys: {{{', '.join(f'{key}: …' for key in needed)}}}"
    if kind in _MEANINGS:
        return f"must be {_MEANINGS[kind]}"
    message = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    message = re.sub(r"^(Input|String|Value|Tuple|List|Dictionary) should ", "must ", message)
    return message[0].lower() + message[1:]


_MEANINGS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "path_type": "a path",
    "tuple_type": "a list: in brackets with commas between, or on lines that begin with -",
    "dict_type": "keys with values: {…: …}",
    "model_type": "keys with values",
}

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


def _construct(node: yaml.Node, location: Location, document: Document) -> Any:
    document.lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*location, index), document) for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(node, document)
    content: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(_scalar(key_node, document)) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in content:
            document.problems.append(
                Problem(document.file, key_node.start_mark.line + 1, key, "is written twice in the same place")
            )
        content[key] = _construct(value_node, (*location, key), document)
        document.lines[(*location, key)] = key_node.start_mark.line + 1
    return content


def _scalar(node: yaml.Node, document: Document) -> Any:
    try:
        return SafeConstructor().construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError):
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"{node.value!r} cannot be read with the tag {tag}: leave the tag out"
        document.problems.append(Problem(document.file, node.start_mark.line + 1, "", message))


def _child(content: Any, step: str | int) -> Any:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None


def _explain(document: Document, model: type[BaseModel], error: Any) -> Problem:
    location: Location = error["loc"]
    if error["type"] == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        return document.problem(location, f"unknown key{nearest(str(location[-1]), known)}")
    if error["type"] == "missing":
        return document.problem(location, "is required and missing")
    return document.problem(location, in_words(error, model))


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    at = _model_at(model, location)
    return [key for key, field in _fields(at).items() if not field.exclude] if at else []


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model of what stands at `location`, following field types down from `model`."""
    current: type[BaseModel] | None = model
    for step in location:
        if current and isinstance(step, str):
            fields = _fields(current)
            current = _model_in(fields[step].annotation) if step in fields else None
    return current


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the keys they have in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, getattr(annotation, "__args__", ()))), None)
