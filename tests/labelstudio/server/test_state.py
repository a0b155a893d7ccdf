"""Whose server it is that answers at the address of the last start."""

import http.server
import json
import subprocess
import sys
import threading

import pytest

from annotate.labelstudio.server import status


class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def other():
    """The address of another program, which answers as a Label Studio does that is well."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_program_at_the_old_address_is_not_taken_for_the_server_that_is_starting(tmp_path, other):
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "server.json").write_text(json.dumps({"url": other, "database": "postgresql://host/name"}))
    starting = "import sys; print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", starting, "serving.py", str(folder / "label-studio")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True) as process:
        process.stdout.readline()
        info = status(tmp_path)
        process.communicate()
    assert (info.running, info.problem) == (False, "Label Studio is still starting")
