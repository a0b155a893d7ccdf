"""What somebody tries who is not allowed to, as rows of a table, and what came of each."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import httpx

REFUSED = (400, 401, 403, 404, 405)


class Attack(NamedTuple):
    """A request; `{…}` in the path are numbers that the test knows.

    `body` is sent as JSON, with numbers in it too, or as it is if it is bytes.
    """

    method: str
    path: str
    body: Any = None
    headers: dict[str, str] | None = None


def send(client: httpx.Client, attack: Attack, numbers: dict[str, int]) -> httpx.Response:
    """Ask, without following what the answer leads to."""
    path = attack.path.format(**numbers)
    if isinstance(attack.body, bytes):
        return client.request(attack.method, path, content=attack.body, headers=attack.headers)
    body = attack.body
    if isinstance(body, dict):
        body = {key: numbers.get(str(value).strip("{}"), value) for key, value in body.items()}
    return client.request(attack.method, path, json=body, headers=attack.headers)


def let_through(client: httpx.Client, attacks: list[Attack], numbers: dict[str, int]) -> list[tuple[Any, ...]]:
    """The attacks that were not refused, or whose answer shows where the server failed."""
    through = []
    for attack in attacks:
        answer = send(client, attack, numbers)
        if answer.status_code not in REFUSED or "Traceback" in answer.text:
            through.append((attack.method, attack.path, answer.status_code, answer.text[:200]))
    return through


def refusals(workspace: Any, user: str) -> list[dict[str, Any]]:
    """What the guard wrote down about somebody."""
    log = workspace / "server" / "refused.jsonl"
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return [row for row in rows if row["user"] == user]
