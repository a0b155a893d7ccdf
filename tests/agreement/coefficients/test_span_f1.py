from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import Resampling, span_f1
from annotate.errors import InsufficientData

QUIET = Resampling(resamples=0)
SEEN = np.ones((3, 2), dtype=bool)
one_span = st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 8), st.integers(1, 6)).map(
    lambda span: (*span[:3], span[2] + span[3])
)
some_spans = st.lists(one_span, min_size=1, max_size=12)


def test_equal_spans_agree_and_none_is_not_one() -> None:
    spans = [(0, 0, 3, 9), (1, 0, 3, 9), (0, 1, 0, 4)]
    found = span_f1(spans, SEEN[:2])
    assert found.value == pytest.approx(2 / 3)
    assert (found.units, found.annotators, found.judgements) == (2, 2, 3)


def test_relaxed_credit_is_the_share_of_common_characters() -> None:
    spans = [(0, 0, 0, 10), (1, 0, 5, 10)]
    assert span_f1(spans, SEEN[:2]).value == 0
    assert span_f1(spans, SEEN[:2], relaxed=True).value == pytest.approx(2 * 5 / 15)


def test_a_span_is_matched_once() -> None:
    spans = [(0, 0, 0, 4), (0, 0, 0, 4), (1, 0, 0, 4)]
    assert span_f1(spans, SEEN[:2]).value == pytest.approx(2 / 3)
    assert span_f1(spans, SEEN[:2], relaxed=True).value == pytest.approx(2 / 3)


def test_a_sentence_that_one_annotator_skipped_does_not_count_for_the_pair() -> None:
    seen = np.array([[True, True], [True, False], [True, True]])
    spans = [(0, 0, 0, 4), (1, 0, 0, 4), (2, 0, 0, 4), (0, 1, 0, 4), (2, 1, 5, 9)]
    found = span_f1(spans, seen)
    assert found.pairs == (0.5, 1.0)
    assert found.value == pytest.approx((1 + 0.5 + 1) / 3)


@given(some_spans)
def test_exact_and_relaxed_follow_their_definitions(spans: list[tuple[int, ...]]) -> None:
    for relaxed in (False, True):
        assert span_f1(spans, SEEN, relaxed=relaxed, resampling=QUIET).value == pytest.approx(
            by_definition(spans, relaxed=relaxed), abs=1e-9
        )


@given(some_spans, st.permutations([0, 1, 2]), st.randoms(use_true_random=False))
def test_swapping_annotators_and_spans_changes_nothing(spans, names: list[int], random) -> None:
    swapped = [(names[annotator], *rest) for annotator, *rest in spans]
    random.shuffle(swapped)
    for relaxed in (False, True):
        before, after = (span_f1(each, SEEN, relaxed=relaxed, resampling=QUIET) for each in (spans, swapped))
        assert before.value == pytest.approx(after.value, abs=1e-12)
        assert before.pairs == pytest.approx(after.pairs, abs=1e-12)


def by_definition(spans: list[tuple[int, ...]], *, relaxed: bool) -> float:
    values = []
    for one, two in combinations(range(3), 2):
        credit = size = 0.0
        for sentence in range(2):
            first, second = ([s[2:] for s in spans if s[:2] == (who, sentence)] for who in (one, two))
            credit += best(first, second, relaxed=relaxed)
            size += len(first) + len(second)
        if size:
            values.append(2 * credit / size)
    return float(np.mean(values))


def best(first: list, second: list, *, relaxed: bool) -> float:
    """The best matching by trying all."""
    if not first:
        return 0.0
    rest = best(first[1:], second, relaxed=relaxed)
    for index, span in enumerate(second):
        common = max(0, min(first[0][1], span[1]) - max(first[0][0], span[0]))
        credit = 2 * common / (first[0][1] - first[0][0] + span[1] - span[0]) if relaxed else float(first[0] == span)
        rest = max(rest, credit + best(first[1:], second[:index] + second[index + 1 :], relaxed=relaxed))
    return rest


@pytest.mark.parametrize(
    ("spans", "seen", "reason"),
    [
        ([(0, 0, 0, 1)], [[True]], "one annotator"),
        ([(0, 0, 0, 1)], [[True], [False]], "no sentence was seen by two"),
        ([], [[True], [True]], "nobody marked"),
        ([(0, 0, 4, 4)], [[True], [True]], "empty"),
        ([(0, 0, 4)], [[True], [True]], "shape"),
        ([(7, 0, 0, 4)], [[True], [True]], "annotator 7, and `seen` has 2"),
        ([(0, 1, 0, 4)], [[True], [True]], "sentence 1, and `seen` has 1"),
        ([(2, 0, 0, 4), (0, 0, 0, 4)], [[True], [True], [False]], "annotator has not seen: 1"),
        ([(0, 0, 0, 4)], [True, True], "`seen` must have shape"),
    ],
)
def test_the_reason_says_what_is_needed(spans: list, seen: list, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        span_f1(spans, seen)
