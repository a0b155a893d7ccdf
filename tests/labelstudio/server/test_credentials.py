"""The credentials file."""

import json

import pytest

from annotate.errors import WorkspaceError
from annotate.labelstudio.server import read_credentials
from annotate.labelstudio.server.credentials import Account, Credentials, write_credentials

ADMIN = Credentials("http://127.0.0.1:8080/", Account("admin@localhost", "kobe-raju"))


def test_it_says_its_format_and_is_read_without_one_too(tmp_path):
    file = tmp_path / "credentials.json"
    write_credentials(file, ADMIN)
    value = json.loads(file.read_text())
    assert (value.pop("format"), read_credentials(file)) == (1, ADMIN)
    file.write_text(json.dumps(value))
    assert read_credentials(file) == ADMIN


def test_one_of_a_newer_version_is_refused(tmp_path):
    file = tmp_path / "credentials.json"
    file.write_text('{"format": 2}')
    with pytest.raises(WorkspaceError, match=r"credentials\.json was written by a newer annotate \(format 2\)"):
        read_credentials(file)
