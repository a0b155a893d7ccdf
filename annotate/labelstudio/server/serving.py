"""The program of the server's process: `label_studio.server`, under gunicorn instead of Django's development server.

    python -P serving.py WORKERS start --port 8080 …

Label Studio does what it always does before it serves: migrations, the administrator's account, the search for a free
port. It is loaded once, and every worker is a fork of that. This file is run by its path, where `annotate` need not be
importable, so it imports nothing from it.
"""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from label_studio import server

_OPTIONS = {
    "preload_app": True,
    "worker_class": "gthread",
    "threads": 8,
    # Longer than clients keep an idle connection, so that none writes into one that is being closed.
    "keepalive": 75,
    "timeout": 120,
    "graceful_timeout": 10,
    # The Data Manager's filters travel in the address.
    "limit_request_line": 0,
    # Without the query, which may be an invitation; %(M)s are milliseconds.
    "accesslog": "-",
    "access_log_format": '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)s',
    "control_socket_disable": True,
    # No header of a client changes the address.
    "forwarder_headers": "",
}


class _Application(BaseApplication):  # type: ignore[misc]
    """Label Studio with the options above, and none from files or the environment."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from django.core.wsgi import get_wsgi_application

        _put_guard()
        return get_wsgi_application()


def _put_guard() -> None:
    """Put the guard, if it is wanted, around all other middleware, with its settings."""
    from django.conf import settings

    folder = Path(__file__).parent.with_name("guard")
    spec = spec_from_file_location("annotate_guard", folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if module.FOLDER not in os.environ:
        return
    theirs = [module.REPLACED.get(name, name) for name in settings.MIDDLEWARE]
    settings.MIDDLEWARE = ["annotate_guard.refuse_large", *theirs, "annotate_guard.Guard"]
    for name, value in module.SETTINGS.items():
        setattr(settings, name, value)


def listen(host: str, port: int) -> socket.socket:
    """Listen on the port, or on the first free one after it: what was free may be taken since it was looked for."""
    for number in range(port, 65536):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            # Two that bind at the same moment may both succeed; only one of them may listen.
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listener
    sys.exit(f"no port from {port} on is free")


def _serve(host: str, port: int, workers: int) -> None:
    from django.db import connections

    # A connection to the database must not be shared by forks.
    connections.close_all()
    # What is loaded stays in pages that all processes share, and a worker that ends does not search it for garbage.
    gc.freeze()
    _Application(_OPTIONS | {"bind": f"fd://{listen(host, port).detach()}", "workers": workers}).run()


if __name__ == "__main__":
    number = int(sys.argv.pop(1))
    server._app_run = lambda host, port: _serve(host, port, number)
    sys.exit(server.main())
