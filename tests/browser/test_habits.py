"""Habits that gave wrong answers without a word on the page of before."""

from collections import Counter

from labeling import SPAN_IN_LIST, SUBMITTED, Shown, one_claim, two_claims

from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


def test_the_key_of_another_role_never_makes_a_claim_vanish_without_a_word(labeling):
    work = labeling(SCHEMA, 3)
    for begin, key in ((one_claim, "3"), (two_claims, "3"), (two_claims, "Shift+3")):
        hands = work.begin()
        begin(hands)
        hands.click(SPAN_IN_LIST, "guarantees")
        hands.press(key)
        hands.page.keyboard.press("Escape")
        hands.submit()
        problems, _ = work.said()
        assert problems and ("has 0 guarantees" in problems[0] or "at once" in problems[0])


def test_keys_answer_only_what_is_seen_whatever_is_selected(labeling):
    work, shown = labeling(SCHEMA, 2), Shown(SCHEMA)
    for begin in (one_claim, two_claims):
        hands = work.begin()
        begin(hands)
        hands.click(SPAN_IN_LIST, "guarantees")
        hands.try_keys(*"vbjklm")
        problems, fields = work.read(hands.page.evaluate(SUBMITTED))
        assert problems == []
        for claim in fields["claims"]:
            unnamed = (claim.get("claimant_unmarked"), claim.get("addressee_unmarked"))
            assert (claim["act"], unnamed) == ("demand", (None, None))
        assert hands.ticked() == Counter(shown.choices(hands))


def test_typing_in_an_open_list_answers_nothing_else(labeling):
    work = labeling(SCHEMA, 2)
    for begin in (one_claim, two_claims):
        hands = work.begin()
        begin(hands)
        before = hands.page.evaluate(SUBMITTED)
        hands.open_list()
        hands.page.keyboard.type("ru")
        assert hands.page.evaluate(SUBMITTED) == before
        hands.page.locator(".ant-select-tree-title:visible").filter(has_text="Russia").first.click()
        hands.page.keyboard.press("Escape")
        problems, fields = work.read(hands.page.evaluate(SUBMITTED))
        assert (problems, fields["claims"][0]["claimant_unmarked"]) == ([], "russia")


def test_spans_that_a_change_of_the_first_answer_hides_are_named_on_the_page_and_rejected(labeling):
    work = labeling(SCHEMA, 1)
    hands = work.begin()
    one_claim(hands)
    hint = hands.page.get_by_text("Spans are marked and would be submitted")
    assert not hint.is_visible()
    hands.press("n")
    hint.wait_for()
    problems, _ = work.read(hands.page.evaluate(SUBMITTED))
    assert problems == ["has_claim is no and a guarantee ('guarantees') is marked"]


def test_words_that_are_marked_again_too_fast_get_the_first_role_twice_and_come_back(labeling):
    work = labeling(SCHEMA, 1)
    hands = work.begin()
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.page.clock.set_fixed_time("2026-11-26")  # the page takes both drags for a double click: no time has passed
    hands.mark("2", "Russia")
    hands.mark("5", "Russia")
    hands.press("d", "c")
    problems, _ = work.read(hands.page.evaluate(SUBMITTED))
    assert problems == ["the claimant 'Russia' is marked twice"]
