"""What changed in a schema since it was launched, and how many annotations that touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from annotate.errors import SchemaError
from annotate.labelstudio.labeling_config import SPANS, controls
from annotate.labelstudio.launch import Launch
from annotate.schema import Schema
from annotate.schema.model import FORM


class Difference(NamedTuple):
    """An element ("question x", "role x", "attribute x on y") whose possible answers are not what was launched.

    `removed` and `added` are lines of the schema's answer space; both are empty for an element that is gone or new.
    """

    element: str
    change: Literal["gone", "new", "changed"]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def differences(launched: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[Difference]:
    """The elements that differ between two answer spaces."""
    gone = [Difference(element, "gone") for element in launched if element not in now]
    new = [Difference(element, "new") for element in now if element not in launched]
    changed = [
        Difference(
            element,
            "changed",
            tuple(item for item in launched[element] if item not in now[element]),
            tuple(item for item in now[element] if item not in launched[element]),
        )
        for element in now
        if element in launched and launched[element] != now[element]
    ]
    return gone + changed + new


def refuse_drift(launch: Launch, schema: Schema, tasks: Iterable[dict[str, Any]]) -> None:
    """Stop if the schema is not the launched one.

    Raises:
        SchemaError: says which labels differ, and how many of the annotations in `tasks` use what is gone.
    """
    changed = differences(launch.answers, schema.answer_space)
    if not changed:
        return
    used = usage(tasks, schema)
    sentences = "; ".join(_sentence(difference, used) for difference in changed)
    raise SchemaError(
        f"the schema changed after the launch: {sentences}",
        f"restore version {launch.schema_.version} of the schema, or launch the new one under another `name:` and "
        "`workspace:` in config.yaml",
    )


def usage(tasks: Iterable[dict[str, Any]], schema: Schema) -> Counter[tuple[str, str]]:
    """How many annotations use each (element, label) of the server's tasks; a role counts under the label ""."""
    known = controls(schema)
    counts: Counter[tuple[str, str]] = Counter()
    for task in tasks:
        for annotation in task.get("annotations") or ():
            uses = set()
            for item in annotation.get("result") or ():
                value = item.get("value") or {}
                if item.get("from_name") == SPANS:
                    uses |= {(f"role {label}", "") for label in value.get("labels", ())}
                    continue
                element = _element(str(item.get("from_name")), known)
                uses |= {(element, ""), *((element, str(label)) for label in value.get("choices", ()))}
            counts.update(uses)
    return counts


def _element(control: str, known: Mapping[str, Any]) -> str:
    target, _, name = control.partition("__")
    if control in known:
        target, name = known[control].target, known[control].element.name
    return f"question {name}" if target == "question" else f"attribute {name} on {target}"


def _sentence(difference: Difference, used: Counter[tuple[str, str]]) -> str:
    element, change, removed, added = difference
    if change == "gone":
        return f"{element} is gone ({_annotations(used[(element, '')])} would be rejected)"
    if change == "new":
        return f"{element} is new"
    before, after = ({item.rpartition("=")[0]: item.rpartition("=")[2] for item in items} for items in (removed, added))
    changes = [f"is now {after.pop(FORM)}, was {before.pop(FORM)}"] if FORM in after and FORM in before else []
    changes += [
        f"lost {label} ({_annotations(used[(element, label)])} would be rejected)"
        for label in before
        if label not in after
    ]
    changes += [f"gained {label}" for label in after if label not in before]
    changes += [f"counts {label} differently" for label in after if label in before]
    return f"{element} {' and '.join(changes) or 'has its labels in another order'}"


def _annotations(count: int) -> str:
    return f"{count} annotation{'' if count == 1 else 's'}"
