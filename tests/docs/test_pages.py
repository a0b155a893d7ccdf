"""What the README and the pages of docs name exists."""

import re
import shlex

import pytest
import typer
from documents import PAGES, ROOT, blocks

from annotate.cli.commands import app

CODE = re.compile(r"`(annotate [a-z][^`]*)`")
PATH = re.compile(r"`((?:annotate|benchmarks|docs|schemas|seeds|tests)/[\w./-]*)`|\]\((?!https?:)([^)#]+)")
COMMANDS = typer.main.get_command(app)
WIDTH = 120
EVERY = [*PAGES, *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"))]


def every_page(test):
    return pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)(test)


@every_page
def test_lines_are_at_most_120_characters(page):
    lines = page.read_text().splitlines()
    # A row of a table cannot be broken.
    assert [line for line in lines if len(line) > WIDTH and not line.startswith("|")] == []


def all_commands(group, *before):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from all_commands(command, *before, name)
        else:
            yield " ".join((*before, name))


def test_the_table_of_commands_in_the_readme_has_each_command():
    """Each row begins with `annotate COMMAND`; a further name in it, such as `pull`, is in the same group."""
    rows = re.findall(r"^\| (`annotate [^|]*) \|", (ROOT / "README.md").read_text(), re.M)
    named = set()
    for row in rows:
        first, *others = re.findall(r"`([^`]+)`", row)
        words = [word for word in first.split()[1:] if re.fullmatch("[a-z][a-z-]*", word)]
        named |= {" ".join([*words[:-1], name]) for name in (words[-1], *others)}
    assert named == set(all_commands(COMMANDS))


def unknown(command):
    """The part of a command line that `annotate` does not have; "" if it has all."""
    group = COMMANDS
    for word in shlex.split(command, comments=True)[1:]:
        if hasattr(group, "commands"):
            if word not in group.commands:
                return word
            group = group.commands[word]
        elif word.startswith("--"):
            names = {name for parameter in group.params for name in (*parameter.opts, *parameter.secondary_opts)}
            if word.partition("=")[0] not in {*names, "--help"}:
                return word
    return ""


@every_page
def test_commands_and_their_options_exist(page):
    shell = [line for block in blocks(page) if block.language == "sh" for line in block.code.splitlines()]
    commands = [*CODE.findall(page.read_text()), *(line for line in shell if line.startswith("annotate "))]
    assert {command: unknown(command) for command in commands if unknown(command)} == {}


@every_page
def test_files_and_links_exist(page):
    """Of a path with a placeholder, such as `annotate/export/NAME.py`, the folder before it."""
    paths = [re.sub(r"/[A-Z]{4,}\b.*", "", code or link) for code, link in PATH.findall(page.read_text())]
    assert [path for path in paths if not any((at / path).exists() for at in (ROOT, page.parent))] == []
