"""The page that a project on the server has."""

from __future__ import annotations

from annotate.errors import RequestRejected
from annotate.labelstudio.wire.client import Client, get_json, speaking_to, write_options
from annotate.labelstudio.wire.config.kept import with_kept
from annotate.labelstudio.wire.page import Page


def project_page(client: Client, project: int) -> str:
    """The labeling config of a project."""
    return str(get_json(client, f"api/projects/{project}/", {})["label_config"])


def update_project(client: Client, project: int, page: Page) -> bool:
    """Bring a project's labeling config and instructions up to date; whether anything had to change.

    What has answers and is not on the page any more stays there, out of sight.

    Raises:
        RequestRejected: the server does not accept the page even so.
    """
    with speaking_to(client.url):
        current = client.sdk.projects.get(project)
    before = str(current.label_config)
    keeping = with_kept(page.config, before)
    if before in (page.config, keeping):
        if current.expert_instruction != page.codebook:
            _show(client, project, page._replace(config=before))
            return True
        return False
    try:
        _show(client, project, page)
    except RequestRejected:
        try:
            _show(client, project, page._replace(config=keeping))
        except RequestRejected as error:
            raise RequestRejected(
                f"project {project} does not accept the page of the schema: {error.message}",
                "if somebody has begun to answer what is gone, write under `changes:` what became of it",
            ) from error
    return True


def _show(client: Client, project: int, page: Page) -> None:
    with speaking_to(client.url):
        client.sdk.projects.update(
            project, label_config=page.config, expert_instruction=page.codebook, request_options=write_options()
        )
