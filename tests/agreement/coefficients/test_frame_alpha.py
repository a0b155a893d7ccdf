"""Alpha on whole sentences, with the distance 1 minus soft F1."""

import numpy as np
import pytest

from annotate.agreement import Frame, Resampling, frame_alpha, match_all
from annotate.agreement.coefficients import frame_alpha as frame_alphas
from annotate.errors import InsufficientData
from annotate.records.matches import distance


def frame(head: tuple[int, int], stance: str = "support") -> Frame:
    return Frame({"head": frozenset([head])}, {"stance": stance})


def alpha_of(annotators, **how):
    return frame_alpha(match_all(annotators), **how)


def test_equal_claims_give_one_and_claims_that_share_nothing_less_than_chance() -> None:
    same = [[frame((0, 5))], [], [frame((3, 9)), frame((12, 15))]]
    assert alpha_of([same, same]).value == 1
    assert alpha_of([[[frame((0, 5))], []], [[], [frame((0, 5))]]]).value < 0


def test_weights_count_and_the_signature_names_them() -> None:
    one, two = [[frame((0, 5))], []], [[frame((0, 5), "oppose")], []]
    alike = frame_alpha(match_all([one, two], {"stance": 0}))
    assert (alike.value, alpha_of([one, two]).value < 1) == (1, True)
    assert "|weights:stance=0|" in alike.signature


@pytest.mark.parametrize(
    ("annotators", "both", "reason"),
    [
        ([[[frame((0, 5))], None], [[], None]], False, "fewer than two sentences have two annotators$"),
        ([[[frame((0, 5))], []], [[frame((0, 5))], []]], True, "fewer than two sentences .* with a claim"),
        ([[[frame((0, 5))]] * 2] * 2, False, "every sentence has the same claims"),
    ],
)
def test_the_reason_says_what_is_missing(annotators: list, both: bool, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        alpha_of(annotators, both=both)


def sentences_apart(kinds: int) -> tuple[list, list]:
    rng = np.random.default_rng(1)
    truth = [[frame((int(at), int(at) + 4))] if at % 2 else [] for at in rng.integers(kinds, size=60)]
    return truth, [claims if rng.random() < 0.8 else [] for claims in truth]


def test_expected_distance_is_that_of_all_judgements_on_different_sentences() -> None:
    annotators = sentences_apart(40)
    judgements = [(at, claims) for one in annotators for at, claims in enumerate(one)]
    apart = [distance(one, two) for here, one in judgements for there, two in judgements if here != there]
    found = alpha_of(annotators, articles=np.arange(60) // 2)
    assert found.expected == pytest.approx(np.mean(apart), abs=1e-12)
    assert found.interval[0] < found.value < found.interval[1]
    assert "|pairs:all|" in found.signature
    assert "Monte Carlo" not in found.note


def test_where_it_is_sampled_the_signature_has_pairs_and_seed(monkeypatch) -> None:
    monkeypatch.setattr(frame_alphas, "SAMPLES", 100)
    annotators = sentences_apart(40)
    articles = np.arange(60) // 2
    found = alpha_of(annotators, articles=articles, resampling=Resampling(resamples=0, seed=7))
    assert "|pairs:100|pairs-seed:7|" in found.signature
    order = np.random.default_rng(2).permutation(60)
    shuffled = [[one[at] for at in order] for one in reversed(annotators)]
    again = alpha_of(shuffled, articles=articles[order], resampling=Resampling(resamples=0, seed=7))
    assert (found.value, found.note) == (again.value, again.note)


def test_what_sampling_leaves_uncertain_is_told(monkeypatch) -> None:
    annotators = sentences_apart(40)
    exact = alpha_of(annotators)
    monkeypatch.setattr(frame_alphas, "SAMPLES", 100)
    found = alpha_of(annotators)
    error = float(found.note.partition("Monte Carlo error ")[2])
    assert 0 < abs(found.value - exact.value) < 3 * error


def test_only_sentences_with_claims_can_be_asked_for() -> None:
    one = [[frame((0, 5))], [frame((9, 15))], [frame((3, 4))], []]
    two = [[frame((0, 5))], [frame((9, 14))], [], []]
    assert alpha_of([one, two], both=True).units == 2
    assert alpha_of([one, two]).units == 4
