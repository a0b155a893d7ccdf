"""Every import goes downwards, by the floors that docs/architecture.md lists; every folder opens with its map."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from documents import ROOT, blocks_checked_by

PACKAGE = "annotate"
# Project.launch() asks for what is above it only when somebody calls it.
UPWARDS = {("annotate.project", f"annotate.labelstudio.launch.{name}") for name in ("file", "model")}


class Arrow(NamedTuple):
    """That one module imports another."""

    source: str
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.source} imports {self.target} (line {self.line})"


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(file): file for file in (ROOT / PACKAGE).rglob("*.py")}


def imports(module: str, code: str) -> Iterator[Arrow]:
    """The arrows from a module; a name that is a module itself is meant, and not the folder it is in."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in MODULES else str(node.module) for name in named]
        else:
            continue
        yield from (Arrow(module, name, node.lineno) for name in names if name in MODULES and name != module)


FOLDERS = {name: file for name, file in MODULES.items() if file.name == "__init__.py"}


def read_floors() -> dict[str, list[list[str]]]:
    """Folder → its floors from the ground up, each with the rooms on it."""
    (block,) = blocks_checked_by("tests/test_architecture.py")
    floors: dict[str, list[list[str]]] = {}
    for paragraph in block.code.strip().split("\n\n"):
        folder, *lines = paragraph.split("\n")
        floors[folder] = [line.split() for line in reversed(lines)]
    return floors


FLOORS = read_floors()
ARROWS = [arrow for name, file in sorted(MODULES.items()) for arrow in imports(name, file.read_text(encoding="utf-8"))]


def room_in(folder: str, module: str) -> str:
    """The room of a folder that a module is in; empty if it is none, or the folder's face."""
    return module.removeprefix(f"{folder}.").split(".")[0] if module.startswith(f"{folder}.") else ""


def wrong_arrows(folder: str, arrows: list[Arrow]) -> list[Arrow]:
    """The arrows among a folder's rooms that do not go downwards."""
    floor = {room: number for number, rooms in enumerate(FLOORS[folder]) for room in rooms}
    ends = [(arrow, room_in(folder, arrow.source), room_in(folder, arrow.target)) for arrow in arrows]
    return [
        arrow
        for arrow, source, target in ends
        if source and target and source != target and (arrow.source, arrow.target) not in UPWARDS
        if floor[source] <= floor[target]
    ]


@pytest.mark.parametrize("folder", FLOORS)
def test_every_room_has_one_floor(folder):
    rooms = {room for name in MODULES if (room := room_in(folder, name))}
    assert sorted(room for floor in FLOORS[folder] for room in floor) == sorted(rooms)


@pytest.mark.parametrize("folder", FLOORS)
def test_no_arrow_goes_upwards_or_sideways(folder):
    assert list(map(str, wrong_arrows(folder, ARROWS))) == []


def test_nothing_imports_the_face_of_a_folder_that_it_is_in():
    inside = [arrow for arrow in ARROWS if arrow.source.startswith(f"{arrow.target}.") and arrow.target != PACKAGE]
    assert list(map(str, inside)) == []


def test_no_modules_import_each_other_in_a_circle():
    below: dict[str, set[str]] = {name: set() for name in MODULES}
    for arrow in ARROWS:
        if arrow.target != PACKAGE:  # its version
            below[arrow.source].add(arrow.target)
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("folder", FLOORS)
def test_an_arrow_upwards_or_sideways_would_be_found(folder):
    floors = FLOORS[folder]
    pairs = [(low[0], high[0]) for low, high in pairwise(floors)]
    pairs += [(floor[0], floor[1]) for floor in floors if len(floor) > 1]
    for source, target in pairs:
        name = next(name for name in MODULES if room_in(folder, name) == target)
        code = f"def run():\n    from {name} import anything\n"
        (arrow,) = imports(f"{folder}.{source}", code)
        assert wrong_arrows(folder, [arrow]) == [arrow]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_map_of_a_folder_names_each_of_its_rooms(folder):
    drawn = ast.get_docstring(ast.parse(FOLDERS[folder].read_text(encoding="utf-8"))) or ""
    rooms = {room for name in MODULES if (room := room_in(folder, name))}
    assert rooms - set(re.findall(r"\w+", drawn)) == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_tests_of_a_folder_are_in_a_folder_of_the_same_name(folder):
    inside = Path(*folder.split(".")[1:])
    assert any((ROOT / "tests" / inside).rglob("test_*.py"))
