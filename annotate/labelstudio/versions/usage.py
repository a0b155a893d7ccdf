"""Which answers the annotations on a server give, and how many give each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from annotate.counting import count, some
from annotate.errors import SchemaError
from annotate.labelstudio.versions.rename import answers_of
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.project_page import project_page
from annotate.labelstudio.wire.queries import list_tasks
from annotate.schema import Schema
from annotate.schema.changes import Answer, became, is_present


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


def refuse_other_answers(client: Client, projects: Mapping[str, list[int]], page: str, schema: Schema) -> None:
    """Stop if these projects have answers that neither the schema nor its change log knows, and launch.json is lost.

    That is how a change of the schema shows when launch.json, which knows the launched one, is lost. Where a project
    has the schema's own `page`, the labeling config, nobody can have given any.

    Raises:
        SchemaError: names some of the answers, with the number of annotations.
    """
    altered = [number for numbers in projects.values() for number in numbers if project_page(client, number) != page]
    pages = (list_tasks(client, number, annotations=True) for number in altered)
    used = usage(task for those in pages for tasks in those for task in tasks)
    now = {answer: became(answer, schema.changes) for answer in used}
    unknown = [answer for answer, other in now.items() if other is not None and not is_present(other, schema)]
    if unknown:
        counted = (f"{answer} ({count(used[answer], 'annotation')})" for answer in unknown)
        raise SchemaError(
            f"launch.json is lost, and annotations on the server have answers that schema {schema.name} version "
            f"{schema.version} does not know: {some(counted)}",
            "restore launch.json or the launched schema from a copy; or write under `changes:` what became of "
            "these answers",
        )
