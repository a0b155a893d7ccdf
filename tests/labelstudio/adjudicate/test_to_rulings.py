"""What adjudicators submitted, as rulings: turns together, the last of several, and by hand above points."""

from __future__ import annotations

from dataclasses import replace

from deciding import by_hand, chosen
from seed_conflicts import seed_conflicts

from annotate.adjudication import problems_with
from annotate.config import Adjudicator
from annotate.labelstudio.adjudicate.to_rulings import Reader, read_decisions, to_rulings
from annotate.labelstudio.wire.case_tasks import to_case_tasks
from annotate.labelstudio.wire.tasks import Around

SEEDS = seed_conflicts()
DEWI = Adjudicator(id="dewi", email="dewi@example.org")
READER = Reader("http://here/", {4: DEWI.email}, {"dewi": DEWI}, {}, SEEDS.schema)


def several_turns():
    """A case that is asked in turns, with its tasks as the server has them."""
    case = max(SEEDS.cases, key=lambda case: len(case.points))
    points = tuple(replace(point, id=f"{point.id}/{copy}") for copy in range(3) for point in case.points)
    case = replace(case, points=points)
    tasks = to_case_tasks(case, SEEDS.sentences[case.sentence_id], SEEDS.schema, Around("", (), ()))
    return case, [task | {"id": number} for number, task in enumerate(tasks, 1)]


def submitted(task, number: int, result, minute: int = 0, **more):
    moment = f"2026-11-26T09:{minute:02}:00Z"
    return {"id": number, "completed_by": 4, "result": result, "created_at": moment, "updated_at": moment} | more


def rulings_of(*tasks):
    return to_rulings(read_decisions([(1, task) for task in tasks], READER))


def test_the_turns_of_a_sentence_are_one_ruling_which_is_not_finished_before_the_last():
    case, tasks = several_turns()
    decided = [
        task | {"annotations": [submitted(task, number, chosen(task, note=f"note {number}"), number)]}
        for number, task in enumerate(tasks, 1)
    ]
    [ruling] = rulings_of(*decided)
    assert [each.point for each in ruling.points] == [point.id for point in case.points]
    assert (ruling.offered, ruling.note.splitlines()) == (case.digest, [f"note {at + 1}" for at in range(len(tasks))])
    [first] = rulings_of(decided[0])
    assert "has no answer" in problems_with(first, case, SEEDS.schema)[0]


def test_what_is_marked_by_hand_in_one_turn_wins_over_the_points_of_the_others():
    _, tasks = several_turns()
    marked = by_hand({"has_claim": "no", "claims": []}, SEEDS.schema)
    decided = [task | {"annotations": [submitted(task, at, chosen(task))]} for at, task in enumerate(tasks)]
    decided[0]["annotations"] = [submitted(tasks[0], 9, marked)]
    [ruling] = rulings_of(*decided)
    assert (ruling.points, ruling.by_hand["has_claim"]) == ((), "no")


def test_of_several_decisions_of_one_person_the_last_counts_and_a_skip_is_none():
    _, tasks = several_turns()
    task = tasks[0]
    last = chosen(task, lambda options: options[-1])
    annotations = [
        submitted(task, 1, [], 9, was_cancelled=True),
        submitted(task, 2, last, 2),
        submitted(task, 3, chosen(task), 1),
    ]
    skipped, valid, earlier = read_decisions([(1, task | {"annotations": annotations})], READER)
    assert (skipped.is_skipped, skipped.is_valid) == (True, False)
    assert valid.is_valid and not earlier.is_valid
    assert earlier.decided.problems == ["the same adjudicator decided it again later"]
