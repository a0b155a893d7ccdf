"""Cells of CSV files as spreadsheets show them, and do not compute them."""

from __future__ import annotations

ENCODING = "utf-8-sig"
"""UTF-8 with the mark by which spreadsheets know it."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    """The cell with ' in front if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
