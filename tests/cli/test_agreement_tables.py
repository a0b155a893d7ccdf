"""Agreement as it is printed."""

import pytest

from annotate.agreement import Agreement, Row
from annotate.cli.agreement_tables import print_rows

ARTICLES = [f"2024-02-27-a-long-name-of-an-article-from-elsewhere-{number}" for number in range(2)]


def rows_of(measures: list[str], by: str, groups: list[str]) -> list[Row]:
    return [
        Row(
            "addressee_unmarked",
            "attribute",
            Agreement(measure, -0.12, interval=(-1.96, -0.05), units=2814, annotators=12, note="small: 2 units"),
            by=by,
            group=group,
        )
        for measure in measures
        for group in groups
    ]


@pytest.mark.parametrize("by", ["article", "without"])
def test_parts_of_long_names_take_one_line_of_80_columns(by: str, capsys) -> None:
    print_rows(rows_of(["alpha", "alpha_difference"], by, ARTICLES))
    table = capsys.readouterr().out.split("all: ")[0].splitlines()
    assert max(map(len, table)) <= 80
    assert sum("article-from-else" in line or "elsewhere-" in line for line in table) == 4


def test_parts_of_an_element_stand_below_each_other(capsys) -> None:
    mixed = sorted(rows_of(["alpha", "alpha_difference"], "without", ["ani", "budi"]), key=lambda row: row.group)
    print_rows(mixed)
    found = capsys.readouterr().out
    parts = [line.split("  ")[0].strip() for line in found.replace("   ", " ").splitlines() if "without" in line]
    assert [" ".join(part.split()[:2]) for part in parts][:4] == ["without ani", "without budi"] * 2
    assert "alpha_difference: how much alpha rises without the annotator" in found


def test_a_note_that_holds_for_every_part_is_said_once(capsys) -> None:
    print_rows(rows_of(["alpha"], "pair", ["ani budi", "ani citra"]))
    assert capsys.readouterr().out.count("small: 2 units") == 1
