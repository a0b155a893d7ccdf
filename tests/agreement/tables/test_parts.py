"""Long tables measured by parts."""

import io

import numpy as np
import pytest

from annotate.agreement import Resampling, alpha, difference, measure_table_by, read_table
from annotate.errors import InsufficientData

ANSWERS = {"ani": "1212343411", "budi": "1212343422", "citra": "11223 4433"}


def table(*, articles: bool = True):
    """Ten units of three annotators, two an article; citra left one out."""
    heading = "unit,annotator,value" + ",article" * articles
    lines = [
        f"{unit},{name},{value}" + f",a{unit // 2}" * articles
        for name, answers in ANSWERS.items()
        for unit, value in enumerate(answers)
        if value != " "
    ]
    return read_table(io.StringIO("\n".join([heading, *lines])), "ordinal")


def codes() -> np.ndarray:
    return np.array([[" 1234".index(value) - 1 for value in answers] for answers in ANSWERS.values()])


def measured(by: str, measure: str = "alpha", *, articles: bool = True) -> dict:
    rows = measure_table_by(table(articles=articles), by)
    assert {row.by for row in rows} == {by}
    return {row.group: row.agreement for row in rows if row.agreement.measure == measure}


def test_each_pair_is_measured_alone() -> None:
    found = measured("pair")
    assert set(found) == {"ani budi", "ani citra", "budi citra"}
    assert found["ani citra"].value == pytest.approx(alpha(codes()[[0, 2]], "ordinal").value)


@pytest.mark.parametrize("articles", [True, False])
def test_leaving_an_annotator_out_has_a_difference_with_paired_resamples(articles: bool) -> None:
    change = measured("without", "alpha_difference", articles=articles)["citra"]
    left_out = codes()
    left_out[2] = -1
    of = np.arange(10) // 2 if articles else np.arange(10)
    expected = difference(*(alpha(part, "ordinal", articles=of) for part in (left_out, codes())))
    assert (change.value, change.interval) == (pytest.approx(expected.value), pytest.approx(expected.interval))
    assert f"resample:{'article' if articles else 'unit'}|" in change.signature


def test_each_article_is_called_by_its_name() -> None:
    found = measured("article")
    assert list(found) == ["a0", "a1", "a2", "a3", "a4"]
    assert found["a2"].value == pytest.approx(alpha(codes()[:, 4:6], "ordinal").value)


def test_numbers_are_categories_in_their_order_without_decimals() -> None:
    text = "unit,annotator,value\n1,a,10\n1,b,9.5\n2,a,2\n2,b,2.0\n"
    (found,) = read_table(io.StringIO(text), "ordinal")
    rows = measure_table_by([found], "category", resampling=Resampling(resamples=0))
    assert [row.group for row in rows if row.agreement.measure == "alpha"] == ["2", "9.5", "10"]


@pytest.mark.parametrize(
    ("by", "message", "hint"),
    [
        ("article", "the table has no column article", "add it, or choose from annotator"),
        ("round", "a table is not divided by round", "choose from annotator, article"),
        ("repeat", "a table is not divided by repeat", "choose from annotator, article"),
    ],
)
def test_a_column_that_is_not_there_is_named_with_what_is(by: str, message: str, hint: str) -> None:
    with pytest.raises(InsufficientData, match=message) as error:
        measure_table_by(table(articles=False), by)
    assert hint in error.value.hint
