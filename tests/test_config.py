"""config.yaml, the environment and the flags."""

from pathlib import Path

import pytest

from annotate.config import read_config
from annotate.errors import ConfigError


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LABEL_STUDIO_URL", raising=False)
    monkeypatch.delenv("ANNOTATE_WORKSPACE", raising=False)


def write(text: str) -> Path:
    file = Path("config.yaml")
    file.write_text(text)
    return file


def test_without_a_file_the_defaults_hold():
    config = read_config()
    assert (config.server, config.database, config.workspace) == ("local", "embedded", Path("work"))


def test_paths_in_the_file_start_at_its_folder(tmp_path):
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "config.yaml").write_text("workspace: here\n")
    assert read_config(Path("study/config.yaml")).workspace_path == Path("study/here")


def test_a_flag_wins_over_the_environment_and_that_over_the_file(monkeypatch):
    write("server: https://file.example.org\nworkspace: file\n")
    assert read_config().server == "https://file.example.org/"
    monkeypatch.setenv("LABEL_STUDIO_URL", "https://environment.example.org")
    assert read_config().server == "https://environment.example.org/"
    assert read_config(flags={"server": "local"}).server == "local"


def test_a_path_given_as_a_flag_starts_at_the_current_folder(tmp_path):
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "config.yaml").write_text("workspace: here\n")
    assert read_config(Path("study/config.yaml"), {"workspace": Path("there")}).workspace_path == tmp_path / "there"


@pytest.mark.parametrize("asked", ["repeat: 0.1", "workload: {ani: 2}"])
def test_a_shared_project_is_not_asked_for_what_it_cannot_do(asked):
    write(f"allocation:\n  blind: false\n  {asked}\n")
    with pytest.raises(ConfigError, match=f"{asked.partition(':')[0]}` needs `blind: true`"):
        read_config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sever: local\n", "config.yaml:1: sever: unknown key, did you mean server?"),
        ("name: a\nserver: label.example.org\n", "config.yaml:2: server: is neither `local` nor an address"),
        (
            "database: mysql://x/y\n",
            "config.yaml:1: database: is neither `embedded` nor an address like postgresql",
        ),
        ("schem: a.yaml\n", "config.yaml:1: schem: unknown key, did you mean schema?"),
        (
            "annotators:\n- {id: ani, email: ani}\n",
            "annotators ani, email: must be an e-mail address, like ani@example.org",
        ),
        ("annotators:\n- {id: Ani M, email: a@b.c}\n", "id: must be up to 30 letters a to z, digits, - and _"),
        ("annotators:\n- ani\n", "config.yaml:2: annotators, number 1: must have keys: {id: …, email: …}"),
        ("annotators: ani\n", "config.yaml:1: annotators: must be a list: in brackets with commas between, or"),
        ("annotators:\n", "config.yaml:1: annotators: is empty"),
        ("allocation: 3\n", "config.yaml:1: allocation: must have keys: {overlap: …}"),
        ("allocation: {blind: maybe}\n", "config.yaml:1: allocation, blind: must be true or false"),
        ("server: true\n", "config.yaml:1: server: must be text"),
        (
            "name: a\nannotators:\n- {id: a, email: a@b.c}\n- {id: a, email: d@b.c}\n",
            "config.yaml:2: annotators: two annotators have the id a",
        ),
        (
            "annotators:\n- {id: a, email: a@b.c}\n- {id: b, email: A@b.c}\n",
            "two annotators have the e-mail address a@b.c",
        ),
        ("allocation:\n  overlap: alle\n", "config.yaml:2: allocation, overlap: must be a number from 1, or `all`"),
        ("allocation:\n  overlap: 0\n", "config.yaml:2: allocation, overlap: must be a number from 1, or `all`"),
        ("allocation:\n  workload: {ani: 2}\n", "config.yaml:1: allocation: `workload` needs an `overlap` that is a"),
        ("language: Indonesian\n", "config.yaml:1: language: must be a code of two or three letters"),
        ("seed: x\n", "config.yaml:1: seed: must be a whole number"),
        ("- a\n", "config.yaml:1: must have keys: {name: …}"),
        ("seed: [\n", "config.yaml:2: is not YAML"),
        ("seed: 1\nseed: 2\n", "config.yaml:2: seed: is written twice"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(text, message):
    write(text)
    with pytest.raises(ConfigError) as caught:
        read_config()
    assert message in str(caught.value)


def test_a_file_may_say_its_format_and_a_newer_one_says_which_version_reads_it():
    write("format: 1\nname: a\n")
    assert read_config().name == "a"
    write("name: a\nformat: 2\n")
    with pytest.raises(ConfigError, match=r"config\.yaml:2: format: this version of annotate reads format 1; update"):
        read_config()


def test_a_file_asked_for_must_be_there():
    with pytest.raises(ConfigError, match=r"cannot read other\.yaml"):
        read_config(Path("other.yaml"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("database", "mysql://me:hunter2@host/db"),
        ("database", "host=db password=hunter2"),
        ("database", "me:hunter2@host/db"),
        ("database", "mysql://me:hunter2℀@host/db"),
        ("server", "https://bob:hunter2@host"),
        ("server", "bob:hunter2@host"),
        ("server", "https://hunter2@host"),
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(key, value):
    write(f"name: a\n{key}: {value}\n")
    with pytest.raises(ConfigError, match=f"config.yaml:2: {key}: ") as caught:
        read_config()
    assert "hunter2" not in caught.value.message + caught.value.hint


def test_an_address_with_a_password_says_where_a_token_goes(monkeypatch):
    monkeypatch.setenv("LABEL_STUDIO_URL", "https://bob:hunter2@host")
    with pytest.raises(ConfigError, match="put a token into `LABEL_STUDIO_API_KEY` instead") as caught:
        read_config()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("name", ["Ani Wijaya", "añi", "-ani", "ani/budi", ""])
def test_an_id_that_cannot_mark_a_project_is_refused_in_words(tmp_path, name):
    file = tmp_path / "config.yaml"
    file.write_text(f'annotators:\n  - {{id: "{name}", email: ani@example.org}}\n')
    with pytest.raises(
        ConfigError, match="id: must be up to 30 letters a to z, digits, - and _, beginning with a letter or digit"
    ):
        read_config(file)


@pytest.mark.parametrize("email", ["ani", "ani@local", "ani @example.org"])
def test_what_is_no_e_mail_address_is_refused_in_words(tmp_path, email):
    file = tmp_path / "config.yaml"
    file.write_text(f'annotators:\n  - {{id: ani, email: "{email}"}}\n')
    with pytest.raises(ConfigError, match="email: must be an e-mail address"):
        read_config(file)


@pytest.mark.parametrize(
    ("page", "server"),
    [
        ("https://label.example.org/projects/1", "https://label.example.org/"),
        ("https://label.example.org/projects/12/data?tab=3&labeling=1", "https://label.example.org/"),
        ("http://host:8080/label/projects/", "http://host:8080/label/"),
        ("http://host:8080/user/login/?next=/projects/", "http://host:8080/"),
        ("https://label.example.org/?tab=1", "https://label.example.org/"),
    ],
)
def test_the_address_of_a_page_is_refused_with_the_servers(page, server):
    with pytest.raises(ConfigError) as refused:
        read_config(flags={"server": page})
    assert str(refused.value) == f"server: this is the address of a page; write that of the server, {server}"


SECRET = "hunter2-secret"


@pytest.mark.parametrize(
    "line",
    [
        f"server: {SECRET}",
        f"server: https://host/?token={SECRET}",
        f"server: https://host/#{SECRET}",
        f"server: https://host/ {SECRET}",
        f"server: https://ani:{SECRET}@host",
        f"token: !secret {SECRET}",
        f"database: postgresql://ani:{SECRET}",
        f"database: postgresql://ani:{SECRET}/name",
        f"database: mysql://ani:{SECRET}@host/name",
    ],
)
def test_a_secret_in_the_wrong_place_is_refused_and_not_repeated(line):
    write(f"{line}\n")
    with pytest.raises(ConfigError) as refused:
        read_config()
    assert SECRET not in f"{refused.value.message} {refused.value.hint}"


@pytest.mark.parametrize(
    "database",
    ["postgresql:///name", "postgresql://[::1]:5432/name", "postgres://a,b:5432/?user=ani", "postgresql://ani:1@h/n"],
)
def test_every_kind_of_address_of_a_database_is_read(database):
    assert read_config(flags={"database": database}).database == database


@pytest.mark.parametrize("server", ["https://host/projects-of-ours/", "https://host/data/label", "https://host/user"])
def test_a_server_may_be_below_any_other_path(server):
    assert read_config(flags={"server": server}).server == server.rstrip("/") + "/"


def test_somebody_may_annotate_and_adjudicate_with_one_account(tmp_path) -> None:
    file = tmp_path / "config.yaml"
    ani = "[{id: ani, email: ani@example.org}]"
    file.write_text(f"annotators: {ani}\nadjudicators: {ani}\n")
    (adjudicator,) = read_config(file).adjudicators
    assert (adjudicator.id, adjudicator.own_sentences) == ("ani", False)


@pytest.mark.parametrize("other", ["{id: ani, email: dewi@example.org}", "{id: dewi, email: ani@example.org}"])
def test_an_annotator_and_an_adjudicator_share_both_id_and_address_or_neither(tmp_path, other) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(f"annotators: [{{id: ani, email: ani@example.org}}]\nadjudicators: [{other}]\n")
    with pytest.raises(ConfigError, match="share an id or an address, but not both"):
        read_config(file)
