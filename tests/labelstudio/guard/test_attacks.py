"""What was tried on a server without a guard, and what one might try on a guard: each is refused, and counted."""

import json
import socket
from urllib.parse import urlsplit

import httpx
from attacking import Attack, let_through, refusals
from study import NO_CLAIM

from annotate.labelstudio.server import ensure_accounts, read_credentials
from annotate.labelstudio.server.web import authorize, sign_in
from annotate.labelstudio.wire.client import get_json
from annotate.labelstudio.wire.guard import Owned, tell_owners

JSON = {"Content-Type": "application/json"}
CONTROL = {"from_name": "question__has_claim", "to_name": "text", "type": "choices"}

ON_OTHERS = [
    # What they said, and who they are.
    Attack("GET", "api/tasks/{task}/"),
    Attack("GET", "api/tasks/{task}"),
    Attack("GET", "api/annotations/{annotation}/"),
    Attack("GET", "api/drafts/{draft}/"),
    Attack("GET", "api/tasks/{task}/annotations/"),
    Attack("GET", "api/tasks/{task}/agreement/"),
    Attack("GET", "api/tasks/?project={project}"),
    Attack("GET", "api/tasks/?project={own}&project={project}"),
    Attack("GET", "api/tasks/?project={own}&view={view}"),
    Attack("GET", "api/tasks/?view={view}"),
    Attack("GET", "api/projects/{project}/"),
    Attack("GET", "api/projects/{project}/tasks/"),
    Attack("GET", "api/projects/{project}/export?exportType=JSON"),
    Attack("GET", "api/projects/{own}/export?exportType=JSON"),
    Attack("GET", "api/projects/{own}/label-stream-history/?project={project}"),
    Attack("GET", "api/dm/views/?project={project}"),
    Attack("GET", "api/users/?project={project}"),
    Attack("GET", "api/users/1/"),
    Attack("GET", "api/organizations/1/memberships"),
    Attack("GET", "projects/{project}/data"),
    Attack("GET", "projects/?project={project}"),
    Attack("GET", "admin/"),
    # What they said, changed or taken away.
    Attack("PATCH", "api/annotations/{annotation}/", {"result": NO_CLAIM}),
    Attack("PUT", "api/annotations/{annotation}/", {"result": NO_CLAIM}),
    Attack("DELETE", "api/annotations/{annotation}/"),
    Attack("POST", "api/annotations/{annotation}/convert-to-draft", {}),
    Attack("PATCH", "api/drafts/{draft}/", {"result": []}),
    Attack("DELETE", "api/drafts/{draft}/"),
    Attack("DELETE", "api/tasks/{task}/"),
    Attack("DELETE", "api/projects/{project}/"),
    Attack("DELETE", "api/projects/{own}/"),
    Attack("POST", "api/dm/actions/?id=delete_tasks&project={own}", {}),
    Attack("POST", "api/dm/actions/?id=delete_tasks_annotations&project={own}", {}),
    Attack("POST", "api/dm/actions/?id=next_task&id=delete_tasks&project={own}", {}),
    Attack("POST", "api/dm/actions/?id=next_task&project={project}", {}),
    Attack("POST", "api/dm/actions/?id=next_task&project={own}&project={project}", {}),
    Attack("POST", "api/dm/views/", {"project": "{project}"}),
    Attack("DELETE", "api/dm/views/{view}/"),
    # Said on others' tasks, or in their names.
    Attack("POST", "api/tasks/{task}/annotations/", {"result": NO_CLAIM}),
    Attack("POST", "api/tasks/{task}/drafts", {"result": NO_CLAIM}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "completed_by": 1}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "task": "{task}"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "project": "{project}"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "ground_truth": True}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "updated_by": 1}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "created_at": "2020-01-01"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "parent_annotation": "{annotation}"}),
    Attack("POST", "api/tasks/{mine}/annotations/", ["result"]),
    Attack("POST", "api/tasks/{mine}/annotations/?project={project}", {"result": NO_CLAIM}),
    # The server, its codebook and its doors.
    Attack("PATCH", "api/projects/{own}/", {"expert_instruction": "Always say no."}),
    Attack("PATCH", "api/projects/{project}/", {"label_config": "<View/>"}),
    Attack("POST", "api/projects/", {"title": "ani"}),
    Attack("POST", "api/projects/{own}/import", [{"text": "x"}]),
    Attack("GET", "api/invite"),
    Attack("POST", "api/invite/reset-token", {}),
    Attack("POST", "api/jwt/settings", {"api_tokens_enabled": False}),
    Attack("GET", "api/token/"),
    Attack("POST", "api/token/", {}),
    Attack("POST", "api/token/rotate/", {}),
    Attack("PATCH", "api/users/1/", {"password": "x"}),
    Attack("POST", "api/users/", {"email": "new@example.org"}),
    Attack("POST", "api/webhooks/", {"url": "http://example.org"}),
    Attack("POST", "api/storages/localfiles/", {"path": "/"}),
    Attack("PUT", "api/annotate/guard/", {"project": 1}),
    Attack("POST", "api/annotate/guard/", {"project": 1, "people": ["ani@example.org"], "launch": "x"}),
    Attack("GET", "samples/time-series.csv?values=60000"),
    Attack("GET", "docs/api/schema/"),
    Attack("GET", "trigger500/"),
]

CRAFTED = [
    # Verbs and headers that another program would follow.
    Attack("POST", "api/tasks/{task}/", {}, {"X-HTTP-Method-Override": "GET"}),
    Attack("POST", "api/tasks/{task}/?_method=GET", {}),
    Attack("GET", "api/tasks/{task}/", None, {"X-HTTP-Method-Override": "OPTIONS"}),
    Attack("OPTIONS", "api/tasks/{task}/"),
    Attack("TRACE", "api/tasks/{task}/"),
    Attack("PROPFIND", "api/tasks/{task}/"),
    Attack("GET", "api/projects/{project}/", None, {"X-Original-URL": "/api/version/", "X-Rewrite-URL": "/health/"}),
    Attack("GET", "static/api/projects/{project}/", None, {"SCRIPT_NAME": "/static"}),
    Attack("GET", "api/projects/{project}/", None, {"X-Forwarded-User": "admin", "Remote-User": "admin"}),
    Attack("GET", "api/projects/{project}/", None, {"X-Api-Key": "1"}),
    Attack("GET", "api/projects/{project}/", None, {"Authorization": "Token 1", "X-Forwarded-For": "127.0.0.1"}),
    Attack("GET", "api/projects/{project}/", None, {"Cookie": "sessionid=.eJx:1:2; sessionid=\"'; user=1"}),
    # Addresses that two programs may read in two ways.
    Attack("GET", "api//tasks/{task}"),
    Attack("GET", "/api/tasks//{task}/"),
    Attack("GET", "api/tasks/{mine}/../{task}/"),
    Attack("GET", "api/tasks/{mine}%2f..%2f{task}/"),
    Attack("GET", "api/tasks/%2e%2e/projects/{project}/"),
    Attack("GET", "api/%74asks/{task}/"),
    Attack("GET", "api/tasks/{task}/%00"),
    Attack("GET", "api/tasks/{task}/;x=1/"),
    Attack("GET", "api/tasks/{task}.json"),
    Attack("GET", "api/tasks/%D9%A1/"),
    Attack("GET", "api/tasks/%ff%fe/"),
    Attack("GET", "api/tasks/%ED%A0%80/"),
    Attack("GET", "api/tasks/99999999999999999999/"),
    Attack("GET", "api/tasks/?project=%EF%BC%91"),
    Attack("GET", "api/tasks/?project={own}%00"),
    Attack("GET", "api/tasks/?project={own}&view=99999999999999999999"),
    Attack("GET", "api/tasks/?project={own}&view=-1"),
    Attack("GET", "api/tasks/?project={own}&view={view}&view=0"),
    Attack("GET", "api/tasks/?project={own}", {"project": 1, "view": 1}),
    # Bodies that two programs may read in two ways.
    Attack("POST", "api/tasks/{mine}/annotations/", b"result=%5B%5D&completed_by=1"),
    Attack(
        "POST",
        "api/tasks/{mine}/annotations/",
        b"result=%5B%5D&completed_by=1",
        {"Content-Type": "application/x-www-form-urlencoded"},
    ),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [], "completed_by": 2, "completed_by": 1}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": []', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": "' + b"x" * 5_000_001 + b'"}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b"[" * 100_000, JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b"\xff\xfe", JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", '{"result": []}'.encode("utf-16"), JSON),
    Attack(
        "POST", "api/tasks/{mine}/annotations/", b'{"result": []}', {"Content-Type": "application/json; charset=utf-7"}
    ),
    Attack("POST", "api/tasks/{mine}/annotations/", b"\x1f\x8b", JSON | {"Content-Encoding": "gzip"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": NO_CLAIM, "completed_by": "1 "}),
    # What Label Studio keeps, or half keeps, and then fails at for everybody who asks for the project.
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [], "lead_time": 1e400}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [], "lead_time": -Infinity}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [], "lead_time": 1e308}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [], "lead_time": 1' + b"0" * 400 + b"}", JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [], "lead_time": "inf"}),
    Attack("POST", "api/tasks/{mine}/drafts", {"result": [], "lead_time": "-Infinity"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [], "draft_id": "x"}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [], "draft_id": [1]}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [CONTROL | {"value": "no"}]}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [CONTROL]}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [CONTROL | {"value": {}, "type": ["choices"]}]}),
    Attack("POST", "api/tasks/{mine}/annotations/", {"result": [CONTROL | {"value": {}, "type": -1}]}),
    Attack(
        "POST", "api/tasks/{mine}/drafts", b'{"result": [{"value": ' + b'{"x": ' * 900 + b"1" + b"}" * 901 + b"]}", JSON
    ),
    Attack("POST", "api/tasks/{mine}/drafts", b'{"result": [{"value": {"start": NaN}}]}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [{"id": "\\u0000"}]}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [{"\\ud800": 1}]}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": "x"}', JSON),
    Attack("POST", "api/tasks/{mine}/annotations/", b'{"result": [1, [2]]}', JSON),
]

OF_STRANGERS = [
    Attack("GET", "samples/time-series.csv?values=60000"),
    Attack("GET", "samples/paragraphs.json"),
    Attack("GET", "docs/api/"),
    Attack("GET", "docs/api/schema/"),
    Attack("GET", "docs/api/schema/swagger-ui/"),
    Attack("GET", "swagger/"),
    Attack("GET", "trigger500/"),
    Attack("GET", "admin/login/"),
    Attack("POST", "admin/login/", b"username=admin"),
    Attack("GET", "metrics/"),
    Attack("GET", "feature-flags/"),
    Attack("GET", "heidi-tips/"),
    Attack("GET", "django-rq/"),
    Attack("GET", "data/upload/1/x"),
    Attack("GET", "api/projects/"),
    Attack("GET", "api/annotate/guard/"),
    Attack("GET", "api/projects/{project}/", None, {"Authorization": "Token abcdef0123"}),
    Attack("GET", "api/projects/{project}/", None, {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}),
    Attack("GET", "api/projects/{project}/", None, {"Cookie": "sessionid=x"}),
    Attack("GET", "user/signup/?token=guessed"),
    Attack("POST", "user/signup/", b"email=x@example.org"),
]


def numbers_of(study, clients) -> dict[str, int]:
    """A task, an annotation, a draft and a view of budi, and what ani has herself."""
    first, second, *_ = study.tasks("budi")
    project, own = study.number_of("budi"), study.number_of("ani")
    sdk = study.client.sdk
    return {
        "task": first["id"],
        "annotation": study.submit("budi", first, NO_CLAIM),
        "draft": clients["budi"].post(f"api/tasks/{second['id']}/drafts", json={"result": NO_CLAIM}).json()["id"],
        "project": project,
        "own": own,
        "mine": study.tasks("ani")[0]["id"],
        "view": sdk.views.create(project=project, data={"title": "all"}).id,
    }


def test_a_member_reaches_nothing_of_others_however_it_is_asked(members, running_server):
    study, clients = members
    numbers = numbers_of(study, clients)
    before = len(refusals(running_server.workspace, "ani@example.org"))
    assert let_through(clients["ani"], ON_OTHERS, numbers) == []
    counted = len(refusals(running_server.workspace, "ani@example.org")) - before
    assert counted >= len(ON_OTHERS) - sum("api/annotate/guard" in attack.path for attack in ON_OTHERS)
    assert let_through(clients["ani"], CRAFTED, numbers) == []
    assert [each["id"] for each in study.tasks("budi")[0]["annotations"]] == [numbers["annotation"]]
    assert all(task["annotations"] == [] for task in study.tasks("ani"))
    assert study.client.sdk.projects.get(numbers["own"]).expert_instruction != "Always say no."


def test_a_stranger_sees_the_sign_in_and_nothing_else(members, stranger):
    study, _ = members
    assert let_through(stranger, OF_STRANGERS, {"project": study.number_of("ani")}) == []
    shown = stranger.get("user/login/")
    assert (shown.status_code, "sessionid" in shown.cookies) == (200, False)
    policy = shown.headers["content-security-policy"].split("; ")
    assert {"default-src 'self'", "form-action 'self'", "frame-ancestors 'self'", "object-src 'none'"} <= set(policy)
    assert "content-security-policy-report-only" not in shown.headers


def test_who_left_reaches_nothing_after_the_next_push(members):
    study, clients = members
    task = study.tasks("budi")[0]["id"]
    assert clients["budi"].get(f"api/tasks/{task}/").status_code == 200
    stays = tuple(each for each in study.config.annotators if each.id != "budi")
    study.but(config=study.config.model_copy(update={"annotators": stays})).push()
    assert clients["budi"].get(f"api/tasks/{task}/").status_code == 403
    assert clients["budi"].post(f"api/tasks/{task}/annotations/", json={"result": NO_CLAIM}).status_code == 403
    assert clients["ani"].get(f"api/tasks/{study.tasks('ani')[0]['id']}/").status_code == 200


def test_no_other_site_writes_through_a_browser_not_even_the_administrators(members, running_server):
    """Label Studio's API takes a session's word for it; a page on another port of this machine gets its cookies."""
    study, _ = members
    project, task = study.number_of("ani"), study.tasks("ani")[0]["id"]
    account = read_credentials(running_server.credentials).annotators["ani"]
    owners = {"project": project, "launch": study.config.name, "people": ["budi@example.org"]}
    for who, writes in (
        (account, [("POST", f"api/tasks/{task}/annotations/", {"result": NO_CLAIM})]),
        (running_server.admin, [("POST", "api/annotate/guard/", owners), ("DELETE", f"api/projects/{project}/", None)]),
    ):
        with httpx.Client(base_url=running_server.url, timeout=60) as browser:
            sign_in(browser, who.email, who.password)
            for origin in ("http://evil.example", "http://127.0.0.1:1", "null", "http://["):
                for verb, path, body in writes:
                    assert browser.request(verb, path, json=body, headers={"Origin": origin}).status_code == 403
            own = {"Origin": running_server.url.rstrip("/"), "X-CSRFToken": browser.cookies["csrftoken"]}
            assert browser.post(f"api/dm/actions/?id=next_task&project={project}", json={}, headers=own).is_success
    assert study.tasks("ani")[0]["annotations"] == []


def test_whose_account_was_removed_reaches_nothing_with_an_old_token_or_an_open_session(members, running_server):
    study, _ = members
    dodi = ensure_accounts(running_server.credentials, [("dodi", "dodi@example.org")])["dodi"]
    project, task = study.number_of("budi"), study.tasks("budi")[0]["id"]
    tell_owners(study.client, study.config.name, [Owned(project, ("dodi@example.org",))])
    pages = (f"api/tasks/{task}/", f"projects/{project}/data", "api/current-user/whoami", "api/projects/")
    with (
        httpx.Client(base_url=running_server.url, timeout=60) as program,
        httpx.Client(base_url=running_server.url, timeout=60) as browser,
    ):
        authorize(program, dodi.token)
        sign_in(browser, dodi.email, dodi.password)
        number = browser.get("api/current-user/whoami").json()["id"]
        assert [client.get(pages[0]).status_code for client in (program, browser)] == [200, 200]
        http = study.client.sdk._client_wrapper.httpx_client
        assert http.request(f"api/organizations/1/memberships/{number}/", method="DELETE").status_code == 204
        before = refusals(running_server.workspace, "")
        assert [program.get(page).status_code for page in pages] == [401, 302, 401, 401]
        assert program.post(f"api/tasks/{task}/annotations/", json={"result": NO_CLAIM}).status_code == 401
        assert len(refusals(running_server.workspace, "")) - len(before) == 4
        shown = [browser.get(page, follow_redirects=True) for page in pages]
        assert [page.status_code for page in shown] == [403] * 4
        assert all("account was removed" in page.text for page in shown)
        assert browser.get("logout").status_code == 302
        sign_in(browser, dodi.email, dodi.password)
        assert [browser.get(page, follow_redirects=True).status_code for page in pages] == [403] * 4


def test_a_body_that_is_too_large_for_anybody_is_not_read(running_server):
    """The length is enough; Label Studio would read all of it to write its log."""
    address = urlsplit(running_server.url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        lines = ("POST /user/login/ HTTP/1.1", "Host: x", "Content-Type: application/json", "Content-Length: 300000000")
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        answer = connection.recv(4096)
    assert answer.split()[1] == b"413"


def test_an_invitation_ends_after_a_week(running_server, administrator, stranger):
    def link() -> str:
        return str(get_json(administrator, "api/invite", {})["invite_url"])

    first = link()
    assert link() == first
    assert stranger.get(first).status_code == 200
    file = running_server.workspace / "server" / "invitation.json"
    noted = json.loads(file.read_text())
    file.write_text(json.dumps(noted | {"at": noted["at"] - 8 * 86_400}))
    ended = stranger.get(first)
    assert (ended.status_code, "ask for a new one" in ended.text) == (403, True)
    second = link()
    assert second != first
    assert (stranger.get(first).status_code, stranger.get(second).status_code) == (403, 200)


def test_the_invitation_that_the_page_of_the_administrator_makes_is_good(running_server, stranger):
    with httpx.Client(base_url=running_server.url, timeout=60) as browser:
        sign_in(browser, running_server.admin.email, running_server.admin.password)
        headers = {"X-CSRFToken": browser.cookies["csrftoken"]}
        made = browser.post("api/invite/reset-token", headers=headers).json()["invite_url"]
    assert stranger.get(made).status_code == 200


def test_a_project_that_several_share_is_not_searched_by_what_others_said(members, study):
    _, clients = members
    study.open_to_all()
    project = study.number_of("ani")
    said = {"filter": "filter:tasks:annotations_results", "operator": "contains", "type": "String", "value": "no"}
    search = {"filters": {"conjunction": "and", "items": [said]}}
    text = {"filters": {"conjunction": "and", "items": [said | {"filter": "filter:tasks:data.text"}]}}
    child = {"filters": {"conjunction": "and", "items": [text["filters"]["items"][0] | {"child_filter": said}]}}
    budi = clients["budi"]
    column = {"column": said["filter"], "operator": "contains", "type": "String", "value": "no"}
    grouped = {"conjunction": "and", "filters": [column]}
    for body in ({"filter_group": grouped}, {"data": {}, "filter_group": {"filters": [grouped]}}):
        assert budi.post("api/dm/views/", json={"project": project, **body}).status_code == 403
    for each in (search, child, {"ordering": ["-tasks:annotators"]}, {"ordering": ["tasks:updated_by"]}):
        query = {"project": project, "query": json.dumps(each)}
        assert budi.get("api/tasks/", params=query).status_code == 403
        assert budi.post(f"api/dm/actions/?id=next_task&project={project}", json=each).status_code == 403
        assert budi.post("api/dm/views/", json={"project": project, "data": each}).status_code == 403
    view = study.client.sdk.views.create(project=project, data=search).id
    own = budi.post("api/dm/views/", json={"project": project, "data": text}).json()["id"]
    next_task = f"api/dm/actions/?id=next_task&project={project}"
    assert budi.get(f"api/tasks/?project={project}&view={view}").status_code == 403
    assert budi.post(f"{next_task}&view={view}", json={}).status_code == 403
    assert budi.post(next_task, json={"view": view}).status_code == 403
    assert [each["id"] for each in budi.get(f"api/dm/views/?project={project}").json()] == [own]
    assert budi.get(f"api/tasks/?project={project}&view={own}").status_code == 200
    assert budi.get("api/tasks/", params={"project": project, "query": json.dumps(text)}).status_code == 200
    assert budi.post(f"api/dm/actions/?id=next_task&project={project}", json=text).status_code == 200


def test_a_legacy_token_is_that_of_a_stranger(members, running_server):
    """Label Studio gives one to everybody, and shows it on the page of the account."""
    account = read_credentials(running_server.credentials).annotators["ani"]
    study, _ = members
    with httpx.Client(base_url=running_server.url, timeout=60) as browser:
        sign_in(browser, account.email, account.password)
        assert browser.get("api/current-user/token").status_code == 403
        assert browser.get(f"api/projects/{study.number_of('ani')}/").status_code == 200
