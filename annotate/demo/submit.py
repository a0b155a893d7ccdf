"""Submit the samples as each annotator, through the server's own API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from annotate.demo.samples import Sample
from annotate.labelstudio.launch.model import LaunchedProject
from annotate.labelstudio.server import Account
from annotate.labelstudio.wire.client import connect, speaking_to, write_options
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.tasks import sentence_key
from annotate.labelstudio.wire.to_result import to_result
from annotate.project import Project
from annotate.schema import Schema


def submit_samples(
    url: str,
    accounts: Mapping[str, Account],
    project: Project,
    samples: Sequence[Sample],
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> int:
    """Submit what each annotator has not submitted yet and return how many annotations that were."""
    launch = project.launch()

    def submit(launched: LaunchedProject) -> int:
        mine = [sample for sample in samples if sample.annotator == launched.assignee]
        sent = _submit(url, accounts[launched.assignee].token, launched.project, mine, project.schema)
        progress(f"{launched.assignee}: {sent} annotations submitted, {len(mine) - sent} there already")
        return sent

    with ThreadPoolExecutor(len(launch.projects)) as pool:
        return sum(pool.map(submit, launch.projects))


def _submit(url: str, token: str, project: int, samples: Sequence[Sample], schema: Schema) -> int:
    client = connect(url, token)
    waiting = {
        sentence_key(task): task["id"]
        for tasks in list_tasks(client, project, annotations=True)
        for task in tasks
        if not task.get("annotations")
    }
    todo = [sample for sample in samples if sample.sentence.id in waiting]
    for sample in todo:
        with speaking_to(url):
            client.sdk.annotations.create(
                waiting[sample.sentence.id],
                result=to_result(sample.answers or {}, schema),
                was_cancelled=sample.answers is None,
                request_options=write_options(),
            )
    return len(todo)
