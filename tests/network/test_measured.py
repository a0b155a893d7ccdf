"""How sure measures of networks are."""

import numpy as np
import pytest
from scipy.stats import t as students_t

from annotate.network.choice import NetworkChoice
from annotate.network.counts import count_statements
from annotate.network.measured import measure_network
from annotate.network.statements import Names, Statement
from annotate.network.weighed import Weighed

ACTORS = ("a", "b", "c", "d")
GROUPS = {"a": "left", "b": "left", "c": "right", "d": "right"}
SIDES = {"against": -1.0, "for": 1.0}
CONGRUENCE = NetworkChoice("one-mode", "congruence")
NAMES = Names(ACTORS, ("X", "Y"), tuple(SIDES))


def statements(articles, rng):
    """Each camp is mostly for one thing and against the other."""
    for article in range(articles):
        for _ in range(rng.poisson(3)):
            actor, concept = rng.choice(ACTORS), rng.choice(("X", "Y"))
            agrees = rng.random() < 0.75
            is_for = agrees == ((concept == "X") == (GROUPS[actor] == "left"))
            yield Statement(actor, concept, "for" if is_for else "against", f"a{article}", f"a{article}:0-9")


def measured(said, articles, choice=CONGRUENCE):
    counts = count_statements(list(said), NAMES, articles)
    return {(one.name, one.node): one for one in measure_network(Weighed(counts, choice, (-1.0, 1.0)), GROUPS)}


@pytest.mark.parametrize("name", ["density", "strength", "eigenvector", "ei_index", "modularity"])
def test_an_interval_is_the_jackknife_over_articles(name):
    """By hand, over the same measure without each article, of as many as before."""
    said = list(statements(12, np.random.default_rng(4)))
    node = "a" if name in ("strength", "eigenvector") else ""
    whole = measured(said, 12)[name, node]
    power = 2 if name == "strength" else 0
    values = [
        measured([one for one in said if one.article != f"a{number}"], 11)[name, node].value * (12 / 11) ** power
        for number in range(12)
    ]
    error = np.sqrt(11 / 12 * ((np.array(values) - np.mean(values)) ** 2).sum())
    bearing = len({one.article for one in said if not node or one.actor == node})
    if error < 1e-12:
        assert whole.note == "all articles are alike, which says nothing about others"
        return
    reach = students_t.ppf(0.975, bearing - 1) * error
    ends = {"ei_index": (-1, 1), "modularity": (-0.5, 1), "strength": (0, np.inf)}.get(name, (0, 1))
    assert whole.bounds == pytest.approx(tuple(np.clip([whole.value - reach, whole.value + reach], *ends)))


def test_polarisation_is_held_by_its_interval_about_95_of_100_times():
    rng = np.random.default_rng(6)
    truth = {
        name: np.mean([measured(statements(4000, rng), 4000)[name, ""].value for _ in range(3)])
        for name in ("ei_index", "modularity")
    }
    held = dict.fromkeys(truth, 0)
    for _ in range(100):
        study = measured(statements(40, rng), 40)
        for name, value in truth.items():
            low, high = study[name, ""].bounds
            held[name] += low <= value <= high
    assert all(88 <= times <= 99 for times in held.values()), held


def test_weights_below_0_have_no_polarisation():
    said = list(statements(12, np.random.default_rng(4)))
    names = {name for name, _ in measured(said, 12, NetworkChoice("one-mode", "subtract"))}
    assert names == {"density", "strength"}


def test_without_groups_there_is_no_polarisation():
    counts = count_statements(list(statements(12, np.random.default_rng(4))), NAMES, 12)
    names = {one.name for one in measure_network(Weighed(counts, CONGRUENCE, (-1.0, 1.0)), {"a": "left"})}
    assert names == {"density", "strength", "eigenvector"}
