"""The guard: Django's middleware, after all others."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .audit import Audit
from .bodies import check_written, only_own, without_others
from .names import ADDRESS, FOLDER
from .owners import Claimed, OwnersFile, Project
from .rules import ANONYMOUS, MEMBERS, Asked, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_ACCOUNTS_SECONDS = 300
_TRIES, _TRIES_SECONDS = 10, 300
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not yours</title>
<style>body {{ font: 16px sans-serif; max-width: 34em; margin: 15vh auto; padding: 0 1em; color-scheme: light dark }}
</style><h1>This page is not open to you</h1><p>{why}</p><p><a href="/projects/">Your projects</a></p></html>"""


class Guard:
    """Refuse members and strangers what is not theirs; the administrator may do everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        folder = Path(os.environ[FOLDER])
        self._get_response = get_response
        self._owners = OwnersFile(folder / "guard.json")
        self._audit = Audit(folder / "refused.jsonl")
        self._accounts = folder / "making-accounts"
        self._failed: defaultdict[str, list[float]] = defaultdict(list)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the administrator's word on owners, or pass a request on and cut down what comes back."""
        if request.path_info == f"/{ADDRESS}":
            return self._said(request)
        if self._tries_too_often(request):
            return self._refused(request, "too many attempts to sign in; wait five minutes", 429)
        response = self._get_response(request)
        self._count_failed(request, response)
        return self._cut_down(request, response)

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, keywords: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what no rule allows; Django calls this for each view that it is about to run."""
        user = request.user
        if user.is_authenticated and user.is_superuser:
            return None
        match = request.resolver_match
        rules = (MEMBERS if user.is_authenticated else ANONYMOUS).get(match.route if match else "", {})
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in rules:
            return self._refused(request, "this is open to the administrator only")
        try:
            rules[method](Asked(request, keywords, self._owners.owners(), self._accounts_are_made()))
        except Refused as reason:
            return self._refused(request, str(reason))
        return None

    def _said(self, request: HttpRequest) -> HttpResponse:
        """What the administrator says: whose a project is, or that accounts are being made or are done."""
        from django.http import JsonResponse

        if not (request.user.is_authenticated and request.user.is_superuser):
            return self._refused(request, "this is open to the administrator only")
        if request.method == "GET":
            return JsonResponse({"format": 1, "projects": sorted(self._owners.owners().projects)})
        try:
            body = check_written(request)
            if "making_accounts" in body:
                self._make_accounts(bool(body["making_accounts"]))
            else:
                people = frozenset(str(email).lower() for email in body["people"])
                self._owners.add(int(body["project"]), Project(str(body["launch"]), people))
        except Claimed as other:
            return JsonResponse({"detail": f"the project belongs to the launch {other}"}, status=409)
        except (Refused, KeyError, TypeError, ValueError) as error:
            return JsonResponse({"detail": f"not understood: {error}"}, status=400)
        return JsonResponse({"format": 1})

    def _make_accounts(self, begin: bool) -> None:
        if begin:
            self._accounts.touch()
        else:
            self._accounts.unlink(missing_ok=True)

    def _accounts_are_made(self) -> bool:
        try:
            return time.time() - self._accounts.stat().st_mtime < _ACCOUNTS_SECONDS
        except OSError:
            return False

    def _cut_down(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Lists show what is one's own, and tasks what one said oneself, whoever else works in the project."""
        user, match = request.user, request.resolver_match
        if not user.is_authenticated or user.is_superuser or match is None or response.status_code != 200:
            return response
        route = match.route
        if route == r"^api/users/$":
            return _changed(response, lambda value: only_own(value, lambda each: each.get("id") == user.id))
        if route in (r"^api/projects/", r"^api/projects/counts/"):
            own = self._owners.owners().of(user.email)
            return _changed(response, lambda value: only_own(value, lambda each: each.get("id") in own))
        if route in (r"^api/tasks/", r"^api/tasks/<int:pk>/", r"^api/dm/actions/"):
            return _changed(response, lambda value: without_others(value, user.id))
        return response

    def _tries_too_often(self, request: HttpRequest) -> bool:
        if request.method != "POST" or not request.path_info.startswith("/user/login"):
            return False
        since = time.monotonic() - _TRIES_SECONDS
        tries = [moment for moment in self._failed[_who(request)] if moment > since]
        self._failed[_who(request)] = tries
        return len(tries) >= _TRIES

    def _count_failed(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.method == "POST" and request.path_info.startswith("/user/login"):
            if response.status_code == 302:
                self._failed.pop(_who(request), None)
            else:
                self._failed[_who(request)].append(time.monotonic())

    def _refused(self, request: HttpRequest, why: str, status: int = 403) -> HttpResponse:
        from django.http import HttpResponse, JsonResponse

        user = request.user.email if request.user.is_authenticated else ""
        self._audit.add(user, str(request.method), request.path_info, why)
        if request.path_info.startswith("/api/"):
            # A token that has ended is that of a stranger, and clients ask for a new one when they see 401.
            status = 401 if status == 403 and not user else status
            return JsonResponse({"detail": why}, status=status)
        return HttpResponse(_PAGE.format(why=escape(f"{why[:1].upper()}{why[1:]}.")), status=status)


def _who(request: HttpRequest) -> str:
    return str(request.POST.get("email", "")).strip().lower()


def _changed(response: HttpResponse, change: Callable[[Any], Any]) -> HttpResponse:
    """The answer with other JSON; what is no JSON is not shown."""
    try:
        value = json.loads(response.content)
    except ValueError:
        response.status_code = 403
        value = {"detail": "not understood by the guard"}
    response.content = json.dumps(change(value), ensure_ascii=False).encode()
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    return response
