"""The schema that docs/schemas.md begins with, and walks through."""

from pathlib import Path

from documents import ROOT, blocks

from annotate.schema import Schema, read_schema


def write_own_schema(folder: Path) -> Path:
    """Write the schema of the page, and the register that it names; return the schema's path."""
    schema, register = [block.code for block in blocks(ROOT / "docs" / "schemas.md") if block.language == "yaml"][:2]
    (folder / "promises.yaml").write_text(schema)
    (folder / "actors.yaml").write_text(register)
    return folder / "promises.yaml"


def read_own_schema(folder: Path) -> Schema:
    """The schema of the page, read from a folder."""
    return read_schema(write_own_schema(folder))
