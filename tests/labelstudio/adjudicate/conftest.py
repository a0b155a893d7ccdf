"""The conflicts of the seed articles, before adjudicators of a test's own on the server that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from clients import close
from conflicts import Conflicts, seed_project, write_records
from deciding import of_letter
from labeling import Hands
from seed_conflicts import seed_conflicts

from annotate.adjudication import Case, open_cases
from annotate.corpus import Sentence, write_sentences
from annotate.labelstudio.server import ensure_accounts, read_credentials
from annotate.labelstudio.wire.case_tasks import turns_of
from annotate.labelstudio.wire.client import Client, connect
from annotate.schema import Record, Schema


@pytest.fixture(scope="session")
def adjudicators(running_server: Any) -> Iterator[dict[str, Client]]:
    """The clients of dewi, eka and citra, who annotates too."""
    people = [(name, f"{name}@example.org") for name in ("citra", "dewi", "eka")]
    accounts = ensure_accounts(running_server.credentials, people)
    clients = {name: connect(running_server.url, accounts[name].token) for name, _ in people}
    yield clients
    for client in clients.values():
        close(client)


@pytest.fixture
def conflicts(tmp_path: Path, server: Any, administrator: Client, adjudicators: dict[str, Client]) -> Conflicts:
    """The conflicts of two seed articles, with dewi to decide them, not yet pushed."""
    return Conflicts(seed_project(tmp_path / "work", server.url), administrator, adjudicators)


class Adjudicating:
    """Dewi before her pages, with the cases by sentence."""

    def __init__(self, page: Any, conflicts: Conflicts) -> None:
        self.page, self.conflicts = page, conflicts
        self._tasks = {(task["data"]["sentence_id"], task["data"]["turn"]): task for task in conflicts.tasks()}
        config = conflicts.project.config
        cases = open_cases(conflicts.records(), conflicts.project.schema, config.gold, config.seed)
        self.cases: dict[str, Case] = {case.sentence_id: case for case in cases}

    def task(self, sentence: str, turn: int = 1) -> dict[str, Any]:
        return self._tasks[sentence, turn]

    def begin(self, sentence: str) -> Hands:
        """Open the page of a sentence."""
        return self._open(f"task={self.task(sentence)['id']}")

    def begin_stream(self) -> Hands:
        """Open the page that goes on from sentence to sentence, and close the codebook that lies over it at first."""
        hands = self._open("labeling=1")
        codebook = self.page.get_by_text("Labeling Instructions")
        codebook.wait_for()
        self.page.keyboard.press("Escape")
        codebook.wait_for(state="hidden")
        return hands

    def here(self) -> Hands:
        self.page.locator(".annotate-versions table").wait_for()
        self.page.wait_for_function("() => window.Htx?.annotationStore?.selected?.editable")
        return Hands(self.page)

    def there(self, sentence: str, turn: int = 1) -> Hands:
        """Wait until the page shows a turn of a sentence."""
        self.page.wait_for_function("task => Htx.task.id === task", arg=self.task(sentence, turn)["id"])
        return self.here()

    def wanted(self, sentence: str, letter: str, turn: int = 1) -> dict[str, dict[str, Any]]:
        """Point → the option that a version has, as the task has it."""
        data = self.task(sentence, turn)["data"]
        points = turns_of(self.cases[sentence])[turn - 1]
        return {point.id: of_letter(letter)(data[f"point_{place}"]) for place, point in enumerate(points, 1)}

    def _open(self, what: str) -> Hands:
        self.page.goto(f"{self.conflicts.client.url}projects/{self.conflicts.number_of('dewi')}/data?{what}")
        return self.here()


Begin = Callable[[Iterable[Record], Iterable[Sentence], Schema | None], Adjudicating]


@pytest.fixture
def adjudicating(conflicts: Conflicts, server: Any, page: Any) -> Begin:
    """`adjudicating(records, sentences, schema)`: dewi, signed in before conflicts of the seeds or these sentences."""
    account = read_credentials(server.credentials).annotators["dewi"]
    page.goto(f"{server.url}user/login/")
    page.fill("input[name=email]", account.email)
    page.fill("input[name=password]", account.password)
    page.click("button[type=submit]")
    page.wait_for_load_state()

    def begin(
        records: Iterable[Record], sentences: Iterable[Sentence] = (), schema: Schema | None = None
    ) -> Adjudicating:
        project = replace(conflicts.project, schema=schema or conflicts.project.schema)
        write_sentences(project.files.sentences, [*seed_conflicts().sentences.values(), *sentences])
        write_records(project.files.annotations, records)
        made = conflicts._replace(project=project)
        made.push()
        return Adjudicating(page, made)

    return begin
