"""What is broken stops only what needs it: a whole examination where no server answers."""

import socket

import pytest

from annotate.labelstudio.doctor.examine import examine
from annotate.new_project import config_text, schema_contents


@pytest.fixture
def config(tmp_path):
    """The configuration of a project whose server is an address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file = tmp_path / "config.yaml"
    text = config_text("study", "work", ["ani"])
    file.write_text(text.replace("server: local", f"server: http://127.0.0.1:{port}"))
    for path, content in schema_contents(tmp_path).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return file


def never(config, files):
    raise AssertionError("nobody answers, so there is nothing to connect to")


def looked_at(config, connection=never):
    return {finding.subject: finding for finding in examine(config, None, connection)}


def test_without_an_answer_the_rest_is_unknown_and_never_ok(config):
    found = looked_at(config)
    assert (found["config"].state, found["schema"].state, found["launch"].state) == ("ok", "ok", "ok")
    assert found["server"].state == "problem"
    assert found["the rest"].state == "unknown"
    assert found["the rest"].sentence.startswith("version, clock, token")


@pytest.mark.parametrize(
    ("file", "broken", "subject"),
    [
        ("schemas/claim_stance.yaml", "name: [", "schema"),
        ("work/launch.json", "{", "launch"),
        ("config.yaml", "annotators: 3", "config"),
    ],
)
def test_one_broken_file_is_named_and_hides_no_other(config, file, broken, subject):
    path = config.parent / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(broken)
    found = looked_at(config)
    assert found[subject].state == "problem"
    assert found[subject].remedy
    assert {"config", "schema", "launch", "server"} <= found.keys()
    assert found["server"].state in ("problem", "unknown")
