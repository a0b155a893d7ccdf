"""Bodies that are too large for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

LARGEST = 50_000_000
"""Bytes: a thousand tasks of a push have a few million."""


def refuse_large(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django's middleware, before all others: Label Studio reads every body before anybody looks who sent it."""

    def answer(request: HttpRequest) -> HttpResponse:
        from django.http import JsonResponse

        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > LARGEST:
            return JsonResponse({"detail": f"a request has at most {LARGEST // 1_000_000} MB"}, status=413)
        return get_response(request)

    return answer
