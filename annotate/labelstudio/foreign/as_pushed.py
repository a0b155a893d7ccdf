"""Exported tasks of any project as a push would have made them.

An export has no labeling config: which task variable is the text is told from the names, the texts and the results.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotate.corpus import Sentence, digest
from annotate.json_files import JsonObject
from annotate.labelstudio.foreign.their_results import asked_spans, items_of, with_our_names
from annotate.labelstudio.wire.controls import TEXT
from annotate.labelstudio.wire.tasks import (
    ARTICLE,
    DIGEST,
    KEY,
    NOT_OURS,
    REPEAT,
    ROUND,
    annotations_of,
    is_pushed,
    task_data,
)
from annotate.records.offsets import quoted_in, read_offsets
from annotate.schema import Schema

_OUR_KEYS = frozenset({KEY, ARTICLE, DIGEST, ROUND, REPEAT})
ByDigest = Mapping[str, Sequence[Sentence]]


def as_ours(
    tasks: Iterable[JsonObject], sentences: Iterable[Sentence], schema: Schema
) -> Iterator[tuple[int, JsonObject]]:
    """Each exported task, with its project, as a push would have made it.

    A task that no push made shows the one of `sentences` with its text, or else one of its own. Of several sentences
    with one text, a project's first task shows the first, and so on.
    """
    by_digest: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_digest[sentence.digest].append(sentence)
    projects: dict[str, list[JsonObject]] = defaultdict(list)
    for task in tasks:
        projects[str(task.get("project"))].append(task)
    for of_project in projects.values():
        field = _text_field([task for task in of_project if not is_pushed(task)], by_digest)
        spans = asked_spans(of_project, schema)
        shown: Counter[str] = Counter()
        for task in of_project:
            project = task.get("project")
            annotations = [with_our_names(annotation, spans, schema) for annotation in annotations_of(task)]
            pushed = _with_key(task, field, by_digest, shown)
            yield 0 if project is None else project, pushed | {"annotations": annotations}


def has_foreign_keys(task: JsonObject) -> bool:
    """Whether a task that no push made has keys that are called like those of a push, and mean something else."""
    return not is_pushed(task) and not _OUR_KEYS.isdisjoint(task_data(task))


def _text_field(tasks: list[JsonObject], by_digest: ByDigest) -> str | None:
    """The variable of a project's tasks that has the text; None if that is unclear.

    The only one in which all spans are found, if the one with our name has other words there. Else the one with our
    name; or that results name; or with texts of known sentences; or in which all spans are found; or the only one with
    words in it; or the only one with several words.
    """
    fields = [(_texts(task), task) for task in tasks]
    annotations = [annotation for task in tasks for annotation in annotations_of(task)]
    named = {str(item.get("to_name")) for annotation in annotations for item in items_of(annotation)}
    spans = [quoted_in(value) for annotation in annotations for value in _spans(annotation)]
    unfit = {
        name
        for name in {name for texts, _ in fields for name in texts}
        for texts, task in fields
        if not all(_holds_spans(texts.get(name, ""), annotation) for annotation in annotations_of(task))
    }
    other_words = TEXT in unfit and any(span and span.words for span in spans)
    rules: tuple[Callable[[str, str], bool], ...] = (
        lambda name, _: other_words and name not in unfit,
        lambda name, _: name == TEXT,
        lambda name, _: name in named,
        lambda _, text: digest(text) in by_digest,
        lambda name, text: bool(spans) and name not in unfit and bool(text.strip()),
        lambda _, text: bool(text.strip()),
        lambda _, text: len(text.split()) > 1,
    )
    for rule in rules:
        fitting = {name for texts, _ in fields for name, text in texts.items() if rule(name, text)}
        if len(fitting) == 1:
            return fitting.pop()
    return None


def _texts(task: JsonObject) -> dict[str, str]:
    """The variables of a task that may be its text."""
    data = task_data(task).items()
    return {name: value for name, value in data if isinstance(value, str) and name not in _OUR_KEYS}


def _spans(annotation: Any) -> list[JsonObject]:
    values = [item.get("value") for item in items_of(annotation) if item.get("type") == "labels"]
    return [value for value in values if isinstance(value, dict)]


def _holds_spans(text: str, annotation: Any) -> bool:
    spans = [quoted_in(value) for value in _spans(annotation)]
    return read_offsets([span for span in spans if span], text) is not None and None not in spans


def _with_key(task: JsonObject, field: str | None, by_digest: ByDigest, shown: Counter[str]) -> JsonObject:
    """The task with a push's keys; `shown` counts how often the project showed which text."""
    data = task.get("data")
    if not isinstance(data, dict) or not data or is_pushed(task):
        return task
    if field not in _texts(task):
        field = _text_field([task], by_digest)
    text = data.get(field)
    if not isinstance(text, str):
        return task | {"data": {NOT_OURS: f"it is unclear which of {', '.join(map(str, data))} is the text"}}
    mark = digest(text)
    name = f"task-{task.get('id')}"
    sentence, article = f"{name}:0-{len(text)}", name
    if same := by_digest.get(mark):
        same_text = same[min(shown[mark], len(same) - 1)]
        sentence, article = same_text.id, same_text.article_id
        shown[mark] += 1
    return task | {"data": {TEXT: text, KEY: sentence, ARTICLE: article, DIGEST: mark}}
