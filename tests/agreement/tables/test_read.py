import io
from pathlib import Path

import pytest

from annotate.agreement import TableReading, measure_table, read_table
from annotate.agreement.elements.units import Unit
from annotate.agreement.tables.read import open_table
from annotate.errors import InsufficientData, RecordError

HEADING = "unit,annotator,value\n"


def table(text: str) -> io.StringIO:
    return io.StringIO(text)


def notes_of(text: str, **reading) -> str:
    return "\n".join(open_table(table(text), reading=TableReading(**reading)).notes)


def test_an_empty_cell_is_a_missing_judgement_and_counted() -> None:
    text = HEADING + "1,r1,pro\n2,r1,pro\n3,r1,con\n1,r2,pro\n2,r2,pro\n3,r2,\n1,r3, \n2,r3,pro\n3,r3,con\n"
    opened = open_table(table(text))
    assert opened.empty == 2
    alpha = measure_table(opened.variables)[0].agreement
    assert (alpha.value, alpha.judgements) == (1.0, 7)


def test_an_empty_cell_is_the_empty_set_where_answers_are_sets() -> None:
    opened = open_table(table("unit,annotator,tags\na,x,treaty|troops\na,y,treaty\nb,x,\nb,y,\n"), "set", TAGS)
    assert opened.empty == 0
    (found,) = opened.variables
    assert [found.units.labels[code] for code in found.units.codes[:, 1]] == [frozenset(), frozenset()]
    masi = measure_table([found])[0].agreement
    assert masi.judgements == 4
    # By hand: 1 - 1/2 · 2/3 apart in one unit of two; over all pairs of answers 2 (2/3) + 8 (1) of 12.
    assert masi.value == pytest.approx(1 - (2 / 3 / 2) / ((2 * 2 / 3 + 8) / 12))


TAGS = TableReading(columns={"value": ["tags"]})


def test_labels_that_look_missing_stay_labels_with_a_note_that_names_them() -> None:
    text = HEADING + "1,a,nan\n1,b,None\n2,a,x\n2,b,-\n3,a,nan\n3,b,nan\n"
    (found,) = read_table(table(text))
    assert found.units.labels == ("-", "None", "nan", "x")
    assert measure_table([found])[0].agreement.judgements == 6
    assert "'nan' (3 times) and 'None' (1 time) and '-' (1 time) are labels here" in notes_of(text)
    assert notes_of(text).endswith("add --missing 'nan' --missing 'None' --missing='-'")


def test_answers_that_were_named_missing_are() -> None:
    text = HEADING + "1,a,NA\n1,b,x\n2,a,x\n2,b,-\n3,a,y\n3,b,x\n"
    opened = open_table(table(text), reading=TableReading(missing=["NA", "-", "?"]))
    assert opened.missing == {"NA": 1, "-": 1, "?": 0}
    assert opened.variables[0].units.labels == ("x", "y")
    assert opened.notes == ("no answer is '?', which --missing names",)


@pytest.mark.parametrize(
    ("first", "second"), [("pro", "Pro"), ("pro", "pro "), ("1", "1.0"), ("für", "fu\u0308r"), ("no  one", "no one")]
)
def test_labels_that_differ_only_in_writing_stay_two_with_a_note(first: str, second: str) -> None:
    text = HEADING + f"1,a,{first}\n1,b,{second}\n2,a,x\n2,b,x\n"
    (found,) = read_table(table(text))
    assert len(found.units.labels) == 3
    assert "these labels differ only in case, in spaces or as 1 and 1.0" in notes_of(text)


def test_annotators_and_units_that_differ_only_in_writing_are_named_too() -> None:
    text = HEADING + "1,Ani,x\n1,ani,x\n2,Ani,y\n2.0,ani,y\n"
    assert "'Ani' and 'ani': these annotators differ only in case" in notes_of(text)
    assert "'2' and '2.0': these units differ only in case" in notes_of(text)
    assert not notes_of(HEADING + "1,a,x\n1,b,x\n2,a,y\n2,b,z\n")


def test_constant_answers_have_what_can_be_had_and_reasons_for_the_rest() -> None:
    found = {
        row.agreement.measure: row.agreement for row in measure_table(read_table(table(HEADING + "1,a,x\n1,b,x\n")))
    }
    assert found["observed"].value == 1
    assert found["alpha"].value is None
    assert found["alpha"].reason == "every judgement is 'x'"


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
        ("", "nominal", "the table is empty"),
        ("unit,who,value\n1,a,x\n", "nominal", "no column annotator: it has unit, who, value"),
        ("unit,annotator,tone\n1,a,x\n", "nominal", "no column value: it has unit, annotator, tone"),
        ("unit,annotator,value,Unit\n1,a,x,2\n", "nominal", "two columns could be the unit: unit and Unit"),
        (HEADING, "nominal", "heading but no judgements"),
        (HEADING + "1,a,x\n1,a,y\n", "nominal", "3: a judged the unit 1 twice"),
        (HEADING + "1,a\n", "nominal", "2: the line has 2 cells, and the heading 3"),
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
        (HEADING + "1,a,x\n2,a,y\n", "nominal", "only one annotator gave answers"),
        (HEADING + "1,a,x\n2,b,y\n", "nominal", "no unit was judged by two annotators"),
        (HEADING + '1,a,"x\n', "nominal", "this is not CSV"),
        ("unit,annotator,variable,value\n1,a,,x\n", "nominal", "2: the line has no variable"),
    ],
)
def test_a_bad_table_gets_a_sentence_of_its_own(text: str, level: str, message: str) -> None:
    with pytest.raises((RecordError, InsufficientData), match=message):
        measure_table(read_table(table(text), level))


def test_an_empty_separator_is_an_error() -> None:
    with pytest.raises(RecordError, match="the separator of a set's labels is empty"):
        read_table(table(HEADING + "1,a,x\n1,b,x\n"), "set", TableReading(separator=""))


def test_a_decimal_comma_gets_the_hint_to_write_a_point() -> None:
    with pytest.raises(RecordError) as caught:
        measure_table(read_table(table(HEADING + '1,a,"1,5"\n1,b,1\n'), "interval"))
    assert caught.value.hint.startswith("write it as 1.5")


def test_a_file_is_named_in_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(HEADING + "1,a\n")
    with pytest.raises(RecordError, match=r"table\.csv, line 2: the line has 2 cells"):
        read_table(file)
    with pytest.raises(RecordError, match=r"there is no file .*none\.csv"):
        read_table(tmp_path / "none.csv")
    file.write_text("\ufeff" + HEADING + "1,a,x\n1,b,y\n2,a,x\n2,b,x\n")
    assert read_table(file)[0].units.ids == (Unit("1"), Unit("2"))
    file.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(RecordError) as error:
        read_table(file)
    assert "give CSV or XLSX" in error.value.hint
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04 truncated")
    with pytest.raises(RecordError, match=r"table\.xlsx: this XLSX file is broken or not complete"):
        read_table(tmp_path / "table.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_that_split_reads_and_any_of_four_delimiters_is_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    names = ["Zoë", "René", "Jürgen", "Élodie", "Łukasz" if encoding.startswith("utf") else "Øyvind"]
    text = "Unit,ANNOTATOR,Value\n" + "".join(f"{unit},{name},für\n" for unit in range(5) for name in names)
    file = tmp_path / "table.csv"
    file.write_bytes(text.replace(",", delimiter).encode(encoding))
    (found,) = read_table(file)
    assert found.units.annotators == tuple(sorted(names))
    assert found.units.labels == ("für",)


def test_an_encoding_that_is_told_and_wrong_is_an_error_with_the_likeliest(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes((HEADING + "1,Zoë,für\n").encode("cp1252"))
    with pytest.raises(RecordError, match="not in the encoding that it was read in") as error:
        read_table(file, reading=TableReading(encoding="utf-8"))
    assert "--encoding cp1252" in error.value.hint


def test_a_sheet_is_read_like_the_same_table_in_csv(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in [("unit", "annotator", "value", None), (1, "a", 1), (1, "b", 2.0), (), (2, "a", None), (2, "b", 1.5)]:
        sheet.append(row)
    book.create_sheet("notes")
    book.save(tmp_path / "table.xlsx")
    opened = open_table(tmp_path / "table.xlsx", "interval")
    assert opened.layout.startswith("the sheet Sheet, the first of 2; long")
    (found,) = opened.variables
    assert (found.units.ids, found.units.labels, opened.empty) == ((Unit("1"), Unit("2")), (1.0, 1.5, 2.0), 1)
    assert found.units.codes.tolist() == [[0, -1], [2, 1]]


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


def test_numbers_as_large_as_they_get_are_values_of_a_scale() -> None:
    lines = ["1,a,{0}", "1,b,{0}", "2,a,-{0}", "2,b,{0}", "3,a,-{0}", "3,b,-{0}"]
    large, small = (
        measure_table(read_table(table(HEADING + "\n".join(lines).format(number)), "interval"))[0].agreement
        for number in ("1e308", "1")
    )
    assert large.value == pytest.approx(small.value)
