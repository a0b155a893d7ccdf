"""The format of a file, by the end of its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotate.adjudication.by_file.csv_file import read_csv, write_csv
from annotate.adjudication.by_file.filled import Filled, Mistake
from annotate.adjudication.by_file.sheet import SheetSentence
from annotate.adjudication.by_file.yaml_file import read_yaml_file, write_yaml
from annotate.errors import RecordError

SUFFIXES = (".csv", ".yaml", ".yml")
_TABLES = (".csv", ".xlsx", ".xlsm")


def write_sheet(file: Path, sheet: Iterable[SheetSentence], adjudicator: str) -> None:
    """Write a file for an adjudicator to fill in.

    Raises:
        RecordError: the name of the file ends otherwise than `SUFFIXES`.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise RecordError(
            f"{file} has a name that ends in neither .csv nor .yaml", "choose a name that ends in .csv or .yaml"
        )
    (write_csv if suffix == ".csv" else write_yaml)(file, sheet, adjudicator)


def read_filled(file: Path) -> tuple[list[Filled], list[Mistake]]:
    """What was filled in, and what cannot be read, with its line.

    Raises:
        RecordError: the file is not there, or is not in a format that is read.
    """
    suffix = file.suffix.lower()
    if suffix in _TABLES:
        return read_csv(file), []
    if suffix in SUFFIXES:
        return read_yaml_file(file)
    raise RecordError(
        f"{file} has a name that ends in neither .csv nor .yaml", "give a file whose name ends in .csv, .xlsx or .yaml"
    )
