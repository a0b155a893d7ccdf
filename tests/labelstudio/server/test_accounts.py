from __future__ import annotations

import json

import pytest

from annotate.errors import ConfigError, RequestRejected, Unauthorized, Unreachable, WorkspaceError
from annotate.labelstudio.server import ensure_accounts, read_credentials
from annotate.labelstudio.server.credentials import Account, Credentials, new_password, write_credentials
from annotate.labelstudio.server.web import authorize, browser, invitation

pytestmark = pytest.mark.server


@pytest.fixture
def credentials(server, tmp_path):
    """A credentials file of this test's own, with the administrator in it and no annotators."""
    path = tmp_path / "credentials.json"
    write_credentials(path, Credentials(server.url, server.admin))
    return path


@pytest.fixture
def ani(request):
    """An annotator whom no other test knows."""
    return ("ani", f"{request.node.name}@example.org".lower())


def whoami(url, token):
    with browser(url) as client:
        authorize(client, token)
        return client.get("api/current-user/whoami").json()


def edit(path, change):
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def test_each_annotator_gets_an_account_that_works(server, credentials, ani):
    budi = ("budi", "second-" + ani[1])
    accounts = ensure_accounts(credentials, [ani, budi])

    assert list(accounts) == ["ani", "budi"]
    assert accounts == read_credentials(credentials).annotators
    for annotator, email in (ani, budi):
        user = whoami(server.url, accounts[annotator].token)
        assert (user["email"], user["id"]) == (email, accounts[annotator].user_id)


def test_a_second_time_changes_nothing(credentials, ani):
    first = ensure_accounts(credentials, [ani])
    content = credentials.read_bytes()

    assert ensure_accounts(credentials, [ani]) == first
    assert credentials.read_bytes() == content


def test_an_address_in_capitals_is_the_same_account(credentials, ani):
    first = ensure_accounts(credentials, [(ani[0], ani[1].upper())])

    assert ensure_accounts(credentials, [ani]) == first


def test_a_run_interrupted_before_the_account_goes_on(server, credentials, ani):
    account = Account(ani[1], new_password())
    write_credentials(credentials, Credentials(server.url, server.admin, {"ani": account}))

    assert ensure_accounts(credentials, [ani])["ani"].password == account.password


def test_a_run_interrupted_between_account_and_token_goes_on(server, credentials, ani):
    before = ensure_accounts(credentials, [ani])["ani"]
    edit(credentials, lambda value: value["annotators"]["ani"].update(token="", user_id=0))
    after = ensure_accounts(credentials, [ani])["ani"]

    assert (after.password, after.user_id) == (before.password, before.user_id)
    assert whoami(server.url, after.token)["email"] == ani[1]
    with pytest.raises(Unauthorized):
        whoami(server.url, before.token)


def test_the_invitation_is_worthless_afterwards(server, credentials, ani):
    with browser(server.url) as client:
        authorize(client, server.admin.token)
        before = invitation(client)
        ensure_accounts(credentials, [ani])

        assert invitation(client) != before


def test_another_address_for_a_known_annotator_is_an_error(credentials, ani):
    ensure_accounts(credentials, [ani])
    with pytest.raises(ConfigError, match=r"config\.yaml gives ani the address other@example\.org") as caught:
        ensure_accounts(credentials, [("ani", "other@example.org")])

    assert ani[1] in caught.value.hint


def test_an_address_that_is_none_is_refused_and_the_others_are_kept(credentials, ani):
    with pytest.raises(RequestRejected, match="not-an-address"):
        ensure_accounts(credentials, [ani, ("budi", "not-an-address")])

    assert read_credentials(credentials).annotators["ani"].token


def test_an_address_may_be_corrected_while_it_has_no_account(credentials, ani):
    with pytest.raises(RequestRejected):
        ensure_accounts(credentials, [("ani", "not-an-address")])

    assert ensure_accounts(credentials, [ani])["ani"].email == ani[1]


def test_a_wrong_password_in_the_file_is_an_error_with_a_way_out(credentials, ani):
    ensure_accounts(credentials, [ani])
    edit(credentials, lambda value: value["annotators"]["ani"].update(token="", password="not-the-password"))
    with pytest.raises(Unauthorized, match="does not accept the password") as caught:
        ensure_accounts(credentials, [ani])

    assert "/admin/users/user/" in caught.value.hint


def test_a_wrong_token_of_the_administrator_is_an_error(credentials, ani):
    edit(credentials, lambda value: value["admin"].update(token="wrong"))
    with pytest.raises(Unauthorized, match="token"):
        ensure_accounts(credentials, [ani])


def test_a_server_that_is_off_is_an_error(credentials, ani):
    edit(credentials, lambda value: value.update(url="http://127.0.0.1:9/"))
    with pytest.raises(Unreachable, match="no answer from Label Studio"):
        ensure_accounts(credentials, [ani])


@pytest.mark.parametrize("content", ["[]", "{}", '{"url": "http://x/", "admin": {"name": "a"}, "annotators": {}}', "{"])
def test_a_broken_credentials_file_is_an_error(tmp_path, content):
    path = tmp_path / "credentials.json"
    path.write_text(content)
    with pytest.raises(WorkspaceError, match="credentials"):
        read_credentials(path)


def test_passwords_can_be_read_out_and_are_all_different():
    passwords = {new_password() for _ in range(1000)}

    assert len(passwords) == 1000
    assert all(len(password) == 24 and password.replace("-", "").isalpha() for password in passwords)
