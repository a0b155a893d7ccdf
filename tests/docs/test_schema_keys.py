"""The table of every key of a schema, in docs/schemas.md, says what the model says."""

import re

from documents import ROOT

from annotate.schema.actors import Register
from annotate.schema.model import Schema

ROW = re.compile(
    r"^\| (?P<part>[^|]+) \| `(?P<key>\w+)` \| (?P<value>[^|]+) \| (?P<default>[^|]+) \| (?P<what>[^|]+) \|$"
)
SIMPLE = {"string": "text", "boolean": "true or false", "integer": "whole number", "number": "number"}


def rows():
    """(part, key, value, default) of every key, parts that have the same one together."""
    parts = {}
    for model, top in ((Schema, "schema"), (Register, "register")):
        document = model.model_json_schema()
        models = {top: document} | {name.lower(): part for name, part in document.get("$defs", {}).items()}
        for part, described in models.items():
            for key, field in described.get("properties", {}).items():
                required = key in described.get("required", ())
                parts.setdefault((key, value(field), default(field, required)), []).append(part)
    return {(", ".join(parts[entry]), *entry) for entry in parts}


def value(field):
    """What a key takes, in words."""
    if "$ref" in field:
        return field["$ref"].rpartition("/")[2].lower()
    if "anyOf" in field:
        return value(next(each for each in field["anyOf"] if each.get("type") != "null"))
    if "enum" in field:
        *first, last = (f"`{each}`" for each in field["enum"])
        return f"{', '.join(first)} or {last}"
    if field["type"] == "array":
        return f"list of {value(field['items'])}"
    if field["type"] == "object":
        inner = field["additionalProperties"]
        return "keys with values" if inner.get("type") != "object" else "keys with keys with values"
    low, high = field.get("minimum"), field.get("maximum")
    between = f", {low:g} to {high:g}" if high is not None else f", {low:g} or more" if low is not None else ""
    return SIMPLE[field["type"]] + between


def default(field, required):
    if required:
        return "required"
    given = field.get("default")
    if given in (None, "", [], {}) or isinstance(given, dict):
        return "–"
    return f"`{str(given).lower() if isinstance(given, bool) else given}`"


def test_every_key_of_a_schema_and_its_register_is_in_the_table_with_its_value_and_default():
    lines = (ROOT / "docs" / "schemas.md").read_text().splitlines()
    table = [match for line in lines if (match := ROW.match(line))]
    there = {tuple(match[column].strip() for column in ("part", "key", "value", "default")) for match in table}
    assert len(there) == len(table)
    wanted = rows()
    assert {"missing": sorted(wanted - there), "too many": sorted(there - wanted)} == {"missing": [], "too many": []}
