"""Accounts that were removed; loaded by Django, because it needs Label Studio's own modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jwt_auth.middleware import JWTAuthenticationMiddleware
from organizations.middleware import DummyGetSessionMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Tokens(JWTAuthenticationMiddleware):  # type: ignore[misc]
    """Label Studio's own, which fails at the token of an account without an organization; here that is a stranger's."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign in who brings a token."""
        try:
            return super().__call__(request)
        except AttributeError:
            # Of this alone: Django makes answers of what those within raise.
            return self.get_response(request)


class Organizations(DummyGetSessionMiddleware):  # type: ignore[misc]
    """Label Studio's own, which takes who has no organization into the first one; here the administrator only."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note an administrator's organization."""
        return super().__call__(request) if request.user.is_superuser else self.get_response(request)
