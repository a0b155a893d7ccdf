"""Agreement as it is printed."""

import pytest

from annotate.agreement import Agreement, Measurement
from annotate.cli.agreement.tables import print_rows

ARTICLES = [f"2024-02-27-a-long-name-of-an-article-from-elsewhere-{number}" for number in range(2)]


def rows_of(measures: list[str], by: str, groups: list[str]) -> list[Measurement]:
    return [
        Measurement(
            "addressee_unmarked",
            "attribute",
            Agreement(measure, -0.12, interval=(-1.96, -0.05), units=2814, annotators=12, notes=("only 2 units",)),
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
    assert found.count("difference: how much the value rises without the annotator") == 1


def test_a_note_that_holds_for_every_part_is_said_once(capsys) -> None:
    print_rows(rows_of(["alpha"], "pair", ["ani budi", "ani citra"]))
    assert capsys.readouterr().out.count("only 2 units") == 1


def test_notes_say_which_measure_they_are_of(capsys) -> None:
    found = [
        Agreement(
            "frame_alpha",
            0.6,
            notes=(
                "only 5 articles",
                "Monte Carlo error 0.0011",
            ),
            units=9,
            annotators=3,
        )
    ]
    found += [Agreement("soft_frame_f1", 0.7, pairs=(0.61, 0.8), notes=("only 5 articles",), units=9, annotators=3)]
    print_rows([Measurement("claim", "claim", each) for each in found], every=True)
    notes = capsys.readouterr().out
    assert "claim frame_alpha: Monte Carlo error 0.0011" in notes
    assert "claim soft_frame_f1: 0.61 to 0.80 between pairs" in notes
    assert notes.count("only 5 articles") == 1


def test_a_category_says_how_often_it_was_chosen(capsys) -> None:
    print_rows(
        [Measurement("act", "attribute", Agreement("prevalence", 0.25, judgements=40), by="category", group="refuse")]
    )
    assert "refuse (10 of 40)" in capsys.readouterr().out


def test_long_names_of_elements_and_measures_stand_in_one_line_of_80_columns(capsys) -> None:
    found = Agreement("unitizing_alpha", -0.12, interval=(-1.96, -0.05), units=2814, annotators=12)
    print_rows([Measurement("addressee_unmarked", "attribute", found)], every=True)
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "2814" in line]
    assert "addressee_unmarked" in line
    assert len(line) <= 80


def test_a_number_that_rounds_to_zero_has_no_sign(capsys) -> None:
    print_rows(
        [Measurement("act", "attribute", Agreement("alpha", -0.001, interval=(-0.004, 0.2), units=9, annotators=3))]
    )
    assert "-0.00" not in capsys.readouterr().out


def test_worst_first_ranks_values_and_then_differences(capsys) -> None:
    values = {"alpha_difference": -0.2, "alpha": 0.4, "span_f1": 0.3}
    found = [
        Measurement("act", "attribute", Agreement(measure, value, units=9, annotators=3), by="without", group="ani")
        for measure, value in values.items()
    ]
    print_rows(found, worst=True)
    table = capsys.readouterr().out
    places = [table.index(f"act, {measure}") for measure in ("span_f1\n", "alpha\n", "alpha_difference\n")]
    assert places == sorted(places)


def test_no_line_of_a_table_in_a_file_ends_with_spaces(capsys) -> None:
    print_rows(rows_of(["alpha", "span_f1"], "", [""]))
    assert not [line for line in capsys.readouterr().out.splitlines() if line != line.rstrip()]
