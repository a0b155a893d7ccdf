from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.align import Marked, cluster, iou

spans = st.lists(
    st.builds(
        lambda who, start, size: Marked(who, start, start + size),
        st.sampled_from("abc"),
        st.integers(0, 12),
        st.integers(1, 8),
    ),
    max_size=8,
)


def groups(marked: list[Marked], least: float = 0.0) -> list[list[Marked]]:
    return sorted(sorted(marked[index] for index in group) for group in cluster(marked, least))


def test_overlapping_spans_are_one_and_others_are_not() -> None:
    marked = [Marked("a", 0, 9), Marked("b", 3, 12), Marked("a", 20, 25), Marked("c", 40, 44)]
    assert cluster(marked) == [[0, 1], [2], [3]]


def test_an_annotator_is_in_a_group_once() -> None:
    marked = [Marked("a", 0, 10), Marked("a", 0, 9), Marked("b", 0, 10)]
    assert cluster(marked) == [[1], [0, 2]]


def test_spans_that_only_meet_through_a_third_stay_apart() -> None:
    marked = [Marked("a", 0, 10), Marked("b", 8, 20), Marked("c", 19, 30)]
    assert [len(group) for group in cluster(marked)] in ([2, 1], [1, 2])


def test_half_of_the_characters_may_be_asked_for() -> None:
    marked = [Marked("a", 0, 10), Marked("b", 5, 10), Marked("c", 6, 10)]
    assert iou(marked[0], marked[1]) == 0.5
    assert cluster(marked, 0.5) == [[0], [1, 2]]


@given(spans, st.sampled_from([0.0, 0.5]))
def test_groups_keep_their_promises(marked: list[Marked], least: float) -> None:
    found = cluster(marked, least)
    assert sorted(index for group in found for index in group) == list(range(len(marked)))
    for group in found:
        members = [marked[index] for index in group]
        assert len({member.annotator for member in members}) == len(members)
        assert all(iou(one, two) > 0 and iou(one, two) >= least for one in members for two in members)


@given(spans, st.randoms(use_true_random=False))
def test_the_order_of_distinct_spans_changes_nothing(marked: list[Marked], random) -> None:
    distinct = list({span[1:3]: span for span in marked}.values())
    shuffled = random.sample(distinct, len(distinct))
    assert groups(distinct) == groups(shuffled)
