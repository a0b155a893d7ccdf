"""Gold of another schema, which an export would lose parts of."""

from __future__ import annotations

from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_jsonl
from annotate.gold.make import FORMAT
from annotate.json_files import JsonObject
from annotate.schema.misfits import Misfits, made_under_another, under_another
from annotate.schema.model import Schema

AGAIN = "`annotate gold` writes it again"


def refuse_other_schema(gold: Path, schema: Schema) -> bool:
    """Refuse gold that was made under another schema than `schema`; whether some of it does not say its schema.

    Raises:
        WorkspaceError: as `SchemaCheck.refuse`.
    """
    check = SchemaCheck(gold, schema)
    for _, row in read_numbered_jsonl(gold, AGAIN, FORMAT):
        check.see(row)
    return check.refuse()


class SchemaCheck:
    """Sees the rows of gold, and refuses it if it was made under another schema than `schema`.

    Gold of version 0.1.0 has no stamp. It is taken if each of its answers fits the schema.
    """

    def __init__(self, gold: Path, schema: Schema) -> None:
        self._gold, self._schema = gold, schema
        self._other_stamp: object = None
        self._of_others, self._of_unstamped = Misfits(schema), Misfits(schema)
        self._some_unstamped = False

    def see(self, row: JsonObject) -> None:
        """Look at one row."""
        stamp = row.get("schema")
        if made_under_another(stamp, self._schema):
            self._other_stamp = stamp if self._other_stamp is None else self._other_stamp
            self._of_others.add(row)
        elif not isinstance(stamp, dict):
            self._some_unstamped = True
            self._of_unstamped.add(row)

    def refuse(self) -> bool:
        """Refuse gold of another schema, its rows being seen; whether some of it does not say its schema.

        Raises:
            WorkspaceError: it has another stamp, or none and answers that do not fit; the message says which elements
                differ.
        """
        differing, other = str(self._of_others | self._of_unstamped), self._other_stamp is not None
        if other or differing:
            what = under_another(self._other_stamp, self._schema) if other else "does not fit today's schema"
            raise WorkspaceError(
                f"{self._gold} {what}: {differing or 'what differs is not in this gold, and may be missing from it'}",
                "run `annotate gold` again under today's schema, or set `schema:` to the earlier schema",
            )
        return self._some_unstamped
