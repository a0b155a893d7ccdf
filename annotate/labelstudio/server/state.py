"""The Label Studio of one workspace: where it is, and whether it runs.

```
<workspace>/credentials.json        see `credentials`, mode 0600
<workspace>/server/                 mode 0700
├── server.json                     address, database, number of workers and guard of the last start
├── guard.json, refused.jsonl       whose each project is, and what was refused
├── invitation.json                 since when the invitation is good
├── label-studio/                   Label Studio's own files
├── postgres/                       the embedded PostgreSQL's data
└── logs/                           label-studio.log, postgresql.log, and those of the run before
```
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from annotate.json_files import read_json
from annotate.labelstudio.server import application, postgres
from annotate.labelstudio.server.credentials import credentials_path
from annotate.labelstudio.server.processes import listening_port
from annotate.labelstudio.server.web import is_healthy

EMBEDDED = "embedded"
_ANSWER_SECONDS = 20


class ServerInfo(NamedTuple):
    """The server of a workspace.

    `url` ends with a slash and is empty before the first start; `database` is `embedded` or an address without its
    password; `problem` says what is wrong with a server that is not, or only half, running; `workers` is the number of
    processes that answer, and `guarded` whether members reach only what is theirs.
    """

    running: bool
    url: str
    database: str
    credentials: Path
    log: Path
    problem: str = ""
    workers: int = 1
    guarded: bool = False


def status(workspace: Path) -> ServerInfo:
    """Look at the workspace's server without touching it."""
    workspace = workspace.resolve()
    folder = workspace / "server"
    last = last_start(folder)
    url, database = last.get("url", ""), last.get("database", EMBEDDED)
    problem = ""
    processes = application.running(folder / "label-studio") if find_spec("psutil") else []
    if not application.is_led(processes):
        problem = "Label Studio is not running"
    elif database == EMBEDDED and not postgres.running(folder / "postgres"):
        problem = "Label Studio is running without its database"
    elif not url or listening_port(processes[0].pid) != urlsplit(url).port:
        # Whoever answers there is another program, perhaps another Label Studio, and must not get the token.
        problem = "Label Studio is still starting"
    elif not is_healthy(url, _ANSWER_SECONDS):
        problem = f"Label Studio is running but does not answer at {url}"
    return ServerInfo(
        not problem,
        url,
        database,
        credentials_path(workspace),
        server_log(folder),
        problem,
        last.get("workers", 1),
        last.get("guarded", False),
    )


def server_url(port: int) -> str:
    """Where a server that listens on this port is."""
    return f"http://{application.HOST}:{port}/"


def server_log(folder: Path) -> Path:
    """The log of the Label Studio in the folder `server` of a workspace."""
    return folder / "logs" / "label-studio.log"


def last_start(folder: Path) -> dict[str, Any]:
    """What server.json keeps of the last start; empty before the first."""
    path = folder / "server.json"
    value = read_json(path, f"delete {path}; the next start writes it again") if path.exists() else {}
    return value if isinstance(value, dict) else {}
