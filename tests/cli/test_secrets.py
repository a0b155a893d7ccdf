"""Tokens, invitations and passwords stand in the credentials file and nowhere else."""

import gzip
import json
import logging

import pytest

from annotate.cli.options import be_verbose
from annotate.labelstudio.server import credentials_path, read_credentials

ARTICLE = "Rusia menuntut jaminan keamanan dari NATO.\n"
# A personal or an access token is a JWT, which begins with the encoding of `{"`; an invitation is a query.
TOKENS = ("eyJ", "token=")


@pytest.fixture
def httpx_log():
    """httpx's logger, as it was before."""
    log = logging.getLogger("httpx")
    filters = list(log.filters)
    yield log
    log.filters[:] = filters


def test_requests_are_logged_without_their_queries(httpx_log, caplog):
    be_verbose(True)
    with caplog.at_level(logging.INFO):
        httpx_log.info('HTTP Request: %s %s "%s"', "POST", "http://127.0.0.1/user/signup/?token=Tm9p", "HTTP/1.1 302")
    assert caplog.messages == ['HTTP Request: POST http://127.0.0.1/user/signup/ "HTTP/1.1 302"']


@pytest.fixture
def workspace(server):
    """The shared server's own workspace, without what earlier launches left in it."""
    ours = ("sentences.jsonl", "sentences.report.json", "launch.json", "annotations.jsonl", "rejected.jsonl")
    for name in ours:
        (server.workspace / name).unlink(missing_ok=True)
    yield server.workspace
    for name in ours:
        (server.workspace / name).unlink(missing_ok=True)


def test_no_command_shows_or_writes_a_token_or_a_password(annotate, tmp_path, workspace):
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    text = config.read_text().replace("name: ", "name: secrets # ", 1)
    config.write_text(text.replace("ani@example.org", "rahasia@example.org").replace("id: ani", "id: rahasia"))
    (tmp_path / "article.txt").write_text(ARTICLE)
    said = ""
    for command in ("split article.txt", "server start", "push --verbose", "pull --verbose", "doctor --verbose"):
        done = annotate(*command.split(), ANNOTATE_WORKSPACE=str(workspace))
        assert done.code == 0, done
        said += done.out + done.err
    assert "/user/signup/ " in said

    known = read_credentials(credentials_path(workspace))
    assert known.annotators["rahasia"].token
    secrets = [*TOKENS, *(each.password for each in (known.admin, *known.annotators.values()))]
    assert not [secret for secret in secrets if secret in said]
    # What the database and Label Studio keep for themselves is not ours to write.
    private = [workspace / "server" / name for name in ("postgres", "label-studio")]
    files = [file for file in (*workspace.rglob("*"), *tmp_path.rglob("*")) if file.is_file()]
    files = [file for file in files if not any(file.is_relative_to(folder) for folder in private)]
    assert {"launch.json", "label-studio.log", "users.json", "config.yaml"} <= {file.name for file in files}
    written = {file: content(file) for file in files if file != credentials_path(workspace)}
    assert not [(file, secret) for file, text in written.items() for secret in secrets if secret in text]
    assert json.loads(credentials_path(workspace).read_text())["url"] in said


def content(file):
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
        return opened.read().decode(errors="replace")
