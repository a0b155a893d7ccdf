import io
from pathlib import Path

import pytest

from annotate.agreement import measure_table, read_table
from annotate.agreement.elements.units import Unit
from annotate.errors import InsufficientData, RecordError

HEADING = "unit,annotator,value\n"


def table(text: str) -> io.StringIO:
    return io.StringIO(text)


def test_labels_that_look_missing_stay_labels() -> None:
    text = HEADING + "1,a,nan\n1,b,None\n2,a,\n2,b,\n3,a,nan\n3,b,nan\n"
    (found,) = read_table(table(text))
    assert found.units.labels == ("", "None", "nan")
    assert measure_table([found])[0].agreement.judgements == 6


def test_variables_are_measured_one_by_one() -> None:
    text = "unit,annotator,variable,value\n" + "".join(
        f"{unit},{who},{variable},{value}\n"
        for variable in ("tone", "topic")
        for unit, values in enumerate(["xx", "xy", "yy"])
        for who, value in zip("ab", values, strict=True)
    )
    rows = measure_table(read_table(table(text)))
    assert {row.element for row in rows} == {"tone", "topic"}


def test_articles_are_resampled_where_the_table_has_them() -> None:
    lines = [
        f"{unit},{who},{unit % 2 if who == 'a' else unit % 3 % 2},{unit // 2}" for unit in range(8) for who in "ab"
    ]
    rows = measure_table(read_table(table("unit,annotator,value,article\n" + "\n".join(lines))))
    assert "resample:article|jackknife-t:4" in rows[0].agreement.signature


@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_numbers_are_ordered_as_numbers(level: str) -> None:
    (found,) = read_table(table(HEADING + "1,a,10\n1,b,9\n2,a,2\n2,b,2.0\n"), level)
    assert found.units.labels == (2, 9, 10)
    assert found.units.codes.tolist() == [[2, 0], [1, 0]]


@pytest.mark.parametrize(
    ("text", "level", "message"),
    [
        ("", "nominal", "it is empty"),
        ("unit,coder,value\n1,a,x\n", "nominal", "no column annotator: it has unit, coder, value"),
        (HEADING, "nominal", "heading but no judgements"),
        (HEADING + "1,a,x\n1,a,y\n", "nominal", "3: a judged the unit 1 twice"),
        (HEADING + "1,a\n", "nominal", "does not have 3 fields"),
        (HEADING + "1,a,x\n1,b,1\n", "interval", "2: 'x' is not a number, and the level is interval"),
        (HEADING + "1,a,nan\n1,b,1\n", "interval", "'nan' is not a number"),
        (HEADING + "1,a,low\n1,b,high\n", "ordinal", "2: 'low' is not a number, and the level is ordinal"),
        (HEADING + "1,,x\n1,b,x\n", "nominal", "2: the line has no annotator"),
        (HEADING + ",a,x\n1,b,x\n", "nominal", "2: the line has no unit"),
        ("unit,annotator,value,article\n1,a,x,A\n1,b,x,B\n", "nominal", "in the articles A and B"),
        (
            "unit,annotator,value,article\n1,a,x,A\n1,b,x,A\n2,a,x,\n2,b,y,\n",
            "nominal",
            "4: 2 of the 4 lines have no art",
        ),
        (HEADING + "1,a,x\n2,a,y\n", "nominal", "there is only one annotator"),
        (HEADING + "1,a,x\n2,b,y\n", "nominal", "no unit was judged by two annotators"),
        (HEADING + "1,a,x\n1,b,x\n", "nominal", "every judgement is 'x'"),
    ],
)
def test_a_bad_table_gets_a_sentence_of_its_own(text: str, level: str, message: str) -> None:
    with pytest.raises((RecordError, InsufficientData), match=message):
        measure_table(read_table(table(text), level))


def test_a_file_is_named_in_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(HEADING.encode() + b"1,a,\xff\n")
    with pytest.raises(RecordError, match=r"table\.csv: cannot read the table: it is not UTF-8"):
        read_table(file)
    with pytest.raises(RecordError, match=r"there is no file .*none\.csv"):
        read_table(tmp_path / "none.csv")
    file.write_text("\ufeff" + HEADING + "1,a,x\n1,b,y\n2,a,x\n2,b,x\n")
    assert read_table(file)[0].units.ids == (Unit("1"), Unit("2"))


def test_each_variable_may_have_its_own_level() -> None:
    text = "unit,annotator,variable,value\n" + "".join(
        f"{unit},{who},{variable},{value}\n"
        for variable, values in {"tone": ["12", "23", "31"], "topic": ["xx", "xy", "yy"]}.items()
        for unit, given in enumerate(values)
        for who, value in zip("ab", given, strict=True)
    )
    levels = {"tone": "ordinal"}
    rows = measure_table(read_table(table(text), levels))
    signatures = {row.element: row.agreement.signature for row in rows if row.agreement.measure == "alpha"}
    assert "|level:ordinal|" in signatures["tone"]
    assert "|level:nominal|" in signatures["topic"]


def test_the_scale_of_ac2_is_the_values_in_use_and_a_note_says_so() -> None:
    text = HEADING + "1,a,1\n1,b,2\n2,a,5\n2,b,5\n3,a,1\n3,b,1\n"
    (ac2,) = [
        row.agreement for row in measure_table(read_table(table(text), "ordinal")) if row.agreement.measure == "ac2"
    ]
    assert "labels:3|weights:ordinal" in ac2.signature
    assert "the scale is the 3 values in use" in ac2.note
