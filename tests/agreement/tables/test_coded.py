"""A long table read by its columns says what it says when it is read row by row."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.agreement.elements.levels import LEVELS
from annotate.agreement.tables.answers import Answers
from annotate.agreement.tables.coded import collect_coded
from annotate.agreement.tables.columns import find_columns
from annotate.agreement.tables.grid import open_grid
from annotate.agreement.tables.read import TableReading, open_table
from annotate.errors import InsufficientData, RecordError

HEADINGS = ("unit,annotator,value", "unit;annotator;value;article", "unit,annotator,variable,value", "Who,item,a,b")
PLAIN = ("a", "b", "A", " a", "", " ", "1", "1.0", "NA", "x|y", "é", "01", "na\u0301")
QUOTED = ('"a"', '"1"', '""', '"a,b;c"', '"é"')
ODD = ('"', 'a"b', ' "a"', '"a"b', '"a""b"', '"a\nb"')
CELLS = st.one_of(st.sampled_from(PLAIN), st.sampled_from(PLAIN + QUOTED), st.sampled_from(PLAIN + QUOTED + ODD))
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r"])
TOLD = {"Who,item,a,b": {"annotator": ["Who"], "unit": ["item"], "value": ["a", "b"]}}


def understood(source, heading: str, level: str) -> object:
    """What a table says, or the error that it is."""
    reading = TableReading(columns=TOLD.get(heading, {}), missing=["NA"])
    try:
        table = open_table(source, level, reading)
    except (RecordError, InsufficientData) as error:
        return error.message.removeprefix(f"{source}, ").removeprefix(f"{source}: "), getattr(error, "line", None)
    parts = [
        (
            one.variable,
            [str(unit) for unit in one.units.ids],
            one.units.annotators,
            one.units.codes.tolist(),
            one.units.labels,
            None if one.units.articles is None else one.units.articles.tolist(),
            one.articles,
        )
        for one in table.variables
    ]
    return parts, table.layout, table.empty, table.missing, table.notes


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(HEADINGS),
    st.sampled_from(["nominal", "ordinal", "set"]),
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6),
    ENDS,
    st.booleans(),
)
def test_columns_say_what_rows_say(tmp_path, heading, level, rows, end, ends):
    sign = ";" if ";" in heading else ","
    width = heading.count(sign) + 1
    lines = [heading, *(sign.join(row[:width]) for row in rows)]
    text = end.join(lines) + end * ends
    file = tmp_path / "table.csv"
    file.write_bytes(text.encode())
    assert understood(file, heading, level) == understood(io.StringIO(text, newline=""), heading, level)


def coded(file: Path) -> dict[str, Answers] | None:
    grid = open_grid(file)
    columns = find_columns(grid.columns, (), {}, file)
    return collect_coded(grid, columns, lambda name: Answers(name, LEVELS["nominal"], "|", file))


@pytest.mark.parametrize("row", ["u{},{},x\n", '"u{}","{}","x"\r\n', 'u{},{},"x, y"\n'])
def test_a_table_without_quotes_or_with_quotes_around_cells_is_read_by_its_columns(tmp_path, row):
    file = tmp_path / "table.csv"
    file.write_text("unit,annotator,value\n" + "".join(row.format(n, who) for n in range(12_000) for who in "ab"))
    assert len(coded(file)["value"].unit_names) == 12_000


@pytest.mark.parametrize("cell", ['a"b', '"a""b"', '"a\nb"', '"a"b', ' "a"'])
def test_a_table_with_quotes_within_cells_is_read_row_by_row(tmp_path, cell):
    file = tmp_path / "table.csv"
    file.write_text(f"unit,annotator,value\n1,a,{cell}\n1,b,x\n")
    assert coded(file) is None


@pytest.mark.parametrize(
    ("names", "note"),
    [
        ([f"u{n}" for n in range(11_000)], False),
        ([*(f"u{n}" for n in range(11_000)), "U7"], True),
        ([*map(str, range(11_000)), "7.0"], True),
        ([*(f"U{n}" for n in range(11_000)), "x  y", "x y"], True),
    ],
)
def test_many_units_that_differ_only_in_writing_are_noticed(tmp_path, names, note):
    file = tmp_path / "table.csv"
    file.write_text("unit,annotator,value\n" + "".join(f"{name},{who},x\n" for name in names for who in "ab"))
    table = open_table(file)
    assert any("these units differ only in case" in one for one in table.notes) == note
    assert np.all(table.variables[0].units.codes == 0)
