"""The projects that a launch has: one a holder, found again or made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from annotate.allocation.allocate import Allocation
from annotate.errors import ConfigError
from annotate.labelstudio.launch.model import CALIBRATING, NAMES, SHARED, Launch
from annotate.labelstudio.versions.diff import refuse_unknown_answers
from annotate.labelstudio.wire.client import Client
from annotate.labelstudio.wire.projects import (
    create_project,
    find_projects,
    only_project,
    project_exists,
    project_page,
)
from annotate.labelstudio.wire.queries import list_tasks
from annotate.labelstudio.wire.tasks import sentence_key
from annotate.schema import Schema

_PAGE = 500


def find_holders(
    client: Client, name: str, launched: Launch | None, progress: Callable[[str], None]
) -> dict[str, list[int]]:
    """The launch's projects that are on the server, by holder."""
    found = find_projects(client, name)
    for project in launched.projects if launched else ():
        if project.adopted or project.project in found.get(project.holder, ()):
            continue
        if project_exists(client, project.project):  # its description, where our mark is, was changed by hand
            found.setdefault(project.holder, []).append(project.project)
        else:
            progress(f"project {project.project} of {project.whose} is not on the server any more")
    return found


def refuse_foreign(client: Client, name: str, found: Mapping[str, list[int]], articles: Collection[str]) -> None:
    """Stop if what is on the server under this name is another workspace's: it has tasks, and none of these articles.

    Raises:
        ConfigError: names one of the projects.
    """
    foreign = 0
    for number in (each for numbers in found.values() for each in numbers):
        for tasks in list_tasks(client, number, annotations=False, page_size=_PAGE):
            shown = {sentence.rpartition(":")[0] for task in tasks if (sentence := sentence_key(task))}
            if not shown.isdisjoint(articles):
                return
            foreign = foreign or (number if shown else 0)
    if foreign:
        raise ConfigError(
            f"project {foreign} on {client.url} is of a launch called {name}, and shows no article of this workspace",
            "change `name:` in config.yaml: projects of one name are one launch",
        )


def refuse_mixture(launched: Iterable[str], allocation: Allocation) -> None:
    """Stop if the launch, with these holders, gave each a project and is now to be shared, or the other way round.

    Raises:
        ConfigError: `blind:` is not what it was.
    """
    if allocation.blind in {holder in NAMES for holder in launched}:
        before, now = ("false", "true") if allocation.blind else ("true", "false")
        raise ConfigError(
            f"this launch began with `blind: {before}`, and config.yaml says `blind: {now}`",
            "put it back, or launch under another `name:` and `workspace:`",
        )


def refuse_other_answers(client: Client, found: Mapping[str, list[int]], page: str, schema: Schema) -> None:
    """Stop if answers were given in these projects that the schema does not know, when no launch.json knows better.

    Where the project has the schema's own `page`, the labeling config, nobody can have given any.

    Raises:
        SchemaError: names some of the answers.
    """
    altered = [each for numbers in found.values() for each in numbers if project_page(client, each) != page]
    pages = (list_tasks(client, each, annotations=True, page_size=_PAGE) for each in altered)
    refuse_unknown_answers((task for those in pages for tasks in those for task in tasks), schema)


def with_those_who_left(
    names: Sequence[str], found: Mapping[str, list[int]], progress: Callable[[str], None]
) -> list[str]:
    """The holders of a blind launch whose launch.json is lost: the annotators, and who else has a project there."""
    left = [holder for holder in found if holder not in names and holder not in NAMES]
    for holder in left:
        progress(f"{holder} is not in config.yaml and has a project of this launch: what is there is kept")
    return [*names, *left]


def shared_holders(found: Mapping[str, list[int]], allocation: Allocation, calibration_only: bool) -> list[str]:
    """The holders of a shared launch; a main project that has nothing yet is not made before there is need of it."""
    calibrating = [CALIBRATING] if allocation.calibration or CALIBRATING in found else []
    return calibrating if calibration_only and SHARED not in found else [*calibrating, SHARED]


def only_or_create(
    client: Client,
    name: str,
    holders: Sequence[str],
    found: dict[str, list[int]],
    schema: Schema,
    config: str,
    codebook: str,
    progress: Callable[[str], None],
) -> dict[str, int]:
    """Each holder's one project on the server."""
    missing = [holder for holder in holders if holder not in found]
    for holder in missing:
        create_project(client, name, holder, schema, config, codebook, NAMES.get(holder, holder))
    if missing:  # somebody else may have made one at the same time
        found = found | find_projects(client, name)
    return {each: only_project(client, NAMES.get(each, each), found[each], progress) for each in holders}
