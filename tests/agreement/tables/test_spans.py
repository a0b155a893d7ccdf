"""Tables of spans, read and measured."""

import io
from pathlib import Path

import numpy as np
import pytest

from annotate.agreement import Continuum, measure_span_table, read_spans, span_f1, unitizing_alpha
from annotate.agreement.tables.span_rows import trimmed
from annotate.errors import ConfigError, InsufficientData, RecordError

HEADING = "unit,annotator,start,end,label,length\n"
ROWS = [
    "1,ani,0,5,actor,30",
    "1,ani,10,15,act,30",
    "1,budi,0,5,actor,30",
    "1,budi,10,20,act,30",
    "2,ani,,,,25",
    "2,budi,3,6,act,25",
    "3,ani,0,4,act,20",
    "4,ani,2,8,actor,12",
    "4,budi,2,8,act,12",
]


def read(rows=ROWS, heading: str = HEADING, **reading):
    return read_spans(io.StringIO(heading + "\n".join(rows) + "\n"), **reading)


def measured(table, **chosen) -> dict:
    return {(row.element, row.agreement.measure): row.agreement for row in measure_span_table(table, **chosen)}


def test_an_empty_start_and_end_is_an_answer_and_no_row_is_missing() -> None:
    table = read()
    assert table.annotators == ("ani", "budi")
    assert table.seen.tolist() == [[True, True, True, True], [True, True, False, True]]
    assert measured(table)["act", "span_f1"].units == 3


def test_each_label_is_measured_as_spans_given_by_hand_are() -> None:
    found = measured(read())
    seen = np.array([[1, 1, 1, 1], [1, 1, 0, 1]], dtype=bool)
    acts = [(0, 0, 10, 15), (1, 0, 10, 20), (1, 1, 3, 6), (0, 2, 0, 4), (1, 3, 2, 8)]
    assert found["act", "span_f1"].value == span_f1(acts, seen).value == 0
    assert found["act", "relaxed_span_f1"].value == pytest.approx(span_f1(acts, seen, relaxed=True).value)
    lengths = [30, 25, 20, 12]
    assert found["act", "unitizing_alpha"].value == pytest.approx(unitizing_alpha(Continuum(acts, seen, lengths)).value)


def test_of_all_labels_together_a_span_counts_only_with_its_label() -> None:
    found = measured(read())
    # By hand: ani has 3 spans where budi saw the unit, and budi has 4; one is the same in place and label.
    assert found["all labels", "span_f1"].value == pytest.approx(2 * 1 / (3 + 4))
    values = [0, 1, 0, 1, 1, 1, 0, 1]
    spans = [(0, 0, 0, 5), (0, 0, 10, 15), (1, 0, 0, 5), (1, 0, 10, 20), (1, 1, 3, 6), (0, 2, 0, 4), (0, 3, 2, 8)]
    spans.append((1, 3, 2, 8))
    seen = np.array([[1, 1, 1, 1], [1, 1, 0, 1]], dtype=bool)
    expected = unitizing_alpha(Continuum(spans, seen, [30, 25, 20, 12], values))
    assert found["all labels", "unitizing_alpha"].value == pytest.approx(expected.value)


def test_labels_and_annotators_are_chosen() -> None:
    rows = [*ROWS, "1,citra,0,5,actor,30"]
    assert {element for element, _ in measured(read(rows), labels=["actor"])} == {"actor"}
    assert measured(read(rows), annotators=["ani", "citra"])["actor", "span_f1"].value == 1
    with pytest.raises(ConfigError, match="no label place"):
        measured(read(), labels=["place"])


def test_without_lengths_unitizing_alpha_says_what_it_needs() -> None:
    rows = [row.rpartition(",")[0] for row in ROWS]
    found = measured(read(rows, "unit,annotator,start,end,label\n"))
    assert found["act", "unitizing_alpha"].reason == "the length of the unit 1 is not known"
    assert found["act", "relaxed_span_f1"].value is not None


def test_a_text_gives_the_length_and_what_edges_are() -> None:
    heading = "doc_id\tcoder\tbegin\tend\ttext\n"
    rows = ["1\tx\t0\t6\tPeace, he said.", "1\ty\t0\t5\tPeace, he said."]
    whole, edges = (measured(read(rows, heading, trim=trim))["span", "span_f1"].value for trim in (False, True))
    assert (whole, edges) == (0, 1)
    assert read(rows, heading).lengths.tolist() == [15]
    assert trimmed("«Peace» ", 0, 8) == (1, 6)
    assert trimmed("a … b", 1, 4) == (1, 4)


def test_a_span_in_parts_is_read_as_its_parts_with_a_note() -> None:
    table = read(["1,a,0;10,4;15,x,20", "1,b,0,4,x,20", "1,b,0,4,x,20"])
    assert table.spans[:, 2:4].tolist() == [[0, 4], [10, 15], [0, 4]]
    assert table.notes[0] == "1 span in parts: each part is read as a span of its own"
    assert table.notes[1] == "1 span written twice by one annotator, counted once"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,a,3,,x,9", "2: the span has a start without an end"),
        ("1,a,5,3,x,9", "2: the span 5-3 is empty"),
        ("1,a,-1,3,x,9", "2: the start '-1' is not a whole number from 0"),
        ("1,a,1.5,3,x,9", "2: the start '1.5' is not a whole number"),
        ("1,,1,3,x,9", "2: the line has no annotator"),
        ("1,a,1,30,x,9", "the span 1-30 of a ends after the unit 1, of 9 characters"),
        ("1,a,1,3,x,9\n1,b,1,3,x,8", "3: the unit 1 has two lengths"),
        ("1,a,1;5,3,x,9", "2: the span has a start without an end"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(row: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        read([row])


def test_a_column_of_words_is_not_taken_for_texts() -> None:
    with pytest.raises(RecordError, match="the unit 1 has two texts") as error:
        read(["1,a,0,5,Peace", "1,b,10,14,said"], "unit,annotator,start,end,text\n")
    assert "if the column has the words of spans" in error.value.hint
    with pytest.raises(RecordError, match="--trim needs the texts"):
        read(trim=True)


def test_a_table_without_its_columns_or_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no column start and no column end: it has unit, annotator, from, to"):
        read(["1,a,0,3"], "unit,annotator,from,to\n")
    with pytest.raises(InsufficientData, match="a heading but no rows"):
        read([])
    with pytest.raises(InsufficientData, match="only one annotator"):
        measured(read(["1,a,0,3,x,9"]))


def test_a_unit_with_two_articles_or_none_is_an_error() -> None:
    heading = "unit,annotator,start,end,article\n"
    with pytest.raises(RecordError, match="3: the unit 1 has two articles"):
        read(["1,a,0,3,A", "1,b,0,3,B"], heading)
    with pytest.raises(RecordError, match="the unit 2 has no article"):
        read(["1,a,0,3,A", "2,b,0,3,"], heading)
    assert read(["1,a,0,3,A", "2,b,0,3,B", "3,b,,,A"], heading).articles.tolist() == [0, 1, 0]


def test_a_text_and_a_length_that_differ_are_an_error() -> None:
    with pytest.raises(RecordError, match="the text of the unit 1 has 2 characters, and its length is 4"):
        read(["1,a,0,2,🎉!,4"], "unit,annotator,start,end,text,length\n")
