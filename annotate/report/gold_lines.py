"""Gold as its file has it: read all at once, it takes seven times the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotate.errors import WorkspaceError
from annotate.formats import format_of
from annotate.gold.make import FORMAT
from annotate.gold.other_schema import AGAIN, SchemaCheck
from annotate.json_files import JsonObject, json_object, line_object, read_lines
from annotate.schema.model import Schema


class GoldLines(Iterable[JsonObject]):
    """Lines of gold.jsonl, which are read whenever they are asked for."""

    def __init__(self, lines: Mapping[str, bytes]) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[JsonObject]:
        return map(json_object, self._lines.values())

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def sentences(self) -> Iterable[str]:
        """The ids of the sentences that have gold."""
        return self._lines.keys()

    def of(self, sentence: str) -> JsonObject | None:
        """The gold of a sentence, if there is any."""
        line = self._lines.get(sentence)
        return json_object(line) if line else None


def read_gold_lines(file: Path, schema: Schema) -> GoldLines:
    """Read gold; none if there is no file.

    Raises:
        WorkspaceError: the file is broken, or was made under another schema.
    """
    lines: dict[str, bytes] = {}
    check = SchemaCheck(file, schema)
    for number, line in read_lines(file, AGAIN) if file.exists() else ():
        row = line_object(line, file, number, AGAIN)
        format_of(row, FORMAT, file, number)
        check.see(row)
        try:
            lines[row["sentence_id"]] = line
        except (KeyError, TypeError) as error:
            raise WorkspaceError(f"{file}:{number} has no sentence_id", AGAIN) from error
    check.refuse()
    return GoldLines(lines)
