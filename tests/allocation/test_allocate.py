"""Who annotates what."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.allocation.allocate import Allocation, Draw, allocate
from annotate.allocation.plan import Assignment, Plan, assignees
from annotate.corpus import Sentence, digest
from annotate.errors import ConfigError

NAMES = ("ani", "budi", "citra", "dewi", "eka")
EACH = 3


def sentences(articles: int, each: int = EACH) -> list[Sentence]:
    return [
        Sentence(f"a{article}:{n}-{n + 1}", f"a{article}", n, n, n + 1, "x", "prose", 0, (), (), {}, digest("x"))
        for article in range(articles)
        for n in range(each)
    ]


@st.composite
def settings(draw):
    people = draw(st.integers(1, len(NAMES)))
    allocation = Allocation(
        overlap=draw(st.one_of(st.just("all"), st.integers(1, people))),
        calibration=draw(st.integers(0, 3)),
        repeat=draw(st.sampled_from([0, 0.1, 0.5, 0.9])),
        workload=draw(st.dictionaries(st.sampled_from(NAMES[:people]), st.floats(0.2, 3))),
        unit=draw(st.sampled_from(["article", "sentence"])),
    )
    return NAMES[:people], allocation, draw(st.integers(0, 5))


def unit(sentence: str, allocation: Allocation) -> str:
    return sentence.partition(":")[0] if allocation.unit == "article" else sentence


@given(settings(), st.integers(0, 12))
def test_every_unit_gets_as_many_annotators_as_asked_and_calibration_gets_all(drawn, articles):
    people, allocation, seed = drawn
    plan = allocate(sentences(articles), people, Draw(allocation, seed))
    has = assignees(plan)
    assert set(has) == {sentence.id for sentence in sentences(articles)}
    for sentence, names in has.items():
        everybody = plan.rounds[sentence] == 0 or allocation.overlap == "all"
        assert len(names) == (len(people) if everybody else allocation.overlap)
    calibration = {unit(sentence, allocation) for sentence, number in plan.rounds.items() if number == 0}
    units = {unit(sentence, allocation) for sentence in has}
    assert len(calibration) == min(allocation.calibration, len(units))


@given(settings(), st.integers(0, 12))
def test_a_unit_is_never_split_between_annotators(drawn, articles):
    people, allocation, seed = drawn
    has = assignees(allocate(sentences(articles), people, Draw(allocation, seed)))
    by_unit: dict[str, set[tuple[str, ...]]] = {}
    for sentence, names in has.items():
        by_unit.setdefault(unit(sentence, allocation), set()).add(tuple(sorted(names)))
    assert all(len(groups) == 1 for groups in by_unit.values())


@given(settings(), st.integers(0, 8), st.randoms(use_true_random=False))
def test_the_same_articles_in_another_order_give_the_same_plan(drawn, articles, random):
    people, allocation, seed = drawn
    given_ = sentences(articles)
    groups = [list(group) for _, group in itertools.groupby(given_, key=lambda sentence: sentence.article_id)]
    random.shuffle(groups)
    shuffled = [sentence for group in groups for sentence in group]
    assert (
        allocate(given_, people, Draw(allocation, seed)).assignments
        == allocate(shuffled, people, Draw(allocation, seed)).assignments
    )


@given(settings(), st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_more_articles_and_more_annotators_extend_the_plan_and_move_nothing(drawn, before, more, new_round):
    people, allocation, seed = drawn
    first = allocate(sentences(before), people, Draw(allocation, seed))
    wider = (*people, "fitri")
    second = allocate(sentences(before + more), wider, Draw(allocation, seed), first, new_round=new_round)
    for name, assignments in first.assignments.items():
        assert list(second.assignments[name])[: len(assignments)] == list(assignments)
    assert first.rounds.items() <= second.rounds.items()
    assert allocate(sentences(before + more), wider, Draw(allocation, seed), second) == second


@given(settings(), st.integers(0, 8), st.data())
def test_a_plan_found_in_part_on_the_server_is_completed_without_moving_it(drawn, articles, data):
    people, allocation, seed = drawn
    whole = allocate(sentences(articles), people, Draw(allocation, seed))
    part = Plan()
    for name, assignments in whole.assignments.items():
        for assignment in list(assignments)[: data.draw(st.integers(0, len(assignments)))]:
            part.give(name, assignment)
            part.rounds[assignment.sentence] = whole.rounds[assignment.sentence]
    again = allocate(sentences(articles), people, Draw(allocation, seed), part)
    for name, assignments in part.assignments.items():
        assert assignments.keys() <= again.assignments[name].keys()
    assert assignees(again).keys() == assignees(whole).keys()


@given(st.integers(2, 5), st.integers(1, 40), st.integers(0, 5), st.data())
def test_work_is_spread_evenly_to_within_two_articles(people, articles, seed, data):
    overlap = data.draw(st.integers(1, people))
    plan = allocate(sentences(articles), NAMES[:people], Draw(Allocation(overlap=overlap), seed))
    loads = [len(plan.sentences(name)) for name in NAMES[:people]]
    assert max(loads) - min(loads) <= 2 * EACH


@given(st.integers(0, 9))
def test_half_the_workload_is_half_the_sentences(seed):
    allocation = Allocation(overlap=2, workload={"ani": 0.5}, unit="sentence")
    plan = allocate(sentences(100), NAMES[:4], Draw(allocation, seed))
    loads = {name: len(plan.sentences(name)) for name in NAMES[:4]}
    assert loads["ani"] == pytest.approx(600 / 7, abs=3)
    assert loads["budi"] == pytest.approx(1200 / 7, abs=3)


@given(st.integers(0, 9))
def test_every_pair_shares_about_as_many_sentences(seed):
    plan = allocate(sentences(60), NAMES[:4], Draw(Allocation(overlap=2, unit="sentence"), seed))
    pairs = Counter(tuple(sorted(names)) for names in assignees(plan).values())
    assert len(pairs) == 6
    assert max(pairs.values()) - min(pairs.values()) <= 6


@given(settings(), st.integers(0, 12))
def test_repeats_come_last_and_are_the_asked_share_of_the_main_rounds(drawn, articles):
    people, allocation, seed = drawn
    plan = allocate(sentences(articles), people, Draw(allocation, seed))
    for name, assignments in plan.assignments.items():
        main = {sentence for sentence in plan.sentences(name) if plan.rounds[sentence]}
        repeats = [assignment.sentence for assignment in assignments if assignment.repeat]
        assert set(repeats) <= main and len(set(repeats)) == len(repeats) == round(allocation.repeat * len(main))
        order = [(assignment.repeat, bool(plan.rounds[assignment.sentence])) for assignment in assignments]
        assert order == sorted(order)


def test_articles_that_come_later_are_a_round_of_their_own():
    allocation = Allocation(calibration=1)
    first = allocate(sentences(4), NAMES[:2], Draw(allocation, 1))
    second = allocate(sentences(6), NAMES[:2], Draw(allocation, 1), first, new_round=True)
    assert sorted(Counter(first.rounds.values()).items()) == [(0, EACH), (1, 3 * EACH)]
    assert sorted(Counter(second.rounds.values()).items()) == [(0, EACH), (1, 3 * EACH), (2, 2 * EACH)]


def test_an_annotator_who_left_keeps_what_they_have_and_gets_nothing_new():
    allocation = Allocation(overlap=1)
    first = allocate(sentences(4), NAMES[:2], Draw(allocation, 1))
    second = allocate(sentences(8), NAMES[1:2], Draw(allocation, 1), first)
    assert second.assignments["ani"] == first.assignments["ani"]
    assert len(second.sentences("budi")) == 8 * EACH - len(first.sentences("ani"))


def test_a_sentence_added_to_an_article_goes_to_whoever_has_the_article():
    allocation = Allocation(overlap=2)
    first = allocate(sentences(5, each=2), NAMES[:4], Draw(allocation, 1))
    second = allocate(sentences(5, each=3), NAMES[:4], Draw(allocation, 1), first, new_round=True)
    has = assignees(second)
    for article in range(5):
        assert sorted(has[f"a{article}:2-3"]) == sorted(has[f"a{article}:0-1"])
    assert set(second.rounds.values()) == {1}


@pytest.mark.parametrize(("people", "named"), [(2, "2 annotators"), (1, "1 annotator")])
def test_an_overlap_beyond_the_number_of_annotators_is_refused(people, named):
    with pytest.raises(ConfigError, match=rf"the overlap is 3, but config\.yaml has only {named}$"):
        allocate(sentences(1), NAMES[:people], Draw(Allocation(overlap=3), 1))


def test_a_workload_for_nobody_is_refused():
    with pytest.raises(ConfigError, match="`workload:` names zul, who is not an annotator"):
        allocate(sentences(1), NAMES[:2], Draw(Allocation(workload={"zul": 1}), 1))


def test_a_turn_given_twice_is_one_turn():
    plan = Plan()
    plan.give("ani", Assignment("s"))
    plan.give("ani", Assignment("s"))
    assert plan.sentences("ani") == ["s"]


def test_the_plan_of_some_sentences_says_nothing_of_others():
    plan = allocate(sentences(3), NAMES[:2], Draw(Allocation(repeat=0.5), 1))
    some = {sentence.id for sentence in sentences(1)}
    assert set(plan.of(some).rounds) == set(assignees(plan.of(some))) == some
    assert plan.of(set(plan.rounds)) == plan
