"""What is public in Python, as the docstring of the package says, and what the docs use of it."""

import ast
import importlib
import inspect
import re

import pytest
from documents import PAGES, blocks

import annotate

FACE = inspect.getdoc(annotate).partition("What is public in Python\n")[2].partition("\nPublic are")[0]
PUBLIC = ["annotate", *(f"annotate.{name}" for name in re.findall(r"^    (\w+)", FACE, re.M) if name != "annotate")]
IMPORTS = [
    (block, node)
    for page in PAGES
    for block in blocks(page)
    if block.language == "python"
    for node in ast.walk(ast.parse(block.code))
    if isinstance(node, ast.ImportFrom) and node.module.startswith("annotate")
]


@pytest.mark.parametrize("module", PUBLIC)
def test_every_public_name_exists_and_says_what_it_is(module):
    face = importlib.import_module(module)
    public = [getattr(face, name) for name in face.__all__]
    assert public
    assert [
        item for item in public if inspect.isclass(item) or inspect.isroutine(item) if not inspect.getdoc(item)
    ] == []


@pytest.mark.parametrize(("block", "imported"), IMPORTS, ids=lambda value: getattr(value, "module", str(value)))
def test_the_docs_import_only_what_is_public(block, imported):
    assert imported.module in PUBLIC
    assert {alias.name for alias in imported.names} <= set(importlib.import_module(imported.module).__all__)
