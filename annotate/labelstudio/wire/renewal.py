"""A new access token when the server no longer takes the old one.

The SDK goes by this machine's clock when it judges whether a token of the server's has ended, and a request may wait at
the server until it has. What is answered with 401 was not carried out, so even a write may be sent again.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from label_studio_sdk.base_client import LabelStudioBase

_BEARER = "Bearer "


class Renewal(httpx.Auth):
    """Sends a request that was refused with 401 once more, with a new access token."""

    def __init__(self, sdk: LabelStudioBase) -> None:
        self._tokens = sdk._client_wrapper._tokens_client

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        response = yield request
        if response.status_code == 401 and request.headers.get("Authorization", "").startswith(_BEARER):
            self._tokens._access_token = None
            request.headers["Authorization"] = _BEARER + self._tokens.api_key
            yield request
