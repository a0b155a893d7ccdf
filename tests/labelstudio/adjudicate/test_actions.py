"""How many actions the conflicts of the seed articles take: a key for each point, and one to submit."""

from statistics import mean

from seed_conflicts import seed_conflicts

from annotate.labelstudio.wire.case_tasks import turns_of


def test_every_version_can_be_had_with_three_actions_a_sentence_in_the_mean():
    cases = seed_conflicts("minorities").cases
    actions = [len(case.points) + len(turns_of(case)) for case in cases for _ in case.versions]
    assert mean(actions) <= 3.0
    assert max(actions) <= 7
