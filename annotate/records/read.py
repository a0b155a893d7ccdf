"""annotations.jsonl, read back: each line validated, each actor resolved anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from annotate.errors import RecordError
from annotate.files import read_jsonl
from annotate.schema import Record, Register, Schema, Unresolved, record_model, unresolved

_AGAIN = "`annotate pull` writes it anew from the server's answers"


def read_records(file: Path, schema: Schema, remedy: str = _AGAIN) -> Iterator[Record]:
    """Yield the records of a file, with the actors that the schema's register knows today.

    `remedy` is the hint where a line is wrong.

    Raises:
        WorkspaceError: the file is missing, truncated or not JSON Lines.
        RecordError: a line does not keep to the schema; the message names file, line and field.
    """
    model = record_model(schema)
    for number, row in read_jsonl(file, remedy):
        try:
            yield model.model_validate(resolve_actors(row, schema))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise RecordError(first["msg"], remedy, file=file, line=number, field=field) from error


def unresolved_actors(file: Path, schema: Schema) -> list[Unresolved]:
    """The names in a file's claims that mean nobody in the register, most frequent first, each with a sentence."""
    roles = [role.name for role in schema.roles if role.actor]
    spans = [
        (span["text"], row["sentence_id"])
        for _, row in read_jsonl(file, _AGAIN)
        for claim in row.get("claims", ())
        for role in roles
        for span in claim.get(role, ())
    ]
    return unresolved(spans, schema.register)


def resolve_actors(row: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """A record's row in which every span of an actor role has the actor that its text names, or none."""
    roles = {role.name for role in schema.roles if role.actor}
    claims = [
        {key: _resolved(value, schema.register) if key in roles else value for key, value in claim.items()}
        for claim in row.get("claims", ())
    ]
    unlinked = [
        _resolved(span, schema.register) if span.get("role") in roles else span for span in row.get("unlinked", ())
    ]
    changes = {"claims": claims, "unlinked": unlinked} if "claims" in row else {}
    return {**row, **changes}


def _resolved(spans: Any, register: Register) -> Any:
    if isinstance(spans, dict):
        return _resolved([spans], register)[0]
    resolved = []
    for span in spans:
        actor = register.resolve(str(span.get("text", "")))
        known = {key: value for key, value in span.items() if key != "actor"}
        resolved.append(known | ({"actor": actor} if actor else {}))
    return resolved
