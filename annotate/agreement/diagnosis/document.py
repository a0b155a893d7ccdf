"""What agreement.json holds."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.agreement.diagnosis.diagnosis import Diagnosis
from annotate.agreement.diagnosis.methods import bibtex, methods
from annotate.agreement.elements.measurements import Measurement
from annotate.formats import with_format
from annotate.json_files import JsonObject

FORMAT = 1


def whole_document(rows: Sequence[Measurement], diagnosis: Diagnosis | None, records: str) -> JsonObject:
    """Every measure, where disagreement lies, what a paper may say, and the digest of the records measured."""
    document = with_format({"records": records, "rows": [row.to_json() for row in rows]}, FORMAT)
    document |= {"diagnosis": diagnosis.to_json()} if diagnosis else {}
    return document | {"methods": methods(rows), "bibtex": bibtex(rows)}
