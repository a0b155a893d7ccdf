from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from annotate.records.clusters import cluster, iou


class Marked(NamedTuple):
    annotator: str
    start: int
    end: int
    content: int = 0


spans = st.lists(
    st.builds(
        lambda who, start, size: Marked(who, start, start + size),
        st.sampled_from("abc"),
        st.integers(0, 12),
        st.integers(1, 8),
    ),
    max_size=8,
)

crowded = st.lists(
    st.builds(
        lambda who, start, size, content: Marked(who, start, start + size, content),
        st.sampled_from("abc"),
        st.integers(0, 3),
        st.sampled_from([4, 6]),
        st.integers(0, 2),
    ),
    max_size=8,
)


def clustered(marked: list[Marked], alike=None) -> list[list[int]]:
    return cluster([(span.annotator, span) for span in marked], alike, lambda index: marked[index].content)


def groups(marked: list[Marked]) -> list[list[Marked]]:
    return sorted(sorted(marked[index] for index in group) for group in clustered(marked))


def test_overlapping_spans_are_one_and_others_are_not() -> None:
    marked = [Marked("a", 0, 9), Marked("b", 3, 12), Marked("a", 20, 25), Marked("c", 40, 44)]
    assert clustered(marked) == [[0, 1], [2], [3]]


def test_an_annotator_is_in_a_group_once() -> None:
    marked = [Marked("a", 0, 10), Marked("a", 0, 9), Marked("b", 0, 10)]
    assert clustered(marked) == [[1], [0, 2]]


def test_spans_that_only_meet_through_a_third_stay_apart() -> None:
    marked = [Marked("a", 0, 10), Marked("b", 8, 20), Marked("c", 19, 30)]
    assert [len(group) for group in clustered(marked)] in ([2, 1], [1, 2])


def test_the_overlap_of_two_spans_is_a_share_of_both() -> None:
    assert iou(Marked("a", 0, 10), Marked("b", 5, 10)) == iou(Marked("b", 5, 10), Marked("a", 0, 10)) == 0.5
    assert iou(Marked("a", 0, 10), Marked("b", 5, 15)) == 5 / 15
    assert iou(Marked("a", 0, 5), Marked("b", 5, 10)) == 0


@given(spans)
def test_groups_keep_their_promises(marked: list[Marked]) -> None:
    found = clustered(marked)
    assert sorted(index for group in found for index in group) == list(range(len(marked)))
    for group in found:
        members = [marked[index] for index in group]
        assert len({member.annotator for member in members}) == len(members)
        assert all(iou(one, two) > 0 for one in members for two in members)


@given(crowded, st.randoms(use_true_random=False), st.permutations("abc"))
def test_neither_the_order_of_spans_nor_the_names_of_annotators_change_anything(
    marked: list[Marked], random, names: list[str]
) -> None:
    called = dict(zip("abc", names, strict=True))
    renamed = [span._replace(annotator=called[span.annotator]) for span in marked]
    shuffled = random.sample(renamed, len(renamed))
    expected = [[span._replace(annotator=called[span.annotator]) for span in group] for group in groups(marked)]
    assert anonymous(groups(shuffled)) == anonymous(expected)
    if len({span[1:] for span in marked}) == len(marked):
        assert groups(shuffled) == sorted(map(sorted, expected))


def anonymous(found: list[list[Marked]]) -> list[list[tuple]]:
    """Groups without names: of two equal spans of one annotator, either may be in a group."""
    return sorted(sorted(span[1:] for span in group) for group in found)


def test_of_equally_close_spans_the_most_alike_are_one() -> None:
    marked = [Marked("a", 0, 9, 1), Marked("a", 0, 9, 2), Marked("b", 0, 9, 3)]
    for wanted in (0, 1):
        alike = {frozenset((wanted, 2)): 0.9}
        assert [wanted, 2] in clustered(marked, alike=lambda *pair, known=alike: known.get(frozenset(pair), 0.1))


def test_second_copies_of_a_span_go_together() -> None:
    marked = [Marked(name, 0, 9) for name in "aabbc"]
    assert sorted(map(len, clustered(marked))) == [2, 3]
