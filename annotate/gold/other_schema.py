"""Gold of another schema, which an export would lose parts of."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_jsonl
from annotate.gold.make import FORMAT
from annotate.schema.misfits import difference, made_under_another, under_another
from annotate.schema.model import Schema

AGAIN = "`annotate gold` writes it again"


def refuse_other_schema(gold: Path, schema: Schema) -> bool:
    """Refuse gold that was made under another schema than `schema`; whether some of it does not say its schema.

    Gold of version 0.1.0 has no stamp. It is read if each of its answers fits the schema.

    Raises:
        WorkspaceError: it has another stamp, or none and answers that do not fit; the message says which elements
            differ.
    """
    rows = [row for _, row in read_numbered_jsonl(gold, AGAIN, FORMAT)]
    others = [row for row in rows if made_under_another(row.get("schema"), schema)]
    unstamped = [row for row in rows if not isinstance(row.get("schema"), dict)]
    differing = difference(chain(others, unstamped), schema)
    if others or differing:
        what = under_another(others[0]["schema"], schema) if others else "does not fit today's schema"
        raise WorkspaceError(
            f"{gold} {what}: {differing or 'what differs is not in this gold, and may be missing from it'}",
            "run `annotate gold` again under today's schema, or set `schema:` to the earlier schema",
        )
    return bool(unstamped)
