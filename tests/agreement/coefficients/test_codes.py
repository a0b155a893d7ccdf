import numpy as np
import pytest

from annotate.agreement import alpha, codes_of
from annotate.errors import InsufficientData


def test_rows_in_any_order_give_the_array() -> None:
    found = codes_of([7, 3, 3, 9], ["b", "a", "b", "a"], ["x", "y", "x", "x"])
    assert found.codes.tolist() == [[1, -1, 0], [0, 0, -1]]
    assert (list(found.annotators), list(found.units), list(found.labels)) == (["a", "b"], [3, 7, 9], ["x", "y"])


@pytest.mark.parametrize("offset", [0, 10**12])
def test_large_and_small_numbers_give_the_same_alpha(offset: int) -> None:
    rng = np.random.default_rng(1)
    codes = rng.integers(4, size=(3, 50))
    annotators, units = np.indices(codes.shape)
    found = codes_of(units.ravel() * 10**6 + offset, annotators.ravel(), codes.ravel())
    assert found.codes.tolist() == codes.tolist()
    assert alpha(found.codes).value == alpha(codes).value


def test_many_labels_fit() -> None:
    found = codes_of(np.arange(300), np.zeros(300, dtype=int), np.arange(300))
    assert found.codes.max() == 299


def test_a_judgement_given_twice_is_refused() -> None:
    with pytest.raises(InsufficientData, match="twice"):
        codes_of([1, 1], ["a", "a"], ["x", "y"])
    with pytest.raises(InsufficientData, match="equal length"):
        codes_of([1, 1], ["a"], ["x", "y"])


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (["x", None, "x", "y"], ["x", "y"]),
        (["x", float("nan"), "x", "y"], ["x", "y"]),
        ([1.0, float("nan"), 1.0, 2.0], [1, 2]),
        (np.array([1, np.nan, 1, 2], dtype=np.float32), [1, 2]),
        (np.array(["x", None, "x", "y"], dtype=object), ["x", "y"]),
        ([None, None, None, None], []),
    ],
)
def test_none_and_nan_are_missing(values, labels: list) -> None:
    found = codes_of([1, 1, 2, 2], ["a", "b", "a", "b"], values)
    assert list(found.labels) == labels
    assert found.codes.tolist() == ([[0, 0], [-1, 1]] if labels else [[-1, -1], [-1, -1]])


@pytest.mark.parametrize("kind", [list, np.array])
def test_texts_that_look_missing_are_labels(kind) -> None:
    found = codes_of([1, 1, 2, 2], ["a", "b", "a", "b"], kind(["nan", "None", "", "nan"]))
    assert list(found.labels) == ["", "None", "nan"]
    assert found.codes.min() == 0


def test_labels_of_codes_go_into_alpha() -> None:
    found = codes_of([1, 1, 2, 2], ["a", "b", "a", "b"], [10, 10, 20, 30])
    assert alpha(found.codes, "interval", labels=found.labels).value == pytest.approx(
        alpha([[0, 1], [0, 2]], "interval").value
    )


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([1, None], ["a", "a"], ["x", "y"]), "1 rows have no unit"),
        (([1, 2], ["a", None], ["x", "y"]), "1 rows have no annotator"),
        (([1, 2], ["a", "b"], np.array(["x", 1], dtype=object)), "a column mixes int and str"),
    ],
)
def test_the_reason_says_which_rows_are_wrong(columns: tuple, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        codes_of(*columns)
