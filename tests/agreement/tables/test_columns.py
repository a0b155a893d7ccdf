"""Which column of a table is what."""

import io

import pytest

from annotate.agreement import TableReading, measure_table
from annotate.agreement.tables.read import open_table
from annotate.errors import RecordError


def opened(text: str, level="nominal", **columns: list[str]):
    return open_table(io.StringIO(text), level, TableReading(columns=columns))


LONG = "unit,annotator,value\na,x,pro\na,y,pro\nb,x,con\nb,y,pro\n"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Unit\tCoder\tLabel\na\tx\tpro\na\ty\tpro\nb\tx\tcon\nb\ty\tpro\n", {}),
        (
            LONG.replace("unit,annotator,value", "Nr,Who,Verdict"),
            {"unit": ["nr"], "annotator": ["Who"], "value": ["Verdict"]},
        ),
        ("id,x,y\na,pro,pro\nb,con,pro\n", {}),
        ("x,y,id\npro,pro,a\ncon,pro,b\n", {"annotator": ["x", "y"]}),
        ("id,text,coder_x,coder_y\na,One.,pro,pro\nb,Two.,con,pro\n", {}),
    ],
)
def test_layouts_of_one_table_give_the_same_answers(text: str, columns: dict[str, list[str]]) -> None:
    found, expected = opened(text, **columns), opened(LONG)
    assert [variable.units.codes.tolist() for variable in found.variables] == [
        variable.units.codes.tolist() for variable in expected.variables
    ]
    assert found.variables[0].units.ids == expected.variables[0].units.ids


def test_a_wide_table_has_a_column_an_annotator_and_a_text_is_not_one() -> None:
    wide = opened(
        "id,text,coder_1,coder_2,coder_3\n1,Talks failed.,pro,pro,con\n2,Rain fell.,con,con,con\n3,He left.,pro,,pro\n"
    )
    (found,) = wide.variables
    assert found.units.annotators == ("coder_1", "coder_2", "coder_3")
    assert (found.units.codes.shape, wide.empty) == ((3, 3), 1)
    assert wide.layout.endswith("wide, one column per annotator (coder_1, coder_2, coder_3), unit = id; not used: text")


def test_rows_are_units_where_no_column_names_them() -> None:
    (found,) = opened("rater A;rater B\n1;1\n2;1\n").variables
    assert [str(unit) for unit in found.units.ids] == ["1", "2"]
    assert found.units.annotators == ("rater A", "rater B")


@pytest.mark.parametrize("rows", ["pro,con\npro,pro\ncon,con\n", "1,2\n2,2\n1,1\n"])
def test_columns_that_are_called_like_answers_are_noted_as_the_first_line_may_be_judgements(rows: str) -> None:
    (note,) = opened(rows).notes
    assert "the first line has judgements" in note
    assert not opened("ani,budi\n" + rows).notes


def test_several_columns_of_values_are_variables_each_with_its_level() -> None:
    text = "unit,annotator,tone,topics\n1,a,1,x|y\n1,b,2,x\n2,a,2,\n2,b,2,\n"
    found = opened(text, {"tone": "ordinal", "topics": "set"}, value=["tone", "topics"])
    assert [(each.variable, each.units.level.name) for each in found.variables] == [
        ("tone", "ordinal"),
        ("topics", "set"),
    ]
    assert {row.element for row in measure_table(found.variables)} == {"tone", "topics"}


def test_numbered_columns_of_several_names_are_variables_too() -> None:
    found = opened("id,tone_1,tone_2,topic_1,topic_2\na,1,2,x,x\nb,2,2,x,y\n")
    assert [(each.variable, each.units.annotators) for each in found.variables] == [
        ("tone", ("1", "2")),
        ("topic", ("1", "2")),
    ]


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("id,text\n1,One.\n2,Two.\n", {}, "no column annotator and no column value: it has id, text"),
        (
            "id,q1,q2,coder_1,coder_2,coder_3\n1,a,b,x,x,x\n",
            {},
            "several groups of columns could be the annotators: q, coder",
        ),
        ("id,ani,ani\na,x,x\nb,y,x\n", {}, "several columns are called ani"),
        ("coder_1,Coder 1,coder_2\nx,y,x\ny,y,x\n", {}, "several columns are called Coder 1"),
        ("1,2,1\n2,2,1\n1,1,1\n", {}, "several columns are called 1"),
        ("unit,annotator,value\n", {"value": ["tone"]}, "the table has no column tone"),
        ("unit,annotator,Tone,tone,TONE\n", {"value": ["tOne"]}, "several columns are called tOne"),
    ],
)
def test_what_cannot_be_told_is_an_error(text: str, columns: dict[str, list[str]], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        opened(text, **columns)
