"""Gold labels in the formats that other tools read: one module a format."""

from annotate.export.json_lines import write_jsonl
from annotate.export.rows import gold_rows
from annotate.export.table import write_csv

FORMATS = {"jsonl": write_jsonl, "csv": write_csv}

__all__ = ["FORMATS", "gold_rows", "write_csv", "write_jsonl"]
