"""Claims compared many at once, as two of them are compared."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotate.records.frames import Frame, similarity
from annotate.records.matches import distance, distances, match, match_all
from annotate.records.similarities import Numbered, similarity_table

PLACES = st.frozensets(st.tuples(st.integers(0, 9), st.integers(1, 5)).map(lambda at: (at[0], sum(at))), max_size=3)
ANSWERS = st.one_of(st.none(), st.sampled_from("xyz"), st.frozensets(st.sampled_from("xyz")))
FRAMES = st.builds(
    Frame,
    st.dictionaries(st.sampled_from(["head", "who", "cue"]), PLACES),
    st.dictionaries(st.sampled_from(["act", "stance"]), ANSWERS),
)
ANNOTATED = st.lists(st.none() | st.lists(FRAMES, max_size=3), min_size=4, max_size=4)
WEIGHTS = st.dictionaries(st.sampled_from(["head", "cue", "act"]), st.sampled_from([0.0, 0.1, 0.7, 2.0]))


@given(st.lists(FRAMES, min_size=1, max_size=8), st.lists(FRAMES, min_size=1, max_size=8), WEIGHTS)
def test_a_table_has_the_similarity_of_each_two_to_the_last_digit(rows, columns, weights) -> None:
    expected = [[similarity(row, column, weights) for column in columns] for row in rows]
    numbered = Numbered([*rows, *columns], weights)
    table = numbered.table(np.arange(len(rows)), len(rows) + np.arange(len(columns)))
    assert table.tolist() == expected == similarity_table(rows, columns, weights).tolist()


@given(st.lists(st.lists(FRAMES, max_size=4), min_size=1, max_size=6), WEIGHTS)
def test_sentences_are_as_far_apart_as_each_two_of_them_are(said, weights) -> None:
    said = sorted(said, key=lambda claims: sorted(frame.order for frame in claims))
    one, two = np.triu_indices(len(said))
    expected = [distance(said[first], said[second], weights) for first, second in zip(one, two, strict=True)]
    assert distances(said, one, two, weights).tolist() == expected


@given(
    st.lists(st.lists(st.none() | st.lists(FRAMES, max_size=3), min_size=4, max_size=4), min_size=2, max_size=3),
    WEIGHTS,
)
def test_claims_of_all_sentences_are_matched_as_those_of_each_one(frames, weights) -> None:
    found = match_all(frames, weights)
    for meeting in found.meetings:
        each = [match(one, two, weights) for one, two in meeting.claims.values]
        assert found.matchings(meeting) == each
