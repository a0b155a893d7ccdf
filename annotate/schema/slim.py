"""Slim records: what a record model accepts, in slots, for hundreds of thousands at once.

They are made from the record model field by field, so they have its names, types and bounds. What the model's own
validators check beyond that, whoever reads records must check too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, make_dataclass
from functools import lru_cache, reduce
from operator import or_
from types import GenericAlias, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from annotate.formats import KEY, UNNUMBERED
from annotate.schema.model import Schema
from annotate.schema.record import record_model


@lru_cache(maxsize=32)
def slim_records(schema: Schema, newest: int) -> TypeAdapter[Any]:
    """Validates lines of annotations.jsonl into records in slots; `newest` is the highest `format` of a line."""
    number = Annotated[int, Field(strict=True, ge=1, le=newest)]
    return TypeAdapter(_in_slots(record_model(schema), [(KEY, number, field(default=UNNUMBERED))]))


def _in_slots(model: type[BaseModel], more: Sequence[Any] = ()) -> Any:
    """The dataclass with the fields of a model, and `more` of them; models in it are in slots too."""
    fields = list(more)
    for name, info in model.model_fields.items():
        # An alias and a discriminator are no metadata of pydantic's.
        about = Field(validation_alias=info.validation_alias, discriminator=info.discriminator)
        kind = _annotated(_slim(info.annotation), about, *info.metadata)
        fields.append((name, kind) if info.is_required() else (name, kind, field(default=info.default)))
    made = make_dataclass(model.__name__, fields, slots=True, kw_only=True, unsafe_hash=True)
    made.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return made


def _slim(kind: Any) -> Any:
    """A type with dataclasses in the place of models."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _in_slots(kind)
    parts = tuple(map(_slim, get_args(kind)))
    if parts == get_args(kind):
        return kind
    origin = get_origin(kind)
    if origin is tuple:
        return GenericAlias(tuple, parts)
    return reduce(or_, parts) if origin in (Union, UnionType) else _annotated(*parts)


def _annotated(kind: Any, *about: Any) -> Any:
    return Annotated.__class_getitem__((kind, *about))  # type: ignore[attr-defined]
