"""A conversation with one Label Studio server, through its SDK.

Every way in which a server can fail becomes one of the errors in `annotate.errors`; no other module sees the SDK's.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from annotate.errors import NotFound, RequestRejected, ServerFailed, Unauthorized, UnexpectedAnswer, Unreachable
from annotate.secrets import TOKEN_VARIABLE

if TYPE_CHECKING:
    import httpx
    from label_studio_sdk.base_client import LabelStudioBase

READ_SECONDS = 100  # for a whole request, to the last byte; at 120 the server ends it
READ_TRIES = 3
WRITE_SECONDS = 300
_THIS_MACHINE = ("all://127.0.0.1", "all://localhost", "all://[::1]")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")  # what may follow Bearer in a header: RFC 6750
_TOKEN_HINT = (
    f"copy a personal access token from Account & Settings there and set {TOKEN_VARIABLE}; if it worked before, look "
    "whether somebody switched tokens off (Organization, API Tokens Settings)"
)
_PROXY_HINT = (
    "write HTTPS_PROXY, HTTP_PROXY and ALL_PROXY as http://host:port, with %40 for @ and %2F for / in a password"
)
_START_HINT = "`annotate server start` starts a local one; `server:` in config.yaml names another"


class Client(NamedTuple):
    """A server that has answered and knows us. `url` ends with a slash."""

    url: str
    sdk: LabelStudioBase
    version: str
    user_id: int
    email: str


def connect(url: str, token: str) -> Client:
    """Reach the server and check that it is Label Studio and accepts the token; white space around it does no harm.

    Raises:
        Unreachable: nobody answers at `url`.
        Unauthorized: the token is wrong or expired.
        UnexpectedAnswer: what answers is not Label Studio.
    """
    from label_studio_sdk.base_client import LabelStudioBase

    from annotate.labelstudio.wire.renewal import Renewal

    url = url.rstrip("/") + "/"
    token = token.strip()
    if not _TOKEN.fullmatch(token):
        raise Unauthorized(f"the token for {url} is empty or has characters that no token has", _TOKEN_HINT)
    with speaking_to(url):
        with open_http(follow_redirects=True) as http:
            version = _version(http, url)
        http = open_http(follow_redirects=True)
        sdk = LabelStudioBase(base_url=url, api_key=token, timeout=READ_SECONDS, httpx_client=http)
        http.auth = Renewal(sdk)
        user = sdk.users.whoami()
    return Client(url, sdk, version, int(user.id or 0), str(user.email))


def open_http(**options: Any) -> httpx.Client:
    """An HTTP client that goes through the environment's proxy, but not to this machine's own servers.

    Raises:
        Unreachable: the environment names a proxy that cannot be used.
    """
    import httpx

    from annotate.labelstudio.deadline import TimedClient

    try:
        return TimedClient(timeout=READ_SECONDS, mounts=dict.fromkeys(_THIS_MACHINE), **options)
    except ImportError as error:
        raise Unreachable("the environment names a SOCKS proxy", 'pip install "httpx[socks]"') from error
    except (ValueError, httpx.InvalidURL):
        # Without the reason, which quotes the address, and so perhaps a part of a password.
        raise Unreachable("the environment names a proxy whose address cannot be used", _PROXY_HINT) from None


def write_options() -> Any:
    """Request options for a write: never sent twice, and given time to commit."""
    return {"max_retries": 0, "timeout_in_seconds": WRITE_SECONDS}


def get_json(client: Client, path: str, params: dict[str, Any]) -> Any:
    """The raw answer to a GET, for lists that the SDK's typed models read too slowly.

    A connection that broke is tried again: reading twice does no harm. A server that does not answer is not.
    """
    with speaking_to(client.url):
        return _get(client, path, params).json()


def get_dated_json(client: Client, path: str, params: dict[str, Any]) -> tuple[datetime | None, Any]:
    """As `get_json`, with the moment of the answer by the server's clock, if it says one."""
    with speaking_to(client.url):
        response = _get(client, path, params)
        return header_date(response), response.json()


def header_date(response: httpx.Response) -> datetime | None:
    """The moment of an answer by the server's clock, if it says one."""
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return None


def get_text(client: Client, path: str) -> str:
    """The answer to a GET of a page that is meant for browsers."""
    with speaking_to(client.url):
        return str(_get(client, path, {}).text)


def _get(client: Client, path: str, params: dict[str, Any]) -> Any:
    import httpx

    http = client.sdk._client_wrapper.httpx_client
    for _ in range(READ_TRIES - 1):
        try:
            response = http.request(path, method="GET", params=params)
            break
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            time.sleep(0.5)
    else:
        response = http.request(path, method="GET", params=params)
    if response.status_code >= 400:
        raise _refusal(client.url, response.status_code, response.text)
    return response


def post_json(client: Client, path: str, params: dict[str, Any], value: Any) -> Any:
    """The raw answer to a POST that is sent once, for bodies that the SDK is slow to encode.

    Raises:
        LabelStudioError: refused, or it is unknown whether the server did it.
    """
    wrapper = client.sdk._client_wrapper
    with speaking_to(client.url):
        response = wrapper.httpx_client.httpx_client.post(
            f"{wrapper.get_base_url().rstrip('/')}/{path}",
            params=params,
            content=json.dumps(value).encode(),
            headers={**wrapper.get_headers(), "Content-Type": "application/json"},
            timeout=WRITE_SECONDS,
        )
        if response.status_code >= 400:
            raise _refusal(client.url, response.status_code, response.text)
        return response.json()


def read_users(client: Client) -> dict[int, str]:
    """The accounts on the server: user id → e-mail address in lower case."""
    return {int(user["id"]): str(user["email"]).lower() for user in get_json(client, "api/users/", {})}


def whoami(client: Client) -> int:
    """The id of the account that asks."""
    return int(get_json(client, "api/current-user/whoami", {})["id"])


@contextmanager
def speaking_to(url: str) -> Iterator[None]:
    """Turn what the SDK and the network raise into our errors."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError
    from pydantic import ValidationError

    try:
        yield
    except ApiError as error:
        raise _refusal(url, error.status_code or 0, error.body) from error
    except httpx.TooManyRedirects as error:
        raise UnexpectedAnswer(f"{url} redirects without end", "check `server:` in config.yaml") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise Unreachable(f"{url} is not an address that can be reached: {error}", _START_HINT) from error
    except httpx.TimeoutException as error:
        raise Unreachable(
            f"{url} did not answer in time", "check the server, then run the same command again"
        ) from error
    except httpx.RequestError as error:
        raise Unreachable(f"no Label Studio answers at {url} ({error})", _START_HINT) from error
    except (json.JSONDecodeError, ValidationError) as error:
        raise UnexpectedAnswer(f"{url} does not answer like Label Studio", "check `server:` in config.yaml") from error


def _version(http: httpx.Client, url: str) -> str:
    answer = http.get(f"{url}api/version")
    release = answer.json().get("release") if answer.status_code == 200 else None
    if not isinstance(release, str):
        raise UnexpectedAnswer(f"{url} does not answer like Label Studio", "check `server:` in config.yaml")
    return release


def _refusal(url: str, status: int, body: Any) -> Unauthorized | RequestRejected | UnexpectedAnswer:
    said = _sentence(body)
    if status == 401:
        return Unauthorized(f"{url} does not accept the token{said}", _TOKEN_HINT)
    if status == 403:
        return Unauthorized(f"the owner of the token may not do this on {url}{said}", "ask the owner of the project")
    if status == 404:
        return NotFound(f"{url} answered {status}{said}", "run the same command again")
    if status in (408, 409, 429):
        return UnexpectedAnswer(f"{url} answered {status}{said}", "run the same command again")
    if 400 <= status < 500:
        return RequestRejected(f"{url} refused the request ({status}){said}", "run the same command with --verbose")
    failed = ServerFailed if status == 500 else UnexpectedAnswer
    return failed(f"{url} failed ({status}){said}", "look at the server's log, then run the command again")


def _sentence(body: Any) -> str:
    """What the server said, on one line; some of its answers are whole HTML pages."""
    with suppress(ValueError, TypeError):
        body = json.loads(body)
    if isinstance(body, dict):
        body = body.get("detail") or body.get("validation_errors") or body
    text = " ".join(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", str(body), flags=re.S).split())
    return f": {text[:200]}" if text and text != "None" else ""
