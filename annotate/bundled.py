"""The schemas and seed articles that come with the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder `name` ("schemas", "seeds"): inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "bundle" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
