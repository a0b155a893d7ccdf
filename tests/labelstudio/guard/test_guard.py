"""The guard on a real server: what an annotator reaches, and what is refused."""

import json

import httpx
import pytest
from attacking import refusals
from study import NO_CLAIM, choice

from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.web import sign_in
from annotate.labelstudio.wire.guard import Owned, is_guarded, tell_owners

OF_ALL = ("annotators", "annotations_ids", "annotations_results", "avg_lead_time", "updated_by")
"""Columns of the list of tasks that say what all have done together."""


def refused(answer) -> bool:
    return answer.status_code in (401, 403)


def test_a_member_works_on_own_tasks(members):
    study, clients = members
    (task, *_), ani = study.tasks("ani"), clients["ani"]
    project = study.number_of("ani")
    made = ani.post(f"api/tasks/{task['id']}/annotations/?project={project}", json={"result": NO_CLAIM})
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    yes = [choice("question__has_claim", "yes")]
    assert ani.patch(f"api/annotations/{number}/", json={"result": yes}).status_code == 200
    draft = ani.post(f"api/tasks/{task['id']}/drafts", json={"result": yes}).json()["id"]
    shown = ani.get(f"api/tasks/{task['id']}/").json()
    assert [[each["id"] for each in shown[part]] for part in ("annotations", "drafts")] == [[number], [draft]]
    following = ani.post(f"api/dm/actions/?id=next_task&project={project}", json={})
    assert following.status_code == 200, following.text


def test_a_submitted_answer_does_not_become_a_skip_which_could_be_deleted(members):
    study, clients = members
    task = study.tasks("ani")[0]["id"]
    submitted, skipped = (
        clients["ani"].post(f"api/tasks/{task}/annotations/{way}", json={"result": NO_CLAIM}).json()["id"]
        for way in ("", "?was_cancelled=1")
    )
    for value in (True, "yes", 1):
        answer = clients["ani"].patch(f"api/annotations/{submitted}/", json={"was_cancelled": value})
        assert refused(answer)
    clients["ani"].patch(f"api/annotations/{submitted}/?was_cancelled=1", json={"result": NO_CLAIM})
    assert refused(clients["ani"].delete(f"api/annotations/{submitted}/"))
    assert clients["ani"].patch(f"api/annotations/{submitted}/", json={"was_cancelled": False}).is_success
    assert clients["ani"].delete(f"api/annotations/{skipped}/").status_code == 204


def test_lists_show_what_is_ones_own(members):
    study, clients = members
    shown = clients["ani"].get("api/projects/").json()
    assert [each["id"] for each in shown["results"]] == [study.number_of("ani")]
    # Budi's project is newer, and would fill the first page of one.
    for asked in ("page_size=1", f"ids={study.number_of('budi')},{study.number_of('ani')}"):
        first = clients["ani"].get(f"api/projects/?{asked}").json()
        assert (first["count"], first["next"]) == (1, None)
        assert [each["id"] for each in first["results"]] == [study.number_of("ani")]
    assert clients["ani"].get(f"api/projects/?ids={study.number_of('budi')}").json()["results"] == []
    counts = clients["ani"].get("api/projects/counts/").json()
    assert [each["id"] for each in counts["results"]] == [study.number_of("ani")]
    users = clients["ani"].get(f"api/users/?project={study.number_of('ani')}").json()
    assert [each["email"] for each in users] == ["ani@example.org"]


def test_in_a_shared_launch_each_sees_what_they_said_themselves(members, study, running_server):
    """One project for both, with the same tasks."""
    _, clients = members
    tell_owners(
        study.client, study.config.name, [Owned(study.number_of("ani"), ("ani@example.org", "budi@example.org"))]
    )
    task = study.tasks("ani")[0]["id"]
    said = {name: study.submit(name, {"id": task}, NO_CLAIM) for name in ("ani", "budi")}
    project = study.number_of("ani")
    for name, number in said.items():
        seen = clients[name].get(f"api/tasks/{task}/").json()
        assert [each["id"] for each in seen["annotations"]] == [number]
        [listed, *_] = clients[name].get(f"api/tasks/?project={project}&fields=all").json()["tasks"]
        assert [each["id"] for each in listed["annotations"]] == [number]
        for shown in (seen, listed):
            assert not any(shown[column] for column in OF_ALL), shown
    other = clients["ani"].patch(f"api/annotations/{said['budi']}/", json={"result": NO_CLAIM})
    assert refused(other)


def test_signing_out_ends_a_session(members, running_server):
    """A copy of the cookie is worth nothing afterwards."""
    account = read_credentials(running_server.credentials).annotators["ani"]
    with httpx.Client(base_url=running_server.url, timeout=60) as browser:
        sign_in(browser, account.email, account.password)
        kept = dict(browser.cookies)
        assert browser.get("api/current-user/whoami").status_code == 200
        browser.get("logout")
    with httpx.Client(base_url=running_server.url, cookies=kept, timeout=60) as thief:
        assert refused(thief.get("api/current-user/whoami"))


def test_guessing_a_password_is_slowed_down(stranger, server):
    """Also if somebody who has signed in, and is sent on, names the account in between."""
    page = {"email": "nobody@example.org", "password": "wrong"}

    def guess(client):
        client.get("user/login/")
        fields = page | {"csrfmiddlewaretoken": client.cookies.get("csrftoken", "")}
        return client.post("user/login/", data=fields).status_code

    answers = [guess(stranger) for _ in range(9)]
    with httpx.Client(base_url=server.url, timeout=60) as browser:
        sign_in(browser, server.admin.email, server.admin.password)
        answers.append(guess(browser))
    answers += [guess(stranger) for _ in range(2)]
    assert answers == [200] * 9 + [302, 200, 429]


def test_a_record_that_was_lost_closes_everything_until_the_next_push(members, running_server):
    study, clients = members
    (running_server.workspace / "server" / "guard.json").unlink()
    task = study.tasks("ani")[0]["id"]
    assert refused(clients["ani"].get(f"api/tasks/{task}/"))
    study.push()
    assert clients["ani"].get(f"api/tasks/{task}/").status_code == 200


def test_two_launches_cannot_have_one_project(members):
    study, _ = members
    with pytest.raises(UnexpectedAnswer, match="belongs to the launch"):
        tell_owners(study.client, "another", [Owned(study.number_of("ani"), ("budi@example.org",))])


def test_refusals_are_written_down_without_queries(members, running_server):
    study, clients = members
    clients["ani"].get(f"api/projects/{study.number_of('budi')}/?token=secret")
    log = (running_server.workspace / "server" / "refused.jsonl").read_text()
    row = json.loads(log.splitlines()[-1])
    assert (row["user"], row["method"], row["why"]) == ("ani@example.org", "GET", "this project is not yours")
    assert "secret" not in log


def test_a_page_that_is_refused_says_so_in_words(members):
    study, clients = members
    answer = clients["ani"].get(f"projects/{study.number_of('budi')}/data", follow_redirects=True)
    assert (answer.status_code, "This project is not yours." in answer.text) == (403, True)


def test_the_administrator_does_what_is_closed_to_members(members, running_server):
    """On things that nobody needs any more; every route is asked about in test_routes.py."""
    study, _ = members
    data = study.tasks("budi")[0]["data"]
    first, second, third, *_ = [task["id"] for task in study.tasks("budi")]
    said, taken = (study.submit("budi", {"id": task}, NO_CLAIM) for task in (first, second))
    project = study.number_of("budi")
    asked = [
        ("GET", f"projects/{project}/settings/", None, 200),
        ("GET", f"projects/{study.number_of('ani')}/data", None, 200),
        ("GET", "docs/api/", None, 200),
        ("GET", "samples/time-series.csv?values=10", None, 200),
        ("GET", "admin/users/user/", None, 200),
        ("GET", f"api/projects/{project}/export?exportType=JSON", None, 200),
        ("GET", "api/users/", None, 200),
        ("GET", "api/invite", None, 200),
        ("GET", "api/token/", None, 200),
        ("POST", f"api/projects/{project}/import", [data | {"text": "x" * 6_000_000}], 201),
        ("PATCH", f"api/projects/{project}/", {"expert_instruction": "Another codebook."}, 200),
        ("PATCH", f"api/annotations/{said}/", {"result": [], "completed_by": 1}, 200),
        ("DELETE", f"api/annotations/{taken}/", None, 204),
        ("POST", f"api/tasks/{second}/annotations/", {"result": NO_CLAIM, "ground_truth": True}, 201),
        ("DELETE", f"api/tasks/{third}/", None, 204),
        ("POST", f"api/dm/actions/?id=delete_tasks_annotations&project={project}", {}, 200),
        ("DELETE", f"api/projects/{project}/", None, 204),
        ("POST", "api/webhooks/", {}, 400),
    ]
    before = refusals(running_server.workspace, running_server.admin.email)
    with httpx.Client(base_url=running_server.url, timeout=60) as browser:
        sign_in(browser, running_server.admin.email, running_server.admin.password)
        headers = {"X-CSRFToken": browser.cookies["csrftoken"]}
        answers = [
            browser.request(verb, path, json=body, headers=headers, follow_redirects=True).status_code
            for verb, path, body, _ in asked
        ]
    assert answers == [status for *_, status in asked]
    assert refusals(running_server.workspace, running_server.admin.email) == before


def test_the_administrators_client_knows_of_the_guard(study):
    assert is_guarded(study.client)
