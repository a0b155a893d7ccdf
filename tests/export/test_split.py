"""Training, development and test data."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import ConfigError
from annotate.export.split import read_shares, split_articles

NAMES = st.lists(st.text(max_size=6), unique=True, min_size=3, max_size=60)


@given(NAMES, st.permutations([80, 15, 5]), st.integers(0, 5), st.randoms())
def test_an_article_is_in_one_part_whatever_the_order_and_every_part_has_one(names, shares, seed, random):
    parts = split_articles(names, tuple(shares), seed)
    shuffled = random.sample(names, len(names))
    assert split_articles(shuffled, tuple(shares), seed) == parts
    assert set(parts.values()) == {"train", "dev", "test"}


def test_the_parts_have_their_shares_and_another_seed_draws_others():
    names = [str(number) for number in range(100)]
    first, second = (split_articles(names, (80, 10, 10), seed) for seed in (1, 2))
    assert Counter(first.values()) == {"train": 80, "dev": 10, "test": 10}
    assert first != second


def test_a_part_without_a_share_stays_empty():
    assert set(split_articles("abcd", (50, 0, 50), 1).values()) == {"train", "test"}


@pytest.mark.parametrize("text", ["", "80", "80,20", "80,10,11", "a,b,c", "-10,100,10", "33.3,33.3,33.4"])
def test_shares_that_are_not_three_that_make_100_are_refused(text):
    with pytest.raises(ConfigError, match="add up to 100"):
        read_shares(text)
