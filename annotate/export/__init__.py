"""Gold labels in the formats that other tools read: one module a format."""

from annotate.export.csv_table import write_csv
from annotate.export.jsonl import write_jsonl
from annotate.export.rows import gold_rows

FORMATS = {"jsonl": write_jsonl, "csv": write_csv}

__all__ = ["FORMATS", "gold_rows", "write_csv", "write_jsonl"]
