"""How alike the networks of two annotators are."""

import numpy as np
import pytest
from networks import claim, line, schema

from annotate.network.choice import NetworkChoice
from annotate.network.likeness import likenesses
from annotate.network.read import statements_of

DEMAND = NetworkChoice("demand")


def likeness(folder, first, second, choice=DEMAND):
    asked = schema(folder)
    sources = {name: statements_of(lines, asked, choice) for name, lines in (("ani", first), ("budi", second))}
    (only,) = likenesses(sources, choice, asked)
    return only


def lines(demands):
    """A demand, or none, in an article each."""
    return [line(0, *(claim([who], [whom]) for who, whom in pairs), article=f"a{n}") for n, pairs in enumerate(demands)]


def test_it_is_the_correlation_of_all_pairs_loops_among_them(tmp_path):
    ani = ["ab", "aa"], ["ab"], ["bc"], ["cc"], ["ab"]
    budi = ["ab"], ["ab", "ba"], ["bc"], ["cc"], ["ac"]
    result = likeness(tmp_path, lines(ani), lines(budi))

    def cells(demands):
        counts = np.zeros((3, 3))
        for pair in (pair for pairs in demands for pair in pairs):
            counts["abc".index(pair[0]), "abc".index(pair[1])] += 1
        return counts.ravel()

    assert result.correlation == pytest.approx(np.corrcoef(cells(ani), cells(budi))[0, 1])
    assert result.bounds[0] < result.correlation < result.bounds[1] <= 1


def test_equal_networks_have_1_and_a_reason_in_place_of_an_interval(tmp_path):
    same = lines([["ab"], ["bc"], ["ab"], ["ca"]])
    for choice in (DEMAND, NetworkChoice("demand", duplicates="document")):
        result = likeness(tmp_path, same, same, choice)
        assert (result.correlation, result.bounds) == (pytest.approx(1), None)
        assert result.note == "all 4 articles are alike, which says nothing about others"


def test_only_sentences_that_both_judged_are_compared(tmp_path):
    shared = lines([["ab"], ["bc"], ["ab"]])
    more = [line(9, claim(["c"], ["a"]), article="more")] * 5
    result = likeness(tmp_path, shared + more, shared)
    assert (result.sentences, result.correlation) == (3, pytest.approx(1))


def test_an_annotator_without_statements_is_named_as_the_reason(tmp_path):
    result = likeness(tmp_path, lines([["ab"]]), lines([[]]))
    assert (result.correlation, result.note) == (None, "one of them has no statement")


def test_actors_are_compared_by_what_both_say(tmp_path):
    def of(*sides):
        return [
            line(
                0, *(claim([who], topics=["X"], side=side) for who, side in zip("abc", row, strict=True)), article=name
            )
            for name, row in zip("pqr", sides, strict=True)
        ]

    ani = of(("for", "for", "against"), ("for", "for", "torn"), ("for", "for", "against"))
    budi = of(("against", "for", "against"), ("for", "torn", "torn"), ("for", "for", "for"))
    result = likeness(tmp_path, ani, budi, NetworkChoice("one-mode", "subtract"))
    assert -1 <= result.correlation < 1
