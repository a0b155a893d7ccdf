"""What of a result the schema asks, and what not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from annotate.files import JsonObject
from annotate.labelstudio.wire.controls import SPANS, Control, controls, names_alike
from annotate.schema import Schema


class Asked(NamedTuple):
    """The parts of a result that the schema asks, and what is wrong with others.

    `others` are the ids of spans that it does not ask, `left_out` counts by control all that it does not ask.
    """

    spans: list[JsonObject]
    answers: list[tuple[JsonObject, Control]]
    links: list[JsonObject]
    others: set[str]
    left_out: Counter[str]
    problems: list[str]


def sort_result(result: Iterable[object], schema: Schema) -> Asked:
    """Sort the parts of a result by what the schema asks.

    What it does not ask may be anything and is no problem. What it asks in a way that is not read is one.
    """
    known = controls(schema)
    asked = Asked([], [], [], set(), Counter(), [])
    for item in result:
        if not isinstance(item, dict):
            asked.problems.append("a part of the result is not an object")
            continue
        kind, name = item.get("type"), item.get("from_name")
        if not isinstance(kind, str):
            asked.problems.append("a part of the result has no type")
        elif kind == "relation" and schema.head:
            asked.links.append(item)
        elif kind in ("labels", "choices") and not isinstance(name, str):
            asked.problems.append(f"a part of the result ({kind}) names no control")
        elif kind == "labels" and schema.head and name == SPANS:
            asked.spans.append(item)
        elif role := _role_in(item, kind, schema):
            control = "the unknown control" if kind == "labels" else f"a control that is not read ({kind}),"
            asked.problems.append(f"a {role} belongs to {control} {name!r}")
        elif kind == "choices" and name in known:
            asked.answers.append((item, known[name]))
        elif kind == "choices" and (alike := names_alike(str(name), known)):
            asked.problems.append(f"it is unclear whether the control {name} asks {' or '.join(alike)}")
        elif kind != "labels" and names_alike(str(name), known):
            asked.problems.append(f"{name} is answered in a way that is not read ({kind})")
        else:
            asked.left_out[name if isinstance(name, str) else kind] += 1
            if kind == "labels":
                asked.others.add(str(item.get("id")))
    return asked


def _role_in(item: JsonObject, kind: str, schema: Schema) -> str:
    """The role that a part of a result gives to a place, in whatever kind of control; "" if it gives none."""
    value = item.get("value")
    labels = value.get(kind) if isinstance(value, dict) and kind.endswith("labels") else None
    return next((role.name for role in schema.roles if isinstance(labels, list) and role.name in labels), "")
