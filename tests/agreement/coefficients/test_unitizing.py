import numpy as np
import pytest

from annotate.agreement import Continuum, Resampling, difference, unitizing_alpha
from annotate.errors import InsufficientData

QUIET = Resampling(resamples=0)


def by_counting_characters(spans, values, seen, lengths, form) -> float:
    """Unitizing alpha from what each annotator says about every character."""
    count = max(values, default=0) + 1
    coincidences, own, pairable = np.zeros((count + 1, count + 1)), np.zeros(count + 1), np.zeros(count)
    for sentence, length in enumerate(lengths):
        observers = [line for line in range(len(seen)) if seen[line][sentence]]
        if len(observers) < 2:
            continue
        units = {line: units_of(spans, values, line, sentence) for line in observers}
        says = {line: [count] * length for line in observers}
        for line in observers:
            for start, end, value in units[line]:
                says[line][start:end] = [value] * (end - start)
        for at in range(length):
            for one in observers:
                own[count] += says[one][at] == count
                for two in observers:
                    if one != two:
                        coincidences[says[one][at], says[two][at]] += 1 / (len(observers) - 1)
        for line in observers:
            for start, end, value in units[line]:
                own[value] += (end - start) ** 2
                met = [says[two][at] != count for at in range(start, end) for two in observers if two != line]
                pairable[value] += (sum(met) / (len(observers) - 1)) ** 2
    with np.errstate(all="ignore"):
        if form in ("u", "|u"):
            expected = chance(coincidences, own)
            apart = [coincidences, expected] if form == "u" else [np.array(t) for t in (coincidences, expected)]
            if form == "|u":
                return 1 - apart[0][:count, count].sum() / apart[1][:count, count].sum()
            return 1 - off_diagonal(apart[0]) / off_diagonal(apart[1])
        inner = coincidences[:count, :count]
        expected = chance(inner, pairable)
        if form == "cu":
            return 1 - off_diagonal(inner) / off_diagonal(expected)
        share = expected[:, form].sum() / inner[:, form].sum()
        return 1 - share * (inner[:, form].sum() - inner[form, form]) / (expected[:, form].sum() - expected[form, form])


def chance(coincidences: np.ndarray, own: np.ndarray) -> np.ndarray:
    totals = coincidences.sum(axis=1)
    return (np.outer(totals, totals) - np.diag(own)) / (totals.sum() - own.sum() / totals.sum())


def off_diagonal(table: np.ndarray) -> float:
    return table.sum() - np.trace(table)


def units_of(spans, values, line: int, sentence: int) -> list[list[int]]:
    units: list[list[int]] = []
    for value in sorted(set(values)):
        mine = sorted(s[2:] for s, v in zip(spans, values, strict=True) if (*s[:2], v) == (line, sentence, value))
        merged: list[list[int]] = []
        for start, end in mine:
            if merged and start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end, value])
        units += merged
    return units


def random_annotations(seed: int, values: int):
    rng = np.random.default_rng(seed)
    for _ in range(60):
        annotators, sentences = rng.integers(2, 5), rng.integers(1, 4)
        seen, lengths = rng.random((annotators, sentences)) < 0.85, rng.integers(8, 40, sentences)
        spans, given = [], []
        for line, sentence in np.argwhere(seen):
            at = 0
            for _ in range(rng.integers(0, 4)):
                start = at + int(rng.integers(0, 5))
                end = start + int(rng.integers(1, 7))
                value = int(rng.integers(values))
                for piece in [(start, end), (end - 1, end + 2)][: 1 + (rng.random() < 0.3)]:
                    if piece[1] <= lengths[sentence]:
                        spans.append((int(line), int(sentence), *piece))
                        given.append(value)
                        at = max(at, piece[1])
        yield spans, given, seen, lengths


@pytest.mark.parametrize(("form", "values"), [("u", 1), ("u", 3), ("|u", 1), ("|u", 3), ("cu", 2), ("cu", 3), (1, 3)])
def test_alpha_equals_a_count_of_characters(form: str | int, values: int) -> None:
    compared = 0
    for spans, given, seen, lengths in random_annotations(7, values):
        try:
            found = unitizing_alpha(Continuum(spans, seen, lengths, given), form=form, resampling=QUIET).value
        except InsufficientData:
            continue
        assert found == pytest.approx(by_counting_characters(spans, given, seen, lengths, form), abs=1e-9)
        compared += 1
    assert compared > 15


def test_equal_units_agree_perfectly() -> None:
    spans = [(line, 0, start, start + 5) for line in range(3) for start in (2, 20)]
    assert unitizing_alpha(Continuum(spans, np.ones((3, 1), dtype=bool), [40]), resampling=QUIET).value == 1


def test_with_one_value_boundaries_are_all_there_is() -> None:
    spans = [(0, 0, 0, 9), (1, 0, 4, 12), (2, 0, 20, 30)]
    both = [
        unitizing_alpha(Continuum(spans, np.ones((3, 1), dtype=bool), [40]), form=form, resampling=QUIET).value
        for form in ("u", "|u")
    ]
    assert both[0] == pytest.approx(both[1])


def test_order_and_swapping_change_nothing() -> None:
    spans = np.array([(0, 0, 0, 9), (1, 0, 4, 12), (2, 0, 20, 30), (1, 1, 0, 3)])
    seen, lengths = np.ones((3, 2), dtype=bool), [40, 10]
    before = unitizing_alpha(Continuum(spans, seen, lengths), resampling=QUIET).value
    spans[:, 0] = 2 - spans[:, 0]
    assert unitizing_alpha(Continuum(spans[::-1], seen, lengths), resampling=QUIET).value == pytest.approx(before)


def test_merged_spans_are_counted() -> None:
    spans = [(0, 0, 0, 9), (0, 0, 5, 12), (1, 0, 0, 12)]
    found = unitizing_alpha(Continuum(spans, np.ones((2, 1), dtype=bool), [40]), resampling=QUIET)
    assert found.value == 1
    assert found.note == "1 overlapping spans merged"


@pytest.mark.parametrize(
    ("spans", "values", "reason"),
    [
        ([], [], "nobody marked a unit"),
        ([(0, 0, 0, 99)], [0], "ends after its sentence"),
        ([(0, 0, 0, 9), (0, 0, 5, 12)], [0, 1], "overlap with different values"),
        ([(0, 0, 0, 40), (1, 0, 0, 40)], [0, 0], "nothing to tell apart"),
    ],
)
def test_the_reason_says_what_is_wrong(spans: list, values: list, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        unitizing_alpha(Continuum(spans, np.ones((2, 1), dtype=bool), [40], values))


@pytest.mark.parametrize(
    ("spans", "marked", "options", "reason"),
    [
        ([(7, 0, 0, 3)], {}, {}, "annotator 7, and `seen` has 3"),
        ([(2, 0, 0, 3)], {}, {}, "annotator has not seen: 1"),
        ([(0, 0, 0, 3)], {}, {"form": "ku"}, "'ku' is not a form"),
        ([(0, 0, 0, 3)], {}, {"form": -1}, "-1 is not a form"),
        ([(0, 0, 0, 3)], {"values": [0, 1]}, {}, "a number from 0 for each span"),
        ([(0, 0, 0, 3)], {"values": [-1]}, {}, "a number from 0 for each span"),
        ([(0, 0, 0, 3)], {"lengths": [10]}, {}, r"lengths have shape \(1,\), and there are 2 sentences"),
    ],
)
def test_what_does_not_fit_is_refused(spans: list, marked: dict, options: dict, reason: str) -> None:
    seen = [[True, True], [True, True], [False, True]]
    with pytest.raises(InsufficientData, match=reason):
        unitizing_alpha(Continuum(spans, seen, **({"lengths": [10, 10]} | marked)), **options)


def test_forms_are_measures_of_their_own_that_are_not_subtracted_from_each_other() -> None:
    spans, given = [(0, 0, 0, 9), (1, 0, 4, 12), (0, 1, 0, 5), (1, 1, 0, 5)], [0, 0, 1, 0]
    found = {
        form: unitizing_alpha(
            Continuum(spans, np.ones((2, 2), dtype=bool), [40, 10], given), form=form, articles=[0, 1]
        )
        for form in ("u", "|u", "cu", 0)
    }
    assert [each.measure for each in found.values()] == [
        "unitizing_alpha",
        "boundary_alpha",
        "value_alpha",
        "one_value_alpha",
    ]
    with pytest.raises(InsufficientData, match="different measures"):
        difference(found["u"], found["cu"])


@pytest.mark.parametrize("form", ["u", "|u", "cu", 3])
def test_what_is_kept_of_an_article_grows_with_the_values_and_not_with_their_pairs(form: str | int) -> None:
    spans = [(line, value, 0, 5 + line) for value in range(40) for line in range(2)]
    given = [span[1] for span in spans]
    seen = np.ones((2, 40), dtype=bool)
    found = unitizing_alpha(
        Continuum(spans, seen, [20] * 40, given), form=form, articles=np.arange(40) // 4, resampling=QUIET
    )
    articles, statistics = found.sums.rows.shape
    assert articles == 10
    assert statistics <= (4 if form == 3 else 2 * 41 + 1)
