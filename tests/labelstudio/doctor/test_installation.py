"""What a doctor finds in a server that somebody else set up."""

from __future__ import annotations

from pathlib import Path

import pytest
from clients import close

from annotate.labelstudio.doctor.installation import (
    clock_finding,
    guard_finding,
    look,
    parse_settings,
    public_findings,
    read_settings,
    rewound_finding,
    settings_findings,
)
from annotate.labelstudio.server import application, postgres
from annotate.labelstudio.server.credentials import read_credentials
from annotate.labelstudio.server.database import prepare_database
from annotate.labelstudio.wire.client import connect, read_users

WIRE = Path(__file__).parents[2] / "wire"


def test_a_server_that_annotate_started_is_sound(server, administrator):
    seen = look(server.url)
    found = [*public_findings(seen), *settings_findings(read_settings(administrator)), guard_finding(administrator)]
    assert {finding.subject: finding.state for finding in found} == dict.fromkeys(
        ("version", "clock", "sign-up", "analytics", "database", "errors", "guard"), "ok"
    )
    assert list(rewound_finding(seen.server_time, [])) == []


def test_looking_at_sign_up_signs_nobody_up(server, administrator):
    before = read_users(administrator)
    look(server.url)
    assert read_users(administrator) == before


def test_what_only_an_administrator_is_shown_is_unknown_to_others(people):
    [finding] = settings_findings(read_settings(people["ani"]))
    assert (finding.subject, finding.state) == ("database", "unknown")
    assert "administrator" in finding.remedy


@pytest.fixture(scope="module")
def careless(migrated_copy, tmp_path_factory):
    """The address of a server with sign-up open and reporting on, though its reports reach nobody."""
    with migrated_copy(tmp_path_factory.mktemp("careless") / "workspace") as workspace:
        folder = workspace / "server"
        database = postgres.start(folder / "postgres", folder / "logs" / "postgresql.log")
        nowhere = "127.0.0.1:9"
        environment = prepare_database(database) | {
            "COLLECT_ANALYTICS": "True",
            "SENTRY_DSN": f"http://key@{nowhere}/1",
            "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "false",
            "HTTPS_PROXY": f"http://{nowhere}",
            "HTTP_PROXY": f"http://{nowhere}",
            "NO_PROXY": "",
        }
        admin = read_credentials(workspace / "credentials.json").admin
        log = folder / "logs" / "label-studio.log"
        variables = environment | application.first_account(admin)
        pid = application.launch(folder / "label-studio", log, application.free_port(), 1, variables)
        yield f"http://127.0.0.1:{application.wait_until_ready(pid, log)}/", admin


def test_open_sign_up_and_reports_to_others_are_warnings(careless):
    url, admin = careless
    client = connect(url, admin.token)
    found = [*public_findings(look(url)), *settings_findings(read_settings(client))]
    assert {finding.subject: finding.state for finding in found if finding.state != "ok"} == {
        "sign-up": "warning",
        "analytics": "warning",
        "errors": "warning",
    }
    assert all("in the server's environment" in finding.remedy for finding in found if finding.state != "ok")
    guard = guard_finding(client)
    assert (guard.state, "blind coding rests on trust" in guard.sentence) == ("warning", True)
    close(client)


def test_sqlite_is_a_warning_that_says_why():
    settings = parse_settings((WIRE / "settings-sqlite-1.23.2.json").read_text())
    database, errors = settings_findings(settings)
    assert (database.subject, database.state, errors.state) == ("database", "warning", "warning")
    assert "save tasks without their annotations" in database.sentence
    assert "PostgreSQL" in database.remedy


@pytest.mark.parametrize(
    ("ahead", "state", "says"),
    [
        (0, "ok", "agree"),
        (-42, "ok", "agree"),
        (-420, "warning", "420 s behind"),
        (299, "ok", "agree"),
        (600, "warning", "600 s ahead"),
    ],
)
def test_clocks_may_differ_as_far_as_access_tokens_allow(ahead, state, says):
    finding = clock_finding(ahead)
    assert (finding.state, says in finding.sentence) == (state, True)
