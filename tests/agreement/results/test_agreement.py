import numpy as np
import pytest

from annotate.agreement import (
    Continuum,
    alpha,
    cohen_kappa,
    difference,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    observed_agreement,
    unitizing_alpha,
)

ONE, TWO = [0, 1, 1, 0, 2, 2], [0, 1, 0, 0, 2, 1]
BY_UNIT = alpha([ONE, TWO], articles=np.arange(6))
SPANS = [(0, 0, 0, 4), (1, 0, 2, 6)]


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (alpha([ONE, TWO]), {"observed_disagreement", "expected_disagreement"}),
        (unitizing_alpha(Continuum(SPANS, np.ones((2, 1)), [9])), {"observed_disagreement", "expected_disagreement"}),
        (cohen_kappa(ONE, TWO), {"observed_agreement", "expected_agreement"}),
        (fleiss_kappa([ONE, TWO]), {"observed_agreement", "expected_agreement"}),
        (gwet_ac1([ONE, TWO]), {"observed_agreement", "expected_agreement"}),
        (gwet_ac2([ONE, TWO], 3), {"observed_agreement", "expected_agreement"}),
        (observed_agreement([ONE, TWO]), {"observed_agreement"}),
        (difference(BY_UNIT, BY_UNIT), {"first_alpha", "second_alpha"}),
    ],
    ids=lambda value: getattr(value, "measure", ""),
)
def test_json_says_whether_agreement_or_disagreement_was_counted(found, names: set[str]) -> None:
    assert {name for name in found.to_json() if "agreement" in name or name.endswith("_alpha")} == names
    assert "observed" not in found.to_json()


def test_disagreement_is_what_agreement_leaves() -> None:
    row, other = alpha([ONE, TWO]).to_json(), observed_agreement([ONE, TWO]).to_json()
    assert row["observed_disagreement"] == pytest.approx(1 - other["observed_agreement"])
