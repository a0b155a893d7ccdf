"""What Label Studio offers only to browsers: signing in, signing up, and getting a personal access token."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from annotate.errors import LabelStudioError, RequestRejected, Unauthorized, UnexpectedAnswer, Unreachable
from annotate.labelstudio.guard import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx import Client, Response

REQUEST_SECONDS = 60


@contextmanager
def browser(url: str) -> Iterator[Client]:
    """A session with the server at `url`, without proxies.

    Raises:
        Unreachable: a request inside got no answer.
    """
    import httpx

    from annotate.labelstudio.deadline import TimedClient

    try:
        with TimedClient(base_url=url, timeout=REQUEST_SECONDS, trust_env=False) as client:
            yield client
    except httpx.RequestError as error:
        raise Unreachable(f"no answer from Label Studio at {url}", "`annotate server start` starts it") from error


def is_healthy(url: str, seconds: float = 5) -> bool:
    """Whether Label Studio answers at `url`, within so many seconds."""
    import httpx

    from annotate.labelstudio.deadline import TimedClient

    try:
        with TimedClient(timeout=seconds, trust_env=False) as client:
            return client.get(f"{url}health").is_success
    except (httpx.RequestError, httpx.InvalidURL):
        return False


def sign_in(client: Client, email: str, password: str) -> None:
    """Make `client` a session of this user.

    Raises:
        Unauthorized: wrong e-mail or password.
    """
    answer = _submit(client, "user/login/", {"email": email, "password": password})
    if answer.status_code != 302:
        raise Unauthorized(
            f"Label Studio does not accept the password of {email} in the credentials file",
            f"put the right one there; the administrator can set a new one at {client.base_url}admin/users/user/",
        )


def sign_up(client: Client, invitation: str, email: str, password: str) -> None:
    """Make an account, and `client` a session of it.

    Args:
        client: a fresh session.
        invitation: the token of the organization's invitation link.
        email: not yet in use on the server.
        password: of at least 8 characters.

    Raises:
        RequestRejected: the server does not take the e-mail or the invitation.
    """
    answer = _submit(client, f"user/signup/?token={invitation}", {"email": email, "password": password})
    if answer.status_code != 302:
        raise RequestRejected(
            f"Label Studio refused to make an account for {email}", "is it a valid e-mail address, and not in use yet?"
        )


def new_token(client: Client) -> str:
    """A personal access token for the user signed in; the one there was before, if any, is revoked.

    The server shows a token once, when it is made, and allows one a user.
    """
    for old in _json(client.get("api/token/")):
        _write(client, "api/token/blacklist/", {"refresh": old["token"]})
    return str(_json(_write(client, "api/token/", {}))["token"])


def authorize(client: Client, token: str) -> None:
    """Let `client` speak for the owner of a personal access token, for the five minutes that this lasts.

    Raises:
        Unauthorized: the token is wrong or revoked.
    """
    answer = client.post("api/token/refresh/", json={"refresh": token})
    if answer.status_code == 401:
        raise Unauthorized(
            "Label Studio does not accept the token in the credentials file",
            "run `annotate server stop`, then `annotate server start`, to get a new one",
        )
    client.headers["Authorization"] = f"Bearer {_json(answer)['access']}"


def whoami(client: Client) -> int:
    """The id of the user for whom `client` speaks."""
    return int(_json(client.get("api/current-user/whoami"))["id"])


def users(client: Client) -> dict[str, int]:
    """Every account on the server: e-mail in lower case → user id."""
    return {str(user["email"]).lower(): int(user["id"]) for user in _json(client.get("api/users/"))}


def invitation(client: Client) -> str:
    """The token of the organization's invitation link."""
    return str(_json(client.get("api/invite"))["token"])


def revoke_invitation(client: Client) -> None:
    """Make the invitation link used so far worthless: whoever has it can sign up."""
    _json(_write(client, "api/invite/reset-token", {}))


def let_make_tokens(client: Client, begin: bool) -> None:
    """Tell the guard, if there is one, that accounts are being made, or that they are done; it lasts five minutes."""
    answer = _write(client, ADDRESS, {"making_accounts": begin})
    if answer.status_code != 404:
        _check(answer)


def _submit(client: Client, path: str, fields: dict[str, str]) -> Response:
    _check(client.get(path))
    return client.post(path, data=fields | {"csrfmiddlewaretoken": client.cookies.get("csrftoken", "")})


def _write(client: Client, path: str, body: dict[str, Any]) -> Response:
    return client.post(path, json=body, headers={"X-CSRFToken": client.cookies.get("csrftoken") or ""})


def _json(answer: Response) -> Any:
    _check(answer)
    return answer.json()


def _check(answer: Response) -> None:
    if answer.is_success:
        return
    # Without the query, where an invitation may be.
    place = f"{answer.request.method} {answer.request.url.path}"
    error: type[LabelStudioError] = Unauthorized if answer.status_code in (401, 403) else UnexpectedAnswer
    raise error(f"Label Studio answered {answer.status_code} to {place}")
