"""A launch under a changed schema: each project gets the new questions, and keeps what was answered before.

The new schema is written to launch.json first; then each project is brought to it, and launch.json says when. A
migration that is interrupted is therefore completed by the next push, and until then answers under either schema are
read alike.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotate.errors import SchemaError
from annotate.labelstudio.launch.file import read_launch, write_launch
from annotate.labelstudio.launch.model import EarlierSchema, Launch
from annotate.labelstudio.versions.diff import TasksOf, needs_version, refuse_unmapped, used_in
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.page import Page
from annotate.labelstudio.wire.project_page import update_project
from annotate.labelstudio.wire.projects import project_exists
from annotate.labelstudio.wire.queries import last_change
from annotate.schema import Schema, stamp


def begin_migration(
    launch_file: Path,
    launch: Launch,
    schema: Schema,
    tasks_of: TasksOf,
) -> Launch:
    """Make `schema` the launch's, and keep the one it had; nothing on the server changes yet.

    Raises:
        SchemaError: the version is the launched one, or the change log leaves out answers that are in use.
    """
    if launch.answers == schema.answer_space:
        return launch
    if needs_version(launch, schema):
        raise SchemaError(
            f"the schema changed, but it still has version {schema.version}",
            "raise `version:` in the schema and add an entry for it under `changes:`",
        )
    refuse_unmapped(launch, schema, used_in(launch, tasks_of))
    until = {project.project: None for project in launch.projects}
    before = EarlierSchema(schema_=launch.schema_, answers=launch.answers, until=until)
    launch = launch.model_copy(
        update={
            "schema_": stamp(schema),
            "answers": schema.answer_space,
            "earlier": (*launch.earlier, before),
        }
    )
    write_launch(launch_file, launch)
    return launch


def finish_migration(client: Client, launch_file: Path, page: Page, progress: Callable[[str], None]) -> None:
    """Bring the projects that wait for it to the launch's schema. Safe to repeat, and to interrupt.

    Adopted projects keep the page that they have: their answers are only read under today's names.

    Raises:
        RequestRejected: the server has answers to a question that the config does not have.
    """
    launch = read_launch(launch_file)
    if launch is None:
        return
    for project in [waiting.project for waiting in launch.projects if launch.awaits_migration(waiting)]:
        moment = None
        if project_exists(client, project):
            update_project(client, project, page)
            moment = last_change(client, project)
        launch = launch.migrated(project, moment)
        write_launch(launch_file, launch)
        progress(f"project {project} has version {launch.schema_.version} of the schema now")
