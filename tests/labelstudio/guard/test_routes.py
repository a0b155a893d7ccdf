"""Every route of the installed Label Studio, with every verb, as a stranger, as an annotator and as the administrator.

The guard's own code is asked about all of them. A real server is asked with the verbs that Label Studio's pages know,
and with the others where something is open, because other programs of Django's might answer before the guard.
"""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from study import NO_CLAIM

import annotate
from annotate.labelstudio.guard import FOLDER
from annotate.labelstudio.guard.rules import anybody, own_projects
from annotate.labelstudio.guard.table import ANONYMOUS, MEMBERS

HERE = Path(__file__).parent
KNOWN = (HERE / "routes.txt").read_text().splitlines()
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
REFUSED = (401, 403, 404, 405)
# The walk must not sign anybody out, and a refused sign-in is tested elsewhere. Label Studio's route of its version has
# no beginning, so that every address with `version/` is that page.
SKIPPED = ("^logout/?$", "^user/login/", *(route for route in KNOWN if "version/" in route))


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The routes of the installed Label Studio, and which of them the guard refuses to whom."""
    label_studio, data = Path(find_spec("label_studio").origin).parent, str(tmp_path_factory.mktemp("data"))
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(label_studio), str(Path(annotate.__file__).parents[1]))),
        "DJANGO_SETTINGS_MODULE": "core.settings.label_studio",
        "DJANGO_DB": "sqlite",
        "LABEL_STUDIO_BASE_DATA_DIR": data,
        FOLDER: data,
    }
    done = subprocess.run(
        [sys.executable, HERE / "routes.py", *VERBS], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_every_route_of_the_installed_label_studio_was_looked_at(installed):
    """A new version with a new route fails here: decide, then write it into routes.txt, and into the rules if open."""
    assert installed["routes"] == KNOWN


def test_every_rule_is_about_a_route_that_there_is():
    assert (ANONYMOUS.keys() | MEMBERS.keys()) - set(KNOWN) == set()


@pytest.mark.parametrize(("who", "rules"), [("stranger", ANONYMOUS), ("annotator", MEMBERS)])
def test_what_is_not_in_the_table_is_refused(installed, who, rules):
    every = {(route, verb) for route in KNOWN for verb in VERBS}
    assert {(route, verb) for route, verb in installed["refused"][who]} == every - opened(rules)


def test_nothing_is_refused_to_the_administrator(installed):
    assert installed["refused"]["administrator"] == []


def opened(table):
    """Each (route, verb) of a table."""
    return {(route, verb) for route, verbs in table.items() for verb in (*verbs, *(["HEAD"] if "GET" in verbs else ()))}


def path_of(route: str, number: int) -> str:
    """An address of the route, with this number in every place."""
    path = re.sub(r"\(\?P<format>[^)]*\)", "json", route)
    path = re.sub(r"<int:\w+>|\(\?P<(?:pk|queue_index|scheduler_index)>[^)]*\)", str(number), path)
    path = re.sub(r"<\w+:\w+>|<\w+>|\(\?P<\w+>(?:[^()]|\([^()]*\))*\)\??", "x", path)
    return path.replace("/?", "/").replace("\\", "").strip("^$?").lstrip("/")


class Things(NamedTuple):
    """What somebody has on the server, by its numbers."""

    project: int
    task: int
    annotation: int
    draft: int
    view: int

    def number(self, route: str) -> int:
        """Which of them a route is about."""
        for kind, begins in (
            ("annotation", ("^api/annotations/",)),
            ("draft", ("^api/drafts/",)),
            ("task", ("^api/tasks/", "^tasks/")),
            ("view", ("^api/dm/views/",)),
        ):
            if route.startswith(begins):
                return int(getattr(self, kind))
        return self.project


def reached(client: httpx.Client, things: Things, routes) -> set[tuple[str, str]]:
    """(route, verb) of what was answered; the verbs that no page knows are tried where something is open."""
    answered = set()
    for route in routes:
        if route in SKIPPED:
            continue
        verbs = VERBS if route in MEMBERS else ("GET", "POST", "PUT", "PATCH", "DELETE")
        # The pages of Django's own administration are many and alike.
        for verb in ("GET", "POST") if route.startswith("admin/") else verbs:
            content = b"{}" if verb in ("POST", "PUT", "PATCH") else None
            headers = {"Content-Type": "application/json"}
            answer = client.request(verb, path_of(route, things.number(route)), content=content, headers=headers)
            if answer.status_code not in REFUSED:
                answered.add((route, verb))
    if "Authorization" in client.headers:
        assert client.get("api/current-user/whoami").status_code == 200, "the token ended on the way"
    return answered


@pytest.fixture
def things(members):
    """What ani and budi have: each a project in which they said and began something."""
    study, clients = members
    having = {}
    for name, client in clients.items():
        first, second, *_ = study.tasks(name)
        project = study.number_of(name)
        draft = client.post(f"api/tasks/{second['id']}/drafts", json={"result": NO_CLAIM}).json()["id"]
        view = client.post("api/dm/views/", json={"project": project, "data": {"title": "all"}}).json()["id"]
        having[name] = Things(project, first["id"], study.submit(name, first, NO_CLAIM), draft, view)
    return having


def unchanged(study) -> bool:
    return sum(len(task["annotations"]) for task in study.tasks("budi")) == 1 and len(study.tasks("budi")) == 8


def test_strangers_reach_nothing_that_is_not_in_the_table(members, things, stranger):
    study, _ = members
    assert reached(stranger, things["budi"], KNOWN) - opened(ANONYMOUS) == set()
    assert unchanged(study)


def test_annotators_reach_nothing_of_others(members, things):
    study, clients = members
    of_all = {
        route: {verb: rule for verb, rule in verbs.items() if rule in (anybody, own_projects)}
        for route, verbs in MEMBERS.items()
    }
    assert reached(clients["ani"], things["budi"], KNOWN) - opened(of_all) == set()
    assert unchanged(study)


def test_annotators_reach_nothing_of_their_own_that_is_not_in_the_table(members, things):
    """Their projects, tasks and answers are theirs to work on, and not to export, to rewrite or to delete."""
    study, clients = members
    about_things = [route for route in KNOWN if route.startswith(("^api/", "^projects/", "^tasks/")) and "pk" in route]
    assert reached(clients["ani"], things["ani"], about_things) - opened(MEMBERS) == set()
    first, *others = study.tasks("ani")
    assert things["ani"].annotation in [each["id"] for each in first["annotations"]]
    assert len(others) == 7
