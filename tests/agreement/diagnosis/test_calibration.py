"""What the calibration round says of intervals to come."""

import numpy as np
import pytest

from annotate.agreement.diagnosis.calibration import read_calibration


def calibration(annotated, claim, articles: int) -> list:
    random = np.random.default_rng(3)
    records = []
    for number in range(10 * articles):
        truth = random.random() < 0.4
        for name in ("ani", "budi", "citra"):
            says = truth if random.random() < 0.8 else random.random() < 0.4
            records.append(annotated(name, number, [claim()] if says else [], f"a{number % articles}", round=0))
    return records


def test_more_articles_than_the_calibration_had_make_the_interval_as_much_narrower(annotated, claim, schema) -> None:
    found = read_calibration(calibration(annotated, claim, 8), schema)
    (has_claim,) = [each for each in found if each.element == "has_claim"]
    assert (has_claim.articles, has_claim.annotators) == (8, 3)
    shares = (0.85, 0.15)
    assert has_claim.half_width(32, 3, shares) == pytest.approx(1.96 * has_claim.error / 2)
    assert has_claim.half_width(8, 2, shares) > has_claim.half_width(8, 3, shares)


def test_four_articles_say_nothing_and_later_rounds_are_no_calibration(annotated, claim, schema) -> None:
    assert read_calibration(calibration(annotated, claim, 4), schema) == []
    later = [record.model_copy(update={"round": 1}) for record in calibration(annotated, claim, 8)]
    assert read_calibration(later, schema) == []
