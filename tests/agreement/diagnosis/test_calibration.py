"""What the calibration round says of intervals to come."""

import numpy as np
import pytest

from annotate.agreement.diagnosis.calibration import read_calibration
from annotate.allocation.precision import Assumptions

ASSUMED = Assumptions(together=10)


def calibration(annotated, claim, articles: int, label_in: int = 99) -> list:
    """A round in which three annotators see claims in some of the articles."""
    random = np.random.default_rng(3)
    records = []
    for number in range(10 * articles):
        truth = random.random() < 0.4
        for name in ("ani", "budi", "citra"):
            says = truth if random.random() < 0.8 else random.random() < 0.4
            says = says and number % articles < label_in
            records.append(annotated(name, number, [claim()] if says else [], f"a{number % articles}", round=0))
    return records


def test_more_sentences_than_the_calibration_had_make_the_interval_as_much_narrower(annotated, claim, schema) -> None:
    found = read_calibration(calibration(annotated, claim, 10), schema)
    (has_claim,) = [each for each in found if each.element == "has_claim"]
    assert (has_claim.articles, has_claim.annotators) == (10, 3)
    assert has_claim.half_width(400, 3, ASSUMED) == pytest.approx(1.96 * has_claim.error / 2)
    assert has_claim.half_width(100, 2, ASSUMED) > has_claim.half_width(100, 3, ASSUMED)


def test_the_same_sentences_say_less_if_they_come_in_longer_articles(annotated, claim, schema) -> None:
    (has_claim, *_) = read_calibration(calibration(annotated, claim, 10), schema)
    longer = ASSUMED._replace(together=40)
    assert has_claim.half_width(320, 3, longer) > 1.3 * has_claim.half_width(320, 3, ASSUMED)


def test_nine_articles_say_too_little_and_later_rounds_are_no_calibration(annotated, claim, schema) -> None:
    assert read_calibration(calibration(annotated, claim, 9), schema) == []
    later = [record.model_copy(update={"round": 1}) for record in calibration(annotated, claim, 10)]
    assert read_calibration(later, schema) == []


def test_a_label_in_four_of_twelve_articles_says_too_little(annotated, claim, schema) -> None:
    for label_in, names in ((4, []), (6, ["has_claim"])):
        found = read_calibration(calibration(annotated, claim, 12, label_in), schema)
        assert [each.element for each in found] == names
