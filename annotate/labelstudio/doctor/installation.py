"""The server itself: version, clock, database, analytics, sign-up.

Only an administrator is shown the settings, on a page that holds secrets too: nothing else of it is kept.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires
from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import UnexpectedAnswer
from annotate.labelstudio.doctor.findings import Finding
from annotate.labelstudio.wire.client import Client, get_text, header_date, open_http, speaking_to
from annotate.labelstudio.wire.guard import is_guarded

if TYPE_CHECKING:
    from httpx import Client as Browser

_APART_SECONDS = 300  # as long as an access token lives
_REPORTING = ("SENTRY_DSN", "FRONTEND_SENTRY_DSN")
_ADMINISTRATOR = "ask who runs the server, or look again with an administrator's token"
_CLOCK_REMEDY = "let both machines take the time from the network (`timedatectl set-ntp true`)"
_RESTART = "in the server's environment, then start it again"


class Look(NamedTuple):
    """What a server shows to anybody.

    `ahead` is how many seconds this machine's clock is certainly ahead of the server's, negative if it is behind.
    `sign_up_is_open` and `analytics` are None where the server does not say.
    """

    release: str
    edition: str
    server_time: float
    ahead: float
    sign_up_is_open: bool | None
    analytics: bool | None


class Settings(NamedTuple):
    """What a server shows to an administrator: Django's name of the database, and whether errors are reported."""

    engine: str
    reports_errors: bool


def look(url: str) -> Look:
    """Ask the server at `url` what it tells without a token.

    Raises:
        Unreachable: nobody answers.
        UnexpectedAnswer: what answers is not Label Studio.
    """
    with speaking_to(url), open_http(base_url=url, headers={"Referer": url}) as browser:
        before = time.time()
        answer = browser.get("api/version", follow_redirects=True)
        after = time.time()
        versions = answer.json() if answer.is_success else None
        if not isinstance(versions, dict) or "release" not in versions:
            raise UnexpectedAnswer(f"{url} does not answer like Label Studio", "check `server:` in config.yaml")
        date = header_date(answer)
        server_time = date.timestamp() if date else (before + after) / 2
        is_open, analytics = _sign_up(browser)
        edition = str(versions.get("edition", "Community"))
        return Look(
            str(versions["release"]), edition, server_time, _ahead(before, after, server_time), is_open, analytics
        )


def read_settings(client: Client) -> Settings | None:
    """The server's settings, or None if the token's owner is not an administrator."""
    page = get_text(client, "version/").removeprefix("<pre>").removesuffix("</pre>")
    return parse_settings(page)


def parse_settings(page: str) -> Settings | None:
    """What is wanted of the settings on the server's version page, which are there for an administrator only."""
    try:
        shown = json.loads(page).get("settings", {})
    except (ValueError, AttributeError):
        return None
    engine = re.search(r"'ENGINE': '([\w.]+)'", str(shown.get("DATABASES", "")))
    if not engine:
        return None
    return Settings(engine[1], any(shown.get(name) not in ("", "None", None) for name in _REPORTING))


def public_findings(seen: Look) -> Iterator[Finding]:
    """What `look` found."""
    yield _version(seen)
    yield clock_finding(seen.ahead)
    yield _sign_up_finding(seen.sign_up_is_open)
    if seen.analytics is None:
        yield Finding("analytics", "unknown", "the server does not say whether it reports usage", _ADMINISTRATOR)
    elif seen.analytics:
        yield Finding(
            "analytics",
            "warning",
            "usage is reported to the makers of Label Studio",
            f"`COLLECT_ANALYTICS=False` {_RESTART}",
        )
    else:
        yield Finding("analytics", "ok", "usage is reported to nobody")


def settings_findings(settings: Settings | None) -> Iterator[Finding]:
    """What `read_settings` found."""
    if settings is None:
        sentence = "only an administrator can see the database, and whether errors are reported"
        yield Finding("database", "unknown", sentence, _ADMINISTRATOR)
        return
    yield _database(settings.engine)
    if settings.reports_errors:
        remedy = f"`SENTRY_DSN= FRONTEND_SENTRY_DSN=` {_RESTART}"
        yield Finding("errors", "warning", "errors are reported to a Sentry service, by default the makers'", remedy)
    else:
        yield Finding("errors", "ok", "errors are reported to nobody")


def guard_finding(client: Client) -> Finding:
    """Whether members of the server reach only what is theirs."""
    if is_guarded(client):
        return Finding("guard", "ok", "annotators reach their own projects and answers only")
    sentence = "every member can read and change everything on this server, so blind coding rests on trust"
    return Finding("guard", "warning", sentence, "use a server that `annotate server start` runs; see docs/server.md")


def clock_finding(ahead: float) -> Finding:
    """Whether the clocks agree as well as access tokens need; `ahead` in seconds as in `Look`.

    Records have the server's times, and the SDK reads from this machine's clock when a token of the server's has ended.
    """
    if ahead <= -_APART_SECONDS:
        sentence = f"this machine's clock is {-ahead:.0f} s behind the server's; records have the server's times"
        return Finding("clock", "warning", sentence, _CLOCK_REMEDY)
    if ahead >= _APART_SECONDS:
        sentence = (
            f"this machine's clock is {ahead:.0f} s ahead of the server's, so every access token looks expired "
            "and each request asks for a new one"
        )
        return Finding("clock", "warning", sentence, _CLOCK_REMEDY)
    return Finding("clock", "ok", "this machine's clock and the server's agree")


def rewound_finding(server_time: float, looks_from: Iterable[str]) -> Iterator[Finding]:
    """Whether the server's clock went back since the last pull, which asks for what was touched after a moment of it.

    Args:
        server_time: in seconds, as in `Look`.
        looks_from: those moments, in ISO 8601.
    """
    last = max((datetime.fromisoformat(moment).timestamp() for moment in looks_from), default=0.0)
    if last > server_time:
        sentence = "the server's clock was set back since the last pull, so the next pull would miss annotations"
        yield Finding("clock", "problem", sentence, f"{_CLOCK_REMEDY}, then `annotate pull --full`")


def _ahead(before: float, after: float, server_time: float) -> float:
    # The server wrote a whole second, at some moment between the two.
    if server_time > after:
        return after - server_time
    return max(0.0, before - (server_time + 1))


def _sign_up(browser: Browser) -> tuple[bool | None, bool | None]:
    """Whether a stranger may sign up, and whether usage is reported: by sending the form empty, which makes nobody."""
    page = browser.get("user/signup/")
    if page.status_code != 200:
        return None, None
    said = re.search(r"collect_analytics = (true|false)", page.text)
    analytics = said[1] == "true" if said else None
    answer = browser.post("user/signup/", data={"csrfmiddlewaretoken": browser.cookies.get("csrftoken", "")})
    if answer.status_code == 403 and "CSRF" not in answer.text:
        return False, analytics
    return (True if answer.status_code == 200 else None), analytics


def _version(seen: Look) -> Finding:
    tested = _tested_release()
    name = f"Label Studio {seen.release}"
    if seen.edition != "Community":
        sentence = f"this is {name} {seen.edition}, and annotate is tested with the Community edition only"
        return Finding(
            "version", "warning", sentence, "try a small launch first, and look at what `annotate pull` says"
        )
    if seen.release.split(".")[:2] != tested.split(".")[:2]:
        sentence = f"this is {name}, and annotate is tested with {tested}"
        return Finding(
            "version", "warning", sentence, f"install Label Studio {tested} on the server, or try it out first"
        )
    return Finding("version", "ok", name)


def _tested_release() -> str:
    """The release that the extra `server` installs."""
    try:
        found = [re.match(r"label-studio==([\d.]+)", each) for each in requires("claim-annotate") or ()]
    except PackageNotFoundError:
        found = []
    return next((match[1] for match in found if match), "another release")


def _sign_up_finding(is_open: bool | None) -> Finding:
    if is_open is None:
        return Finding("sign-up", "unknown", "it is unknown whether strangers can sign up", _ADMINISTRATOR)
    if is_open:
        sentence = "anybody who reaches the server can sign up, and then read and change everything"
        remedy = f"`LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK=true` {_RESTART}"
        return Finding("sign-up", "warning", sentence, remedy)
    return Finding("sign-up", "ok", "only invited people can sign up")


def _database(engine: str) -> Finding:
    kind = engine.rpartition(".")[2]
    if kind == "postgresql":
        return Finding("database", "ok", "PostgreSQL")
    if kind == "sqlite3":
        sentence = (
            "the server runs on SQLite: when two requests meet, it can save tasks without their annotations, or the "
            "same tasks twice, and say that all went well"
        )
    else:
        sentence = f"the server runs on {kind}, and annotate is tested with PostgreSQL only"
    return Finding("database", "warning", sentence, "move the server to PostgreSQL; docs/server.md says how")
