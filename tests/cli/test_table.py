"""Tables at any width of the terminal."""

import pytest

from annotate.cli import table
from annotate.cli.table import print_table

HEADINGS = ("annotator", "round", "last seen")
ROWS = [("a-name-of-thirty-letters-in-all", "calibration", "26 Nov 07:10"), ("budi", "1", "–")]


@pytest.fixture
def printed(monkeypatch, capsys):
    """The lines of a table on a terminal of so many columns."""

    def lines(columns, headings=HEADINGS, rows=ROWS, **options):
        monkeypatch.setattr(table, "width", lambda: columns)
        print_table(headings, rows, **options)
        return capsys.readouterr().out.splitlines()

    return lines


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 61, 80, 200])
@pytest.mark.parametrize("narrow", [True, False])
def test_no_word_is_broken_and_no_line_is_longer_than_it_must_be(printed, columns, narrow):
    lines = printed(columns, narrow=narrow)
    words = {word for row in ROWS for cell in row for word in cell.split()}
    assert words <= {word for line in lines for word in line.split()}
    assert max(map(len, lines)) <= max(columns, len("annotator  ") + len(ROWS[0][0]))


def test_a_wide_terminal_is_used(printed):
    long = "seven words of a sentence to see " * 4
    assert len(printed(80, ("answer", "now", "times"), [(long, long, "3")], numbers_from=2)) > 5
    assert len(printed(400, ("answer", "now", "times"), [(long, long, "3")], numbers_from=2)) == 5


def test_what_is_too_wide_is_a_list_of_cells(printed):
    assert printed(45)[1:4] == [
        "annotator  a-name-of-thirty-letters-in-all",
        "round      calibration",
        "last seen  26 Nov 07:10",
    ]


def test_names_with_signs_of_markup_stay(printed):
    assert any("[red]x[/]" in line for line in printed(80, rows=[("[red]x[/]", "1", "–")]))
