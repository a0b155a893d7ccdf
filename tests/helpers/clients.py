"""Clients that tests open, and have to close: an open connection is a warning, and so a failure."""

from annotate.labelstudio.wire.client import Client


def close(client: Client) -> None:
    client.sdk._client_wrapper.httpx_client.httpx_client.close()
