import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import Frame, Resampling, frame_f1, match_all, role_f1, soft_frame_f1
from annotate.errors import InsufficientData
from annotate.records.frames import similarity
from annotate.records.matches import match

QUIET = Resampling(resamples=0)


def frame(head: tuple[int, int], stance: str = "support", **roles: tuple[int, int]) -> Frame:
    filled = {"head": head, **roles}
    return Frame({role: frozenset([place]) for role, place in filled.items()}, {"stance": stance})


places = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda place: (place[0], place[0] + place[1]))
frames = st.builds(frame, places, st.sampled_from(["support", "oppose"]))
claims = st.lists(frames, max_size=3)
sentences = st.lists(st.none() | claims, min_size=4, max_size=4)


def test_equal_claims_agree_in_every_way() -> None:
    same = [[frame((0, 5), cue=(6, 8))], [], [frame((3, 9)), frame((12, 15))]]
    assert frame_f1([same, same]).value == 1
    assert soft_frame_f1(match_all([same, same])).value == 1


def test_half_a_claim_counts_half() -> None:
    one, two = frame((0, 10)), frame((0, 10), "oppose")
    assert similarity(one, two) == 0.5
    assert frame_f1([[[one]], [[two]]]).value == 0
    assert soft_frame_f1(match_all([[[one]], [[two]]])).value == 0.5


def test_weights_say_what_matters() -> None:
    assert similarity(frame((0, 10)), frame((0, 10), "oppose"), {"head": 3}) == 0.75


def test_a_role_that_neither_fills_does_not_count() -> None:
    assert similarity(frame((0, 10)), frame((5, 10))) == pytest.approx((2 * 5 / 15 + 1) / 2)
    assert similarity(frame((0, 10), cue=(11, 12)), frame((0, 10))) == pytest.approx(2 / 3)


def test_claims_are_matched_for_the_greatest_total() -> None:
    first, second = [frame((0, 10)), frame((0, 8))], [frame((0, 10))]
    assert match(first, second).pairs == ((0, 0),)
    assert match(first[::-1], second).pairs == ((1, 0),)


@given(st.lists(sentences, min_size=2, max_size=3))
def test_swapping_annotators_changes_nothing(annotators: list) -> None:
    for measure in (frame_f1, lambda frames, **options: soft_frame_f1(match_all(frames), **options)):
        try:
            before = measure(annotators, resampling=QUIET)
        except InsufficientData:
            continue
        after = measure(annotators[::-1], resampling=QUIET)
        assert before.value == pytest.approx(after.value, abs=1e-12)
        assert 0 <= before.value <= 1 + 1e-12


@given(claims, claims)
def test_soft_agreement_is_never_below_strict(first: list, second: list) -> None:
    if first or second:
        strict = frame_f1([[first], [second]], resampling=QUIET).value
        soft = soft_frame_f1(match_all([[first], [second]]), resampling=QUIET).value
        assert soft >= strict - 1e-12


def test_role_agreement_is_given_the_claim() -> None:
    one = [[frame((0, 5), cue=(6, 8))], [frame((0, 5))], [frame((0, 5), cue=(6, 9))]]
    two = [[frame((0, 5), cue=(6, 8))], [frame((0, 5), cue=(6, 8))], []]
    found = role_f1(match_all([one, two]), "cue")
    assert found.value == pytest.approx(2 / 3)
    assert found.judgements == 3
    assert found.counts == {"matched_claims": 2, "filled_by_one": 1}
    assert found.to_json()["counts"] == found.counts
    assert found.note.endswith("2 matched claims; filled by one of the two only in 1")


# Few places, so that there are many matchings with the same total.
tied = st.builds(
    lambda stance, cue: frame((0, 4), stance, **({"cue": cue} if cue else {})),
    st.sampled_from(["support", "oppose"]),
    st.sampled_from([None, (10, 12), (10, 14)]),
)


@given(st.lists(st.lists(st.lists(tied, max_size=3), min_size=2, max_size=2), min_size=2, max_size=3), st.randoms())
def test_neither_the_order_of_claims_nor_that_of_annotators_changes_a_role(annotators: list, random) -> None:
    try:
        before = role_f1(match_all(annotators), "cue", resampling=QUIET)
    except InsufficientData:
        return
    shuffled = [[random.sample(claims, len(claims)) for claims in one] for one in annotators]
    after = role_f1(match_all(random.sample(shuffled, len(shuffled))), "cue", resampling=QUIET)
    assert before.value == pytest.approx(after.value, abs=1e-12)
    assert (before.counts, before.judgements) == (after.counts, after.judgements)


def test_one_equal_answer_is_enough_to_match_claims() -> None:
    here, there = frame((0, 5)), frame((30, 40))
    assert match([here], [there]).pairs == ((0, 0),)
    assert match([here], [frame((30, 40), "oppose")]).pairs == ()


def test_the_signature_names_weights_that_are_not_1() -> None:
    same = [[frame((0, 5))], [frame((3, 9))]]
    weights = {"head": 2, "stance": 1, "cue": 0.5}
    for measured in (
        soft_frame_f1(match_all([same, same], weights)),
        role_f1(match_all([same, same], weights), "head"),
    ):
        assert "|weights:cue=0.5,head=2|" in measured.signature
    assert "weights" not in soft_frame_f1(match_all([same, same], {"head": 1})).signature
    assert "weights" not in frame_f1([same, same], weights=weights).signature


def test_a_part_without_weight_does_not_count_in_strict_f1_either() -> None:
    one, two = frame((0, 10)), frame((0, 10), "oppose")
    found = frame_f1([[[one]], [[two]]], weights={"stance": 0, "head": 2})
    assert found.value == 1
    assert "|weights:stance=0|" in found.signature


@pytest.mark.parametrize(
    ("annotators", "reason"),
    [
        ([[[]]], "one annotator"),
        ([[None, []], [[], None]], "no sentence was seen by two"),
        ([[[]], [[]]], "nobody marked"),
        ([[[]], [[], []]], "different numbers of sentences"),
    ],
)
def test_the_reason_says_what_is_needed(annotators: list, reason: str) -> None:
    with pytest.raises(InsufficientData, match=reason):
        frame_f1(annotators)
    with pytest.raises(InsufficientData, match=reason):
        soft_frame_f1(match_all(annotators))


def test_the_example_of_the_documentation() -> None:
    text = "NATO Tak Akan Kirim Pasukan jika Rusia Serang Ukraina"

    def marked(cue: str, condition: str, **more: str) -> Frame:
        words = {"guarantee": "Kirim Pasukan", "claimant": "NATO", "cue": cue, "condition": condition, **more}
        places = {role: (text.index(part), text.index(part) + len(part)) for role, part in words.items()}
        attributes = {"act": "refuse", "stance": "oppose", "category": frozenset(["troops"])}
        return Frame({role: frozenset([place]) for role, place in places.items()}, attributes)

    ani = marked("Tak Akan", "jika Rusia Serang Ukraina", addressee="NATO")
    budi = marked("Tak Akan Kirim", "jika Rusia Serang Ukraina")
    citra = marked("Tak Akan", "Rusia Serang Ukraina", addressee="NATO")
    weights = {"guarantee": 2}
    pairs = [similarity(*pair, weights) for pair in ((ani, budi), (ani, citra), (budi, citra))]
    assert [round(value, 2) for value in pairs] == [0.86, 0.99, 0.85]
    assert round(soft_frame_f1(match_all([[[ani]], [[budi]], [[citra]]], weights)).value, 2) == 0.90
    assert frame_f1([[[ani]], [[budi]], [[citra]]]).value == 0


def test_claims_are_matched_only_where_both_annotators_marked_some() -> None:
    frames = [
        [[Frame({"head": frozenset([(0, 9)])}), Frame({"head": frozenset([(20, 30)])})], [], None],
        [[Frame({"head": frozenset([(2, 9)])})], [Frame({"head": frozenset([(0, 4)])})], []],
        [[Frame({"head": frozenset([(20, 30)])})], [Frame({"head": frozenset([(0, 4)])})], []],
    ]
    meetings = match_all(frames).meetings
    assert [(first, second, [*claims.columns]) for first, second, claims in meetings] == [
        (0, 1, [0]),
        (0, 2, [0]),
        (1, 2, [0, 1]),
    ]
