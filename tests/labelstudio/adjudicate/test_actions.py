"""How many actions the conflicts of the seed articles take: a key for each point, and one to submit."""

import re
from collections import Counter
from statistics import mean

from documents import ROOT
from seed_conflicts import seed_conflicts

from annotate.labelstudio.wire.case_tasks import turns_of

TOLD = (ROOT / "docs" / "adjudicating.md").read_text()


def test_every_version_can_be_had_with_three_actions_a_sentence_in_the_mean():
    cases = seed_conflicts("minorities").cases
    actions = sorted(len(case.points) + len(turns_of(case)) for case in cases for _ in case.versions)
    assert mean(actions) <= 3.0
    numbers = re.search(r"On average that is (\S+) actions .*, (\d+) or fewer .*, and (\d+) at most", TOLD)
    assert numbers and numbers.groups() == (
        f"{mean(actions):.1f}",
        str(actions[len(actions) * 9 // 10]),
        f"{actions[-1]}",
    )


def test_adjudicators_are_told_what_their_sentences_take():
    rows = [tuple(map(int, re.findall(r"\d+", row))) for row in TOLD.splitlines() if re.match(r"\| \d", row)]
    points = Counter(len(case.points) for case in seed_conflicts("minorities").cases)
    assert rows == [(number, points[number], number, 1, number + 1) for number in sorted(points)]
