"""The launched schema beside the present one: what became of each answer, and how many annotations give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import yaml

from annotate.counting import count
from annotate.errors import SchemaError
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.versions.usage import usage
from annotate.schema import Schema
from annotate.schema.changes import Answer, became, is_present, labels_of
from annotate.schema.elements import Answers, AnswerSpace, Element

TasksOf = Callable[[LaunchedProject], Iterable[dict[str, Any]]]
"""Gives the tasks of a project with their annotations."""
Used = Mapping[int, Counter[Answer]]


class Changed(NamedTuple):
    """An answer that the launched or the present schema has and the other does not have, or has otherwise.

    An element has an empty label. `now` is what it has become, for people to read, "" if nothing; `annotations` are
    those that use it, by project. What is not `covered` needs an entry in the change log if there are any.
    """

    answer: Answer
    change: Literal["renamed", "removed", "added", "altered"]
    now: str
    annotations: dict[int, int]
    covered: bool = True

    def __str__(self) -> str:
        return f"{self.answer} ({self.used})"

    @property
    def used(self) -> str:
        """How many annotations use it."""
        return count(sum(self.annotations.values()), "annotation")

    @property
    def blocks(self) -> bool:
        """Whether annotations would be lost."""
        return not self.covered and bool(self.annotations)

    def to_json(self) -> dict[str, Any]:
        """The change as `annotate schema diff --json` prints it."""
        _, *rest = self._asdict().items()
        return {"element": str(self.answer.element), "label": self.answer.label, **dict(rest)}


def used_in(launch: Launch, tasks_of: TasksOf) -> dict[int, Counter[Answer]]:
    """How many annotations use each answer, by project."""
    return {project.project: usage(tasks_of(project)) for project in launch.projects}


def compare(launch: Launch, schema: Schema, used: Used) -> list[Changed]:
    """What changed since the launch; of what went in earlier migrations, only what is still in use."""
    changes: list[Changed] = []
    for answer in dict.fromkeys((*answers_in(launch.answers), *_still_used(launch, used))):
        now = became(answer, schema.changes)
        by_project = {project: counts[answer] for project, counts in used.items() if counts[answer]}
        if now is None:
            changes.append(Changed(answer, "removed", "", by_project))
        elif not is_present(now, schema):
            if _stays(answer.element, schema) or not answer.label:
                changes.append(Changed(answer, "removed", "", by_project, covered=False))
        elif now.label != answer.label or (not answer.label and now != answer):
            changes.append(Changed(answer, "renamed", now.label or str(now.element), by_project))
    return changes + list(_new_or_altered(_followed(launch.answers, schema), schema))


def needs_version(launch: Launch, schema: Schema) -> bool:
    """Whether the schema changed and is still called a version that the launch has or had."""
    versions = [launch.schema_.version, *(earlier.schema_.version for earlier in launch.earlier)]
    return launch.answers != schema.answer_space and schema.version in versions


def refuse_drift(launch: Launch, schema: Schema, tasks_of: TasksOf | None) -> None:
    """Stop if the schema is not the launched one; without `tasks_of`, nothing is counted.

    Raises:
        SchemaError: says which answers differ, and how many of the annotations give what is gone.
    """
    if launch.answers == schema.answer_space:
        return
    changes = compare(launch, schema, used_in(launch, tasks_of) if tasks_of else {})
    by_element: dict[Element, list[str]] = {}
    for changed in changes:
        by_element.setdefault(changed.answer.element, []).append(_phrase(changed, counted=tasks_of is not None))
    raise SchemaError(
        "the schema changed after the launch: "
        + "; ".join(f"{element} {' and '.join(phrases)}" for element, phrases in by_element.items()),
        f"restore version {launch.schema_.version} of the schema; or write under `changes:` what became of these "
        "answers (`annotate schema diff` shows them) and run `annotate push --migrate`",
    )


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
    elements: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for element, label in (changed.answer for changed in missing):
        if label:
            labels.setdefault(str(element), {})[label] = "NEW"
        else:
            elements[str(element)] = "NEW"
    return {key: value for key, value in (("elements", elements), ("labels", labels)) if value}


def answers_in(space: AnswerSpace) -> Iterator[Answer]:
    """Every element and label of an answer space."""
    for element, answers in space.items():
        yield Answer(element)
        yield from (Answer(element, label) for label, _ in answers.labels)


def _phrase(changed: Changed, *, counted: bool) -> str:
    """What became of an answer, to follow the name of its element."""
    label, rejected = changed.answer.label, ""
    if counted and changed.change == "removed":
        rejected = f" ({changed.used} would be rejected)"
    if changed.change == "removed":
        return f"lost {label}{rejected}" if label else f"is gone{rejected}"
    if changed.change == "added":
        return f"gained {label}" if label else "is new"
    if changed.change == "renamed":
        return f"calls {label} {changed.now} now" if label else f"is called {changed.now} now"
    return f"counts {label} as {changed.now} now" if label else f"is {changed.now} now"


def _still_used(launch: Launch, used: Used) -> Iterator[Answer]:
    """Answers of earlier schemas that annotations still give, and the actors they name."""
    in_use = {answer for counts in used.values() for answer in counts}
    with_actors = {element for element, answers in launch.answers.items() if answers.form and answers.form.actors}
    yield from (answer for earlier in launch.earlier for answer in answers_in(earlier.answers) if answer in in_use)
    yield from sorted(answer for answer in in_use if answer.label and answer.element in with_actors)


def _stays(element: Element, schema: Schema) -> bool:
    now = became(Answer(element), schema.changes)
    return now is not None and is_present(now, schema)


def _followed(space: AnswerSpace, schema: Schema) -> dict[Element, Answers]:
    """A launched answer space under today's names; where several became one, the first counts."""
    followed: dict[Element, Answers] = {}
    for element, answers in space.items():
        now = became(Answer(element), schema.changes)
        if now is None:
            continue
        before = followed.get(now.element, replace(answers, labels=()))
        labels = dict(before.labels)
        for label, number in answers.labels:
            if renamed := became(Answer(element, label), schema.changes):
                labels.setdefault(renamed.label, number)
        followed[now.element] = replace(before, labels=tuple(labels.items()))
    return followed


def _new_or_altered(launched: Mapping[Element, Answers], schema: Schema) -> Iterator[Changed]:
    for element, answers in schema.answer_space.items():
        before = launched.get(element)
        if before is None:
            yield Changed(Answer(element), "added", "", {})
            continue
        if before.is_head != answers.is_head:
            yield Changed(Answer(element), "altered", "the head" if answers.is_head else "not the head", {})
        if before.form != answers.form:
            yield Changed(Answer(element), "altered", str(answers.form), {})
        old, new = dict(before.labels), dict(answers.labels)
        for label, number in new.items():
            if label not in old:
                yield Changed(Answer(element, label), "added", "", {})
            elif old[label] != number:
                yield Changed(Answer(element, label), "altered", f"{number:g}", {})
        for label in labels_of(element, schema)[len(new) :]:
            if label in old:
                yield Changed(Answer(element, label), "altered", "an actor", {})
        if set(old) == set(new) and list(old) != list(new):
            yield Changed(Answer(element), "altered", "in another order", {})
