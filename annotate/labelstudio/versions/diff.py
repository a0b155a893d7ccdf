"""What changed in a schema since it was launched, and how many annotations that touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from annotate.counting import count
from annotate.errors import SchemaError
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.versions.rename import answers_of
from annotate.schema import Schema
from annotate.schema.changes import Answer, became, is_present
from annotate.schema.model import FORM

_FEW = 3


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


def refuse_drift(launch: Launch, schema: Schema, tasks: Iterable[dict[str, Any]] | None) -> None:
    """Stop if the schema is not the launched one; without `tasks`, nothing is counted.

    Raises:
        SchemaError: says which labels differ, and how many of the annotations in `tasks` use what is gone.
    """
    changed = differences(launch.answers, schema.answer_space)
    if not changed:
        return
    used = None if tasks is None else usage(tasks)
    sentences = "; ".join(_sentence(difference, used) for difference in changed)
    raise SchemaError(
        f"the schema changed after the launch: {sentences}",
        f"restore version {launch.schema_.version} of the schema; or write under its `changes:` what became of these "
        "answers, which `annotate schema diff` shows, and run `annotate push --migrate`",
    )


def refuse_unknown_answers(tasks: Iterable[dict[str, Any]], schema: Schema) -> None:
    """Stop if annotations give answers that neither the schema nor its change log knows.

    That is how a change of the schema shows when launch.json, which knows the launched one, is lost.

    Raises:
        SchemaError: names some of the answers, with the number of annotations.
    """
    used = usage(tasks)
    now = {answer: became(answer, schema.changes) for answer in used}
    unknown = [answer for answer, other in now.items() if other is not None and not is_present(other, schema)]
    if unknown:
        some = ", ".join(f"{answer} ({count(used[answer], 'annotation')})" for answer in unknown[:_FEW])
        raise SchemaError(
            f"launch.json is lost, and annotations on the server give answers that schema {schema.name} version "
            f"{schema.version} does not know: {some}{' …' if len(unknown) > _FEW else ''}",
            "put a copy of launch.json back, or the schema that was launched; or write under `changes:` what became of "
            "these answers",
        )


def usage(tasks: Iterable[dict[str, Any]]) -> Counter[Answer]:
    """How many annotations of the server's tasks use each element, and each of its labels."""
    counts: Counter[Answer] = Counter()
    for task in tasks:
        for annotation in task.get("annotations") or ():
            result = annotation.get("result")
            counts.update(
                {answer for item in (result if isinstance(result, list) else ()) for answer in answers_of(item)}
            )
    return counts


def _sentence(difference: Difference, used: Counter[Answer] | None) -> str:
    element, change, removed, added = difference
    if change == "gone":
        return f"{element} is gone{_rejected(Answer(element), used)}"
    if change == "new":
        return f"{element} is new"
    before, after = by_label(removed), by_label(added)
    changes = [f"is now {after.pop(FORM)}, was {before.pop(FORM)}"] if FORM in after and FORM in before else []
    changes += [f"lost {label}{_rejected(Answer(element, label), used)}" for label in before if label not in after]
    changes += [f"gained {label}" for label in after if label not in before]
    changes += [f"counts {label} differently" for label in after if label in before]
    return f"{element} {' and '.join(changes) or 'has its labels in another order'}"


def by_label(forms: Iterable[str]) -> dict[str, str]:
    """What stands with each label in an answer space; under FORM its level, under "" whether a role is the head."""
    return {label: value for label, _, value in (form.rpartition("=") for form in forms)}


def _rejected(answer: Answer, used: Counter[Answer] | None) -> str:
    return "" if used is None else f" ({count(used[answer], 'annotation')} would be rejected)"
