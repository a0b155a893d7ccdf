"""Exported tasks of any project as a push would have made them.

An export has no labeling config: which task variable is the text, and which control asks what, is told from the names,
the texts and the results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from annotate.corpus import digest
from annotate.files import JsonObject
from annotate.labelstudio.pull.to_records import annotations_of
from annotate.labelstudio.wire.labeling_config import TEXT, Control, controls, our_name
from annotate.labelstudio.wire.tasks import KEY, NOT_OURS, sentence_key, task_data
from annotate.schema import Schema

_KINDS = {"labels": "Labels", "choices": "Choices"}
Known = Mapping[str, tuple[str, str]]


def as_ours(tasks: Iterable[JsonObject], known: Known, schema: Schema) -> Iterator[tuple[int, JsonObject]]:
    """Each exported task, with its project, as a push would have made it; `known` has sentences by their digest."""
    names = controls(schema)
    projects: dict[str, list[JsonObject]] = defaultdict(list)
    for task in tasks:
        projects[str(task.get("project"))].append(task)
    for own in projects.values():
        field = _text_field(own, known)
        for task in own:
            project = task.get("project")
            annotations = [_renamed(each, names) for each in annotations_of(task)]
            yield 0 if project is None else project, _with_key(task, field, known) | {"annotations": annotations}


def _text_field(tasks: list[JsonObject], known: Known) -> str | None:
    """The variable of a project's tasks that has the text; None if that cannot be told.

    The one with our name; or that results name; or with texts of known sentences; or in which all spans are found; or
    the only one with words in it.
    """
    fields: list[tuple[dict[str, str], JsonObject]] = []
    for task in tasks:
        fields.append(({name: value for name, value in task_data(task).items() if isinstance(value, str)}, task))
    named = {str(item.get("to_name")) for task in tasks for item in _items(task)}
    unfit = {name for texts, task in fields for name, text in texts.items() if not _holds_spans(text, task)}
    marked = any(_spans(task) for task in tasks)
    rules: tuple[Callable[[str, str], bool], ...] = (
        lambda name, _: name == TEXT,
        lambda name, _: name in named,
        lambda _, text: digest(text) in known,
        lambda name, text: marked and name not in unfit and bool(text.strip()),
        lambda _, text: bool(text.strip()),
    )
    for rule in rules:
        found = {name for texts, _ in fields for name, text in texts.items() if rule(name, text)}
        if len(found) == 1:
            return found.pop()
    return None


def _items(task: JsonObject) -> Iterator[JsonObject]:
    for annotation in annotations_of(task):
        result = annotation.get("result") if isinstance(annotation, dict) else None
        yield from (item for item in (result if isinstance(result, list) else ()) if isinstance(item, dict))


def _spans(task: JsonObject) -> list[JsonObject]:
    values = [item.get("value") for item in _items(task) if item.get("type") == "labels"]
    return [value for value in values if isinstance(value, dict)]


def _holds_spans(text: str, task: JsonObject) -> bool:
    # What Label Studio writes beside the offsets has other spaces than the text.
    return all(
        type(start := span.get("start")) is int
        and type(end := span.get("end")) is int
        and text[start:end].split() == str(span.get("text")).replace("\\n", " ").split()
        for span in _spans(task)
    )


def _with_key(task: JsonObject, field: str | None, known: Known) -> JsonObject:
    data = task.get("data")
    if not isinstance(data, dict) or not data:
        return task
    if sentence_key(task):
        return task if TEXT in data else task | {"data": {**data, TEXT: data.get(field)}}
    if field is None or not isinstance(text := data.get(field), str):
        return task | {"data": {NOT_OURS: f"which of {', '.join(map(str, data))} is the text cannot be told"}}
    own = f"task-{task.get('id')}"
    sentence, article = known.get(digest(text), (f"{own}:0-{len(text)}", own))
    return task | {"data": {TEXT: text, KEY: sentence, "article_id": article}}


def _renamed(annotation: Any, names: Mapping[str, Control]) -> Any:
    """An annotation whose controls have our names, as far as these can be told."""
    result = annotation.get("result") if isinstance(annotation, dict) else None
    if not isinstance(result, list):
        return annotation

    def renamed(item: Any) -> Any:
        kind = _KINDS.get(str(item.get("type"))) if isinstance(item, dict) else None
        ours = our_name(str(item.get("from_name")), kind, names) if kind else None
        return item | {"from_name": ours} if ours else item

    return annotation | {"result": [renamed(item) for item in result]}
