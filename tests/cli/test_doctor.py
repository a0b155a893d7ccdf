"""annotate doctor in the set-ups that people really have."""

import json
import socket

import pytest

ARTICLE = "Rusia menuntut jaminan keamanan dari NATO.\n"


@pytest.fixture
def project(annotate, tmp_path):
    """An initialised project."""
    assert annotate("init").code == 0
    return tmp_path


@pytest.fixture
def ours(server):
    """The environment in which the test run's server is somebody's own, and its administrator looks at it."""
    return {"LABEL_STUDIO_URL": server.url, "LABEL_STUDIO_API_KEY": server.admin.token}


def findings(done) -> dict[str, dict]:
    """The findings by subject; each that is not ok must say what to do about it."""
    found = json.loads(done.out)
    assert all(each["remedy"] for each in found if each["state"] != "ok")
    return {each["subject"]: each for each in found}


def states(done) -> dict[str, str]:
    return {subject: each["state"] for subject, each in findings(done).items()}


def test_an_empty_folder_names_what_makes_a_project(annotate):
    done = annotate("doctor", "--json")
    found = findings(done)
    assert done.code == 1
    assert done.err.splitlines()[-2] == "annotate: 2 problems in the set-up"
    assert states(done) == {
        "config": "problem",
        "schema": "problem",
        "workspace": "ok",
        "disk": "ok",
        "launch": "ok",
        "server": "unknown",
    }
    assert "annotate init" in found["config"]["remedy"]
    assert "annotate init" in found["schema"]["remedy"]


def test_a_broken_config_does_not_hide_what_else_is_broken(annotate, project):
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("annotators:", "anotators:"))
    (project / "work").mkdir()
    (project / "work" / "sentences.jsonl").write_text('{"id": "cut off')
    done = annotate("doctor", "--json")
    found = findings(done)
    assert done.code == 1
    assert "did you mean annotators?" in found["config"]["sentence"]
    assert "annotate split" in found["workspace"]["remedy"]
    assert (found["schema"]["state"], found["server"]["state"]) == ("ok", "unknown")


def test_a_server_that_is_off_leaves_the_rest_unknown(annotate, project):
    done = annotate("doctor", "--json")
    found = findings(done)
    assert done.code == 1
    assert found["server"]["remedy"] == "`annotate server start` starts it"
    assert found["the rest"]["state"] == "unknown"
    assert {found[subject]["state"] for subject in ("config", "schema", "workspace", "disk", "launch")} == {"ok"}


def test_an_address_where_nobody_answers_is_a_problem(annotate, project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = annotate("doctor", "--json", LABEL_STUDIO_URL=url, LABEL_STUDIO_API_KEY="x")
    assert done.code == 1
    assert findings(done)["server"]["sentence"].startswith(f"no Label Studio answers at {url}/")


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_a_token_all_that_needs_none_is_still_looked_at(annotate, project, ours, token):
    done = annotate("doctor", "--json", **ours | {"LABEL_STUDIO_API_KEY": token})
    found = states(done)
    assert done.code == 1
    assert {found[subject] for subject in ("server", "version", "clock", "sign-up", "analytics")} == {"ok"}
    assert (found["token"], found["the rest"]) == ("problem", "unknown")
    assert "Account & Settings" in findings(done)["token"]["remedy"]


def test_a_launch_is_looked_at_and_a_broken_launch_json_leaves_it_unknown(annotate, project, ours):
    (project / "article.txt").write_text(f"{ARTICLE}\nBaca juga: {ARTICLE}\n")
    assert annotate("split", "article.txt").code == 0
    pushed = annotate("push", **ours)
    assert pushed.code == 0
    assert "Not sent: 1 related-link; --kinds changes that.\n" in pushed.out
    launch = project / "work" / "launch.json"
    projects = [f"project {each['project']}" for each in json.loads(launch.read_text())["projects"]]
    done = annotate("doctor", "--json", **ours)
    assert done.code == 0, done.err
    assert {states(done)[subject] for subject in projects} == {"ok"}

    launch.write_text('{"name": "doctor"')
    done = annotate("doctor", "--json", **ours)
    found = findings(done)
    assert done.code == 1
    assert "push again" in found["launch"]["remedy"]
    assert (found["projects"]["state"], found["database"]["state"]) == ("unknown", "ok")


def test_warnings_fit_80_columns_and_stop_who_asks_for_that(annotate, project, ours):
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("ani@example.org", "not-invited-yet@example.org"))
    done = annotate("doctor", "--strict", **ours)
    assert (done.code, done.err) == (3, "")
    assert "warning  accounts     without an account on the server: ani" in done.out
    assert "→ `annotate push` makes it" in done.out
    # A path is never broken, so that it can be copied.
    assert all(len(line) <= 80 or " " not in line.strip() for line in done.out.splitlines())
