"""Access tokens that the server no longer takes, though this machine's clock has not seen them end."""

from __future__ import annotations

import time

import jwt
import pytest
from clients import close

from annotate.errors import Unauthorized
from annotate.labelstudio.wire.client import connect, get_json, post_json, write_options


@pytest.fixture
def client(server):
    client = connect(server.url, server.admin.token)
    yield client
    close(client)


def refused() -> str:
    """An access token that looks good for an hour and that the server refuses, as it does one that has ended."""
    claims = {"token_type": "access", "exp": int(time.time()) + 3600, "jti": "0", "user_id": 1}
    return jwt.encode(claims, "not the server's key, and of a decent length", algorithm="HS256")


def test_what_is_refused_with_an_ended_token_is_sent_again_with_a_new_one(client):
    tokens = client.sdk._client_wrapper._tokens_client

    for speak in (
        lambda: get_json(client, "api/current-user/whoami", {})["email"],
        lambda: client.sdk.users.whoami().email,
    ):
        ended = refused()
        tokens._set_access_token(ended)
        assert speak() == client.email
        assert tokens._access_token != ended


def test_a_write_that_was_refused_is_done_once(client):
    project = client.sdk.projects.create(title="renewal", request_options=write_options())
    client.sdk._client_wrapper._tokens_client._set_access_token(refused())

    done = post_json(client, f"api/projects/{project.id}/import", {}, [{"data": {"text": "Satu."}}])

    assert done["task_count"] == 1
    assert get_json(client, f"api/projects/{project.id}/", {})["task_number"] == 1
    client.sdk.projects.delete(project.id)


def test_a_token_that_cannot_be_renewed_is_an_error(client):
    tokens = client.sdk._client_wrapper._tokens_client
    tokens._set_access_token(refused())
    tokens._api_key = refused()

    with pytest.raises(Unauthorized, match="does not accept the token"):
        get_json(client, "api/current-user/whoami", {})
