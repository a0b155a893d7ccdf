"""Every route of the installed Label Studio, with every verb, as a stranger and as an annotator."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from study import NO_CLAIM

from annotate.labelstudio.guard.rules import anybody
from annotate.labelstudio.guard.table import ANONYMOUS, MEMBERS
from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.web import authorize

HERE = Path(__file__).parent
KNOWN = (HERE / "routes.txt").read_text().splitlines()
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
REFUSED = (401, 403, 404, 405)
# The walk must not sign anybody out, and a refused sign-in is tested elsewhere. Label Studio's route of its version has
# no beginning, so that every address with `version/` is that page.
SKIPPED = ("^logout/?$", "^user/login/", *(route for route in KNOWN if "version/" in route))


def test_every_route_of_the_installed_label_studio_was_looked_at(tmp_path):
    """A new version with a new route fails here: decide, then write it into routes.txt, and into the rules if open."""
    package = Path(find_spec("label_studio").origin).parent
    environment = os.environ | {
        "PYTHONPATH": str(package),
        "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        "DJANGO_DB": "sqlite",
        "LABEL_STUDIO_BASE_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, HERE / "routes.py"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-1000:]
    assert json.loads(done.stdout.splitlines()[-1]) == KNOWN


def test_every_rule_is_about_a_route_that_there_is():
    assert (ANONYMOUS.keys() | MEMBERS.keys()) - set(KNOWN) == set()


def path_of(route: str, number: int) -> str:
    """An address of the route, with this number in every place."""
    path = re.sub(r"\(\?P<format>[^)]*\)", "json", route)
    path = re.sub(r"<int:\w+>|\(\?P<(?:pk|queue_index|scheduler_index)>[^)]*\)", str(number), path)
    path = re.sub(r"<\w+:\w+>|<\w+>|\(\?P<\w+>(?:[^()]|\([^()]*\))*\)\??", "x", path)
    return path.replace("/?", "/").replace("\\", "").strip("^$?").lstrip("/")


def walked(client: httpx.Client, number: int):
    """(route, verb, status) of every route with every verb."""
    for route in KNOWN:
        if route in SKIPPED:
            continue
        # The pages of Django's own administration are many and alike.
        for verb in ("GET", "POST") if route.startswith("admin/") else VERBS:
            content = b"{}" if verb in ("POST", "PUT", "PATCH") else None
            headers = {"Content-Type": "application/json"}
            answer = client.request(verb, path_of(route, number), content=content, headers=headers)
            yield route, verb, answer.status_code


@pytest.fixture
def budis(study):
    """A study in which budi said something: the number of the project, and that of the task."""
    study.push()
    task = study.tasks("budi")[0]["id"]
    study.submit("budi", {"id": task}, NO_CLAIM)
    return study, study.number_of("budi"), task


def unchanged(study) -> bool:
    return sum(len(task["annotations"]) for task in study.tasks("budi")) == 1 and len(study.tasks("budi")) == 8


def test_strangers_reach_nothing_that_is_not_in_the_table(budis, running_server):
    study, project, _ = budis
    with httpx.Client(base_url=running_server.url, timeout=60) as client:
        reached = [(route, verb) for route, verb, status in walked(client, project) if status not in REFUSED]
    allowed = {(route, verb) for route, verbs in ANONYMOUS.items() for verb in (*verbs, "HEAD")}
    assert [each for each in reached if each not in allowed] == []
    assert unchanged(study)


def test_annotators_reach_nothing_of_others(budis, running_server):
    study, project, _ = budis
    allowed = {
        (route, verb)
        for route, verbs in MEMBERS.items()
        for method, rule in verbs.items()
        if rule is anybody
        for verb in ((method, "HEAD") if method == "GET" else (method,))
    }
    with httpx.Client(base_url=running_server.url, timeout=60) as client:
        authorize(client, read_credentials(running_server.credentials).annotators["ani"].token)
        reached = [(route, verb) for route, verb, status in walked(client, project) if status not in REFUSED]
    assert [each for each in reached if each not in allowed] == []
    assert unchanged(study)
