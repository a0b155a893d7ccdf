"""A labeling page in a browser, for any schema, on the server that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from labeling import Actions, Hands

from annotate.corpus import Sentence, digest
from annotate.labelstudio.wire.page import page_of
from annotate.labelstudio.wire.projects import create_project
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.labelstudio.wire.results import parse_result
from annotate.labelstudio.wire.tasks import to_task
from annotate.schema import Schema, record_model

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = "Lavrov said Russia demands guarantees from NATO, while Ukraine rejects neutrality and asks Germany for troops."


class Labeling:
    """A project whose tasks all show TEXT: `begin` opens the next one, `said` is what was submitted for it."""

    def __init__(self, page: Page, client: Any, schema: Schema, tasks: int) -> None:
        self.page, self.client, self.schema = page, client, schema
        self.project = create_project(client, "browser", "ani", schema, page_of(schema))
        sentences = [
            Sentence(
                f"a:{at}-{at + len(TEXT)}", "a", at, at, at + len(TEXT), TEXT, "prose", 0, (), (), {}, digest(TEXT)
            )
            for at in range(0, 1000 * tasks, 1000)
        ]
        self.waiting = import_tasks(client, self.project, [to_task(sentence, schema) for sentence in sentences])
        self.task = 0

    def begin(self) -> Hands:
        self.task = self.waiting.pop(0)
        self.page.goto(f"{self.client.url}projects/{self.project}/data?task={self.task}")
        self.page.locator(".annotate-sentence .lsf-richtext__container").wait_for()
        self.page.wait_for_function("() => window.Htx?.annotationStore?.selected?.editable")
        # What is answered before the page has all that it asks the server for may be gone again.
        self.page.wait_for_load_state("networkidle")
        return Hands(self.page)

    def carry_out(self, annotate: Callable[[Hands], None], *, button: bool = False) -> tuple[Actions, dict[str, Any]]:
        """Annotate the next task and submit it: the actions that it took, and the record's fields."""
        hands = self.begin()
        annotate(hands)
        hands.submit(button=button)
        problems, fields = self.said()
        assert problems == []
        return hands.actions(), fields

    def said(self) -> tuple[list[str], dict[str, Any]]:
        """What is wrong with the annotation of the last task, and the record's fields."""
        tasks = [task for page in list_tasks(self.client, self.project, annotations=True) for task in page]
        [annotation] = next(task["annotations"] for task in tasks if task["id"] == self.task)
        return self.read(annotation["result"])

    def read(self, result: Any) -> tuple[list[str], dict[str, Any]]:
        parsed = parse_result(result, TEXT, self.schema, numbered=True)
        stamp = {"name": "x", "version": "1", "digest": "x"}
        row = {"sentence_id": "a:0-9", "article_id": "a", "annotator": "ani", "status": "submitted", "schema": stamp}
        problems = list(parsed.problems)
        if not problems:
            try:
                record_model(self.schema).model_validate(row | parsed.fields, context={"sentence": TEXT})
            except ValueError as error:
                problems.append(str(error))
        return problems, parsed.fields


@pytest.fixture
def labeling(server: Any, administrator: Any, page: Page) -> Iterator[Callable[[Schema, int], Labeling]]:
    """`labeling(schema, tasks)`: a project and a browser that is signed in."""
    page.goto(f"{server.url}user/login/")
    page.fill("input[name=email]", server.admin.email)
    page.fill("input[name=password]", server.admin.password)
    page.click("button[type=submit]")
    page.wait_for_load_state()
    yield lambda schema, tasks: Labeling(page, administrator, schema, tasks)
