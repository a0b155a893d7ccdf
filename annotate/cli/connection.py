"""Which server, and with whose token."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.config import Config
    from annotate.labelstudio.wire.client import Client
    from annotate.workspace import Workspace


def open_client(config: Config, files: Workspace) -> Client:
    """A conversation with the configured server.

    Raises:
        ConfigError: a server of one's own, and no token in the environment.
        LabelStudioError: the server is off, refuses the token, or is not a Label Studio.
    """
    from annotate.config import LOCAL
    from annotate.errors import ConfigError, Unreachable
    from annotate.labelstudio.server import credentials_path, read_credentials, status
    from annotate.labelstudio.wire.client import connect
    from annotate.secrets import TOKEN_VARIABLE

    if config.server == LOCAL:
        info = status(files.root)
        if not info.running:
            raise Unreachable("the local Label Studio is not running", "`annotate server start` starts it")
        return connect(info.url, read_credentials(credentials_path(files.root)).admin.token)
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if not token:
        raise ConfigError(
            f"{config.server} needs a token, and {TOKEN_VARIABLE} is not set",
            f"copy a personal access token from Account & Settings there, then `export {TOKEN_VARIABLE}=…`",
        )
    return connect(config.server, token)
