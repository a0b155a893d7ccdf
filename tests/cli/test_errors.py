"""What a user sees when something is wrong: one sentence, one hint, exit code 1, nothing half-written."""

import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from complaints import complaint

from annotate.new_project import bundled

ONE_SENTENCE = "Rusia menuntut jaminan keamanan dari NATO.\n"


@pytest.fixture
def project(annotate, tmp_path):
    """An initialised project with one split article."""
    (tmp_path / "article.txt").write_text(ONE_SENTENCE)
    assert annotate("init").code == 0
    assert annotate("split", "article.txt").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("command", "makes"),
    [
        (["push"], "annotate split"),
        (["pull"], "annotate push"),
        (["agreement"], "annotate pull"),
        (["gold"], "annotate pull"),
        (["export", "csv"], "annotate gold"),
    ],
)
def test_a_stage_without_its_input_names_the_command_that_makes_it(annotate, command, makes):
    assert annotate("init").code == 0
    message, hint = complaint(annotate(*command))
    assert message.startswith("there is no work/")
    assert message.endswith(" yet")
    assert makes in hint


@pytest.mark.parametrize(
    "command",
    [
        "push",
        "push --dry-run",
        "pull",
        "status",
        "agreement",
        "agreement --records r.jsonl",
        "gold",
        "export csv",
        "schema check",
        "schema diff",
        "schema xml",
        "schema codebook",
        "server start",
        "server status",
        "server stop",
    ],
)
def test_a_command_that_needs_a_configuration_says_that_there_is_none_here(annotate, tmp_path, command):
    message, hint = complaint(annotate(*command.split()))
    assert message == "no config.yaml here"
    assert "annotate init" in hint
    assert "--config" in hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command", ["schema check s.yaml", "schema xml s.yaml", "agreement --table t.csv", "split a.txt"]
)
def test_a_file_that_is_named_needs_no_configuration(annotate, tmp_path, command):
    (tmp_path / "s.yaml").write_text((bundled("schemas") / "stance.yaml").read_text())
    (tmp_path / "actors.yaml").write_text((bundled("schemas") / "actors.yaml").read_text())
    (tmp_path / "t.csv").write_text("unit,annotator,value\n1,ani,a\n1,budi,b\n2,ani,a\n2,budi,a\n")
    (tmp_path / "a.txt").write_text(ONE_SENTENCE)
    done = annotate(*command.split())
    assert (done.code, "config.yaml here" in done.err) == (0, False)


def test_init_overwrites_nothing(annotate, project):
    message, hint = complaint(annotate("init"))
    assert message == "config.yaml already exists"
    assert "nothing was written" in hint


def test_init_that_cannot_write_the_schemas_writes_no_configuration_either(annotate, tmp_path):
    (tmp_path / "schemas").write_text("")
    message, _ = complaint(annotate("init"))
    assert "schemas is not a folder" in message
    assert not (tmp_path / "config.yaml").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"  \n\n", "empty"), (b"jaminan \x93keamanan\x94 untuk Ukraina", "UTF-8")],
)
def test_an_unusable_article_is_named_and_nothing_is_written(annotate, tmp_path, content, message):
    (tmp_path / "article.txt").write_bytes(content)
    said, hint = complaint(annotate("split", "article.txt"))
    assert "article.txt" in said
    assert message in said
    assert hint
    assert not (tmp_path / "work").exists() or not list((tmp_path / "work").iterdir())


def test_a_file_that_is_not_utf8_is_read_with_the_encoding_of_the_hint(annotate, tmp_path):
    (tmp_path / "article.txt").write_bytes("“Jaminan keamanan” untuk Ukraina, kata Lavrov.".encode("cp1252"))
    _, hint = complaint(annotate("split", "article.txt"))
    assert "--encoding" in hint
    assert annotate("split", "article.txt", "--encoding", "cp1252").code == 0


def test_a_folder_without_articles_is_an_error(annotate, tmp_path):
    (tmp_path / "articles").mkdir()
    message, _ = complaint(annotate("split", "articles"))
    assert "articles" in message


def test_the_server_is_off(annotate, project):
    assert complaint(annotate("push")) == ("the local Label Studio is not running", "`annotate server start` starts it")


def test_a_server_of_ones_own_needs_a_token(annotate, project):
    message, hint = complaint(annotate("push", LABEL_STUDIO_URL="http://127.0.0.1:9"))
    assert "LABEL_STUDIO_API_KEY is not set" in message
    assert "Account & Settings" in hint


def test_nobody_answers_at_the_address(annotate, project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        message, hint = complaint(annotate("push", LABEL_STUDIO_URL=url, LABEL_STUDIO_API_KEY="x"))
    assert message.startswith(f"no Label Studio answers at {url}/")
    assert "annotate server start" in hint


def test_an_address_of_something_else_is_recognised(annotate, project):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{other.server_port}"
        message, _ = complaint(annotate("push", LABEL_STUDIO_URL=url, LABEL_STUDIO_API_KEY="x"))
        other.shutdown()
    assert message == f"{url}/ does not answer like Label Studio"


@pytest.mark.parametrize("token", ["wrong", "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"])
def test_a_wrong_token_is_refused_with_the_place_of_the_right_one(annotate, project, server, token):
    message, hint = complaint(annotate("push", LABEL_STUDIO_URL=server.url, LABEL_STUDIO_API_KEY=token))
    assert message.startswith(f"{server.url} does not accept the token")
    assert "Account & Settings" in hint
    assert not (project / "work" / "launch.json").exists()


def test_annotators_without_an_account_are_named_with_the_link_that_invites_them(annotate, project, server):
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("ani@example.org", "newcomer@example.org"))
    done = annotate("push", LABEL_STUDIO_URL=server.url, LABEL_STUDIO_API_KEY=server.admin.token)
    assert done.code == 0, done.err
    assert "newcomer@example.org has no account" in done.err
    assert f"{server.url}user/signup/?token=" in done.err
    assert "sent, 0 there already" in done.out


def test_a_schema_changed_after_the_launch_says_what_it_would_cost(annotate, project, server):
    environment = {
        "LABEL_STUDIO_URL": server.url,
        "LABEL_STUDIO_API_KEY": server.admin.token,
        "ANNOTATE_WORKSPACE": "drift",
    }
    (project / "config.yaml").write_text((project / "config.yaml").read_text().replace("name: ", "name: drift # "))
    assert annotate("split", "article.txt", **environment).code == 0
    assert annotate("push", **environment).code == 0
    schema = project / "schemas" / "claim_stance.yaml"
    schema.write_text(schema.read_text().replace("name: offer", "name: propose", 1))
    for command in ("push", "pull"):
        message, hint = complaint(annotate(command, **environment))
        assert "lost offer (0 annotations would be rejected) and gained propose" in message
        assert "restore version 1" in hint


def test_wrong_usage_is_exit_code_2(annotate):
    assert annotate("split").code == 2
    assert annotate("no-such-command").code == 2


def test_an_export_format_that_is_not_there_names_those_that_are(annotate, project):
    message, hint = complaint(annotate("export", "xls"))
    assert message == "there is no export format called 'xls'"
    assert "csv" in hint


def test_a_full_disk_under_stdout_is_said_and_not_passed_over(project):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "annotate", "schema", "check"]
        done = subprocess.run(command, cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("annotate: no space left for what is printed\nhint: ")


def test_what_the_locale_has_no_letters_for_is_printed_all_the_same(project):
    command = [sys.executable, "-m", "annotate", "push", "--dry-run"]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "±" in done.stdout
