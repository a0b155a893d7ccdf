"""Writes that another site makes a browser send: Label Studio's API asks for nothing that only its pages know."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.http import HttpRequest

_READ = ("GET", "HEAD", "OPTIONS")


def is_of_another_site(request: HttpRequest) -> bool:
    """Whether a browser says that a page of another host or port writes; programs do not say where they come from.

    A page on another port of this machine gets the same cookies, and counts as the same site for browsers.
    """
    origin = request.META.get("HTTP_ORIGIN")
    if request.method in _READ or origin is None:
        return False
    try:
        return bool(urlsplit(origin).netloc.lower() != str(request.META.get("HTTP_HOST", "")).lower())
    except ValueError:
        return True
