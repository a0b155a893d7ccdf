"""A document checked against a model, with what is wrong said for those who have never seen Python."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic.fields import FieldInfo

from annotate.formats import KEY
from annotate.yamlfile import Document, Location, Problem

Model = TypeVar("Model", bound=BaseModel)
FORMAT = 1
"""Of the YAML files that people write: config.yaml, schemas and registers; one that does not say its format has it."""
# What XML has no place for, and the rest of what terminals obey.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def validate(document: Document, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The document as `model`, or None with what is wrong with it."""
    if document.problems:
        return None, document.problems
    if document.content is None:
        return None, [Problem(document.file, 1, "", "is empty")]
    if unshowable := list(_unshowable(document)):
        return None, unshowable
    content = document.content
    if isinstance(content, dict) and KEY in content:
        if content[KEY] != FORMAT:
            return None, [document.problem((KEY,), f"this version of annotate reads format {FORMAT}; update annotate")]
        content = {key: value for key, value in content.items() if key != KEY}
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [_explain(document, model, item) for item in error.errors()]


def _unshowable(document: Document) -> Iterator[Problem]:
    """The texts that no page can show, because XML has no place for a character of theirs."""
    places: list[tuple[Location, Any]] = [((), document.content)]
    for location, content in places:  # grows while it is read
        if isinstance(content, dict):
            places += [((*location, key), each) for key, each in content.items()]
            content = " ".join(map(str, content))
        elif isinstance(content, list):
            places += [((*location, index), each) for index, each in enumerate(content)]
        if isinstance(content, str) and (character := _UNSHOWABLE.search(content)):
            written = character[0].encode("unicode_escape", "surrogatepass").decode()
            yield document.problem(location, f"has the control character {written}, which no page can show")


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


def first_problem(error: ValidationError, model: type[BaseModel] | None = None) -> tuple[str, str]:
    """Where the first thing is that is wrong, and what it is: ("claim 1, guarantee", "the span 3-1 is empty")."""
    first = error.errors()[0]
    return in_place(first["loc"]), in_words(first, model)


def in_place(location: Location) -> str:
    """A location in a document as people say it, such as "claim 1, guarantee"; empty for the whole of it."""
    words: list[str] = []
    for step in location:
        if isinstance(step, str):
            words.append(step)
        elif words:
            words[-1] = f"{_ONE_OF.get(words[-1], words[-1])} {step + 1}"
        else:
            words.append(f"number {step + 1}")
    return ", ".join(words)


def in_words(error: Any, model: type[BaseModel] | None = None) -> str:
    """What an error of pydantic's about a document for `model` says, for those who have never seen Python."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _WHOLE_MEANINGS:
        return _WHOLE_MEANINGS[kind].format(**context)
    if error["input"] is None and (kind in _MEANINGS or kind == "model_type"):
        return "is empty"
    if kind == "model_type" and model:
        at = _model_at(model, error["loc"])
        fields = _fields(at) if at else {}
        needed = [key for key, field in fields.items() if field.is_required()] or list(fields)[:1]
        return f"must have keys: {{{', '.join(f'{key}: …' for key in needed)}}}"
    if kind in _MEANINGS:
        return f"must be {_MEANINGS[kind]}"
    if kind in ("value_error", "assertion_error"):
        return str(context["error"])
    message = re.sub(r"^(Input|String|Value|Tuple|List|Dictionary) should ", "must ", str(error["msg"]))
    message = re.sub(r" after validation, not \d+$", "", message)
    return message[0].lower() + message[1:]


_ONE_OF = {"claims": "claim", "projects": "project", "warnings": "warning"}
_WHOLE_MEANINGS = {
    "missing": "is required but missing",
    "string_pattern_mismatch": "is empty",
    "extra_forbidden": "unknown key",
    "unexpected_keyword_argument": "unknown key",
    "union_tag_not_found": "has no {discriminator}",
    "union_tag_invalid": "{discriminator} must be one of {expected_tags}",
}
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
    "model_type": "keys with values: {…: …}",
    "datetime_type": "a date with its time",
    "datetime_parsing": "a date with its time",
    "datetime_from_date_parsing": "a date with its time",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values: {…: …}",
}


def _explain(document: Document, model: type[BaseModel], error: Any) -> Problem:
    location: Location = error["loc"]
    if location[-1:] == ("[key]",):  # how pydantic says that a key is wrong, and not what it leads to
        location = location[:-1]
    if error["type"] == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        return document.problem(location, f"unknown key{nearest(str(location[-1]), known)}")
    how = _IN_YAML.get(error["type"], "") if error["input"] is not None else ""
    return document.problem(location, f"{in_words(error, model)}{how}")


_IN_YAML = {"tuple_type": ": in brackets with commas between, or on lines that begin with -"}


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    at = _model_at(model, location)
    return [key for key, field in _fields(at).items() if not field.exclude] if at else []


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model of what is at `location`, following field types down from `model`."""
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
