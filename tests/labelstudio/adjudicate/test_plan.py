"""Which tasks a push sends to whom, keeps and withdraws, without a server."""

from __future__ import annotations

from dataclasses import replace

from seed_conflicts import seed_conflicts

from annotate.config import Adjudicator
from annotate.labelstudio.adjudicate.plan import SentTask, State, Waiting, copies_in, keys_of, plan_sending

CASES = seed_conflicts().cases[:6]
NOBODY_DIFFERS = Waiting([], {})
DEWI, EKA, CITRA = (Adjudicator(id=name, email=f"{name}@example.org") for name in ("dewi", "eka", "citra"))


def in_turns(case):
    """The case with more points than a page has room for."""
    points = tuple(replace(point, id=f"{point.id}/{copy}") for copy in range(9) for point in case.points)
    return replace(case, points=points)


def asked(case, adjudicator: str, task: int, state: State = "open", turn: int = 1) -> SentTask:
    return SentTask(adjudicator, {"dewi": 1, "eka": 2, "citra": 3}[adjudicator], task, keys_of(case)[turn - 1], state)


def plan(cases, there, adjudicators, differing=None):
    return plan_sending(Waiting(cases, differing or {}), there, adjudicators)


def test_new_conflicts_are_shared_out_evenly_the_costliest_first():
    missing = plan(CASES, [], [DEWI, EKA]).missing
    assert [key.sentence for key in missing["dewi"]] == [case.sentence_id for case in CASES[::2]]
    assert [key.sentence for key in missing["eka"]] == [case.sentence_id for case in CASES[1::2]]


def test_new_conflicts_go_to_whoever_has_fewer_left():
    there = [asked(case, "dewi", number) for number, case in enumerate(CASES[:3], 1)]
    missing = plan(CASES, there, [DEWI, EKA]).missing
    assert (missing["dewi"], len(missing["eka"])) == ([], 3)


def test_nobody_gets_their_own_sentences_unless_they_may():
    sending = plan(CASES, [], [CITRA])
    assert (sending.missing["citra"], sending.for_nobody) == ([], [case.sentence_id for case in CASES])
    allowed = plan(CASES, [], [CITRA.model_copy(update={"own_sentences": True})])
    assert (len(allowed.missing["citra"]), allowed.for_nobody) == (len(CASES), [])


def test_what_is_asked_or_decided_stays_and_what_is_not_open_any_more_is_withdrawn_while_undecided():
    there = [asked(CASES[0], "dewi", 1), asked(CASES[1], "dewi", 2, "decided"), asked(CASES[2], "dewi", 3)]
    sending = plan(CASES[:2], there, [DEWI])
    assert (sending.missing["dewi"], [task.task for task in sending.withdrawn]) == ([], [3])


def test_what_changed_is_asked_again_and_the_old_question_is_withdrawn():
    [case] = CASES[:1]
    changed = replace(case, points=case.points[1:])
    sending = plan([changed], [asked(case, "dewi", 1), asked(case, "dewi", 2, "decided")], [DEWI])
    assert (sending.missing["dewi"], [task.task for task in sending.withdrawn]) == (keys_of(changed), [1])


def test_a_decision_that_decides_nothing_is_asked_again_once():
    [case] = CASES[:1]
    refused = asked(case, "dewi", 1, "refused")
    assert plan([case], [refused], [DEWI]).missing["dewi"] == keys_of(case)
    again = plan([case], [refused, asked(case, "dewi", 2)], [DEWI])
    assert (again.missing["dewi"], again.withdrawn) == ([], [])


def test_who_left_keeps_what_they_decided_and_others_get_the_rest():
    there = [asked(CASES[0], "eka", 1, "decided"), asked(CASES[1], "eka", 2)]
    sending = plan(CASES[1:2], there, [DEWI])
    assert (sending.missing["dewi"], [task.task for task in sending.withdrawn]) == (keys_of(CASES[1]), [2])


def test_a_sentence_on_which_adjudicators_differ_goes_to_a_third_and_to_nobody_if_there_is_none():
    [case] = CASES[:1]
    there = [asked(case, "dewi", 1, "decided"), asked(case, "eka", 2, "decided")]
    differing = {case.sentence_id: {"dewi", "eka"}}
    assert plan([case], there, [DEWI, EKA], differing).for_nobody == [case.sentence_id]
    fajar = DEWI.model_copy(update={"id": "fajar"})
    sending = plan([case], there, [DEWI, EKA, fajar], differing)
    assert (sending.missing, sending.for_nobody) == ({"dewi": [], "eka": [], "fajar": keys_of(case)}, [])
    assert sending.withdrawn == []
    sent = [*there, asked(case, "eka", 3)._replace(adjudicator="fajar", project=4)]
    assert list(copies_in(sent, Waiting([case], differing))) == []


def test_the_turns_of_a_sentence_stay_with_one_adjudicator():
    case = in_turns(CASES[0])
    first, *others = keys_of(case)
    assert others
    sending = plan([case, *CASES[1:]], [asked(case, "eka", 1, "decided")], [DEWI, EKA])
    assert [key for key in sending.missing["eka"] if key.sentence == case.sentence_id] == others
    assert not any(key.sentence == case.sentence_id for key in sending.missing["dewi"])
    assert first not in sending.missing["eka"]


def test_of_copies_that_two_pushes_left_the_first_stays_unless_another_is_decided():
    [case] = CASES[:1]
    twice = [asked(case, "dewi", 1), asked(case, "dewi", 2)]
    assert [task.task for task in copies_in(twice, NOBODY_DIFFERS)] == [2]
    decided = [asked(case, "dewi", 1), asked(case, "dewi", 2, "decided")]
    assert [task.task for task in copies_in(decided, NOBODY_DIFFERS)] == [1]
    assert [task.task for task in plan([case], decided, [DEWI]).withdrawn] == [1]
