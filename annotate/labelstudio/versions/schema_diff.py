"""The launched schema beside the present one: what became of each answer, and how many annotations give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import yaml

from annotate.counting import count
from annotate.errors import SchemaError
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.versions.diff import by_label, usage
from annotate.schema import Schema
from annotate.schema.changes import Answer, became, is_present
from annotate.schema.model import FORM

Space = Mapping[str, list[str]]
Used = Mapping[int, Counter[Answer]]


class Changed(NamedTuple):
    """An answer that the launched or the present schema has and the other has not, or not so.

    An element has an empty label. `now` is what it has become, "" if nothing; `annotations` are those that use it, by
    project. What is not `covered` needs an entry in the change log if there are any.
    """

    element: str
    label: str
    change: Literal["renamed", "removed", "added", "altered"]
    now: str
    annotations: dict[int, int]
    covered: bool = True

    def __str__(self) -> str:
        return f"{Answer(self.element, self.label)} ({count(sum(self.annotations.values()), 'annotation')})"

    @property
    def blocks(self) -> bool:
        """Whether annotations would be lost."""
        return not self.covered and bool(self.annotations)


def used_in(
    launch: Launch, tasks_of: Callable[[LaunchedProject], Iterable[dict[str, Any]]]
) -> dict[int, Counter[Answer]]:
    """How many annotations use each answer, by project; `tasks_of` gives the tasks of one."""
    return {project.project: usage(tasks_of(project)) for project in launch.projects}


def compare(launch: Launch, schema: Schema, used: Used) -> list[Changed]:
    """What changed since the launch; of what went in earlier migrations, only what is still in use."""
    found: list[Changed] = []
    for answer in dict.fromkeys((*answers_in(launch.answers), *_still_used(launch, used))):
        now = became(answer, schema.changes)
        by_project = {project: counts[answer] for project, counts in used.items() if counts[answer]}
        if now is None:
            found.append(Changed(*answer, "removed", "", by_project))
        elif not is_present(now, schema):
            if _stays(answer.element, schema) or not answer.label:
                found.append(Changed(*answer, "removed", "", by_project, covered=False))
        elif now.label != answer.label or (not answer.label and now != answer):
            found.append(Changed(*answer, "renamed", now.label or now.element, by_project))
    return found + list(_new_or_altered(_followed(launch.answers, schema), schema))


def needs_version(launch: Launch, schema: Schema) -> bool:
    """Whether the schema changed and is still called a version that the launch has or had."""
    versions = [launch.schema_.version, *(earlier.schema_.version for earlier in launch.earlier)]
    return launch.answers != schema.answer_space and schema.version in versions


def refuse_unmapped(launch: Launch, schema: Schema, used: Used) -> None:
    """Stop if annotations give answers of which the change log does not say what became.

    Raises:
        SchemaError: names them, with the number of annotations, and says how to write the change log.
    """
    lost = [changed for changed in compare(launch, schema, used) if changed.blocks]
    if lost:
        entry = yaml.safe_dump(to_write(lost), default_flow_style=True, sort_keys=False, allow_unicode=True, width=1000)
        raise SchemaError(
            f"the change log does not say what became of {', '.join(map(str, lost))}",
            f"write in its entry of version {schema.version}, with null for what is left out: {entry.strip()}",
        )


def to_write(missing: Sequence[Changed]) -> dict[str, Any]:
    """The part of a change log's entry that is missing, with NEW for each name."""
    elements = {changed.element: "NEW" for changed in missing if not changed.label}
    labels: dict[str, dict[str, str]] = {}
    for changed in missing:
        if changed.label:
            labels.setdefault(changed.element, {})[changed.label] = "NEW"
    return {key: value for key, value in (("elements", elements), ("labels", labels)) if value}


def _still_used(launch: Launch, used: Used) -> Iterator[Answer]:
    """Answers of earlier schemas that annotations still give, and the actors they name."""
    given = {answer for counts in used.values() for answer in counts}
    with_actors = {element for element, forms in launch.answers.items() if forms and forms[0].endswith(" actors")}
    yield from (answer for earlier in launch.earlier for answer in answers_in(earlier.answers) if answer in given)
    yield from sorted(answer for answer in given if answer.label and answer.element in with_actors)


def _stays(element: str, schema: Schema) -> bool:
    now = became(Answer(element), schema.changes)
    return now is not None and is_present(now, schema)


def _followed(space: Space, schema: Schema) -> dict[str, dict[str, str]]:
    """A launched answer space under today's names: element → label → what stands with it."""
    now: dict[str, dict[str, str]] = {}
    for element, forms in space.items():
        for label, value in {"": "", **by_label(forms)}.items():
            is_label = label not in ("", FORM)
            answer = became(Answer(element, label if is_label else ""), schema.changes)
            if answer:
                now.setdefault(answer.element, {}).setdefault(answer.label if is_label else label, value)
    return now


def _new_or_altered(launched: Mapping[str, Mapping[str, str]], schema: Schema) -> Iterator[Changed]:
    for element, forms in schema.answer_space.items():
        if element not in launched:
            yield Changed(element, "", "added", "", {})
            continue
        before, values = launched[element], {"": "", **by_label(forms)}
        for label, value in values.items():
            if label not in before:
                yield Changed(element, label, "added", "", {})
            elif before[label] != value:
                is_label = label not in ("", FORM)
                yield Changed(element, label if is_label else "", "altered", value or "not the head", {})
        if set(before) == set(values) and list(before) != list(values):
            yield Changed(element, "", "altered", "other order", {})


def answers_in(space: Space) -> Iterator[Answer]:
    """Every element and label of an answer space."""
    for element, forms in space.items():
        yield Answer(element)
        yield from (Answer(element, label) for label in by_label(forms) if label not in ("", FORM))
