"""Habits that gave wrong answers without a word on the page of before, and every key in every state."""

from collections import Counter
from string import ascii_lowercase, digits
from xml.etree import ElementTree

from labeling import SPAN_IN_LIST

from annotate.labelstudio.wire.labeling_config import to_labeling_config
from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
LIST = ".annotate-claim1 .ant-select-selector"
SUBMITTED = "() => Htx.annotationStore.selected.serializeAnnotation()"
TICKED = """() => [...document.querySelectorAll('.annotate-page input[type=checkbox]:checked')]
    .filter(box => box.offsetParent).map(box => box.name)"""
KEYS = [*ascii_lowercase, *digits]
# Read from the page's config: what the page shows for what it submits.
SHOWN = {
    (control.get("name"), label.get("alias", label.get("value"))): label.get("value")
    for kind in ("Choices", "Labels")
    for control in ElementTree.fromstring(to_labeling_config(SCHEMA)).iter(kind)
    for label in control
}


def one_claim(hands):
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.press("d", "c")


def two_claims(hands):
    hands.press("w")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.press("d", "c", "Shift+D", "Shift+X")


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
    work = labeling(SCHEMA, 1)
    hands = work.begin()
    one_claim(hands)
    hands.click(SPAN_IN_LIST, "guarantees")
    hands.press(*"vbjklm")
    problems, fields = work.read(hands.page.evaluate(SUBMITTED))
    assert problems == []
    [claim] = fields["claims"]
    assert (claim["act"], claim.get("claimant_unmarked"), claim.get("addressee_unmarked")) == ("demand", None, None)
    assert Counter(ticked(hands)) == Counter(choices(hands))


def test_typing_in_an_open_list_answers_nothing_else(labeling):
    work = labeling(SCHEMA, 2)
    for begin in (one_claim, two_claims):
        hands = work.begin()
        begin(hands)
        before = hands.page.evaluate(SUBMITTED)
        hands.click(LIST)
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


def ticked(hands) -> list[str]:
    return hands.page.evaluate(TICKED)


def choices(hands) -> list[str]:
    """What would be submitted of choices, as the page shows it."""
    items = [item for item in hands.page.evaluate(SUBMITTED) if item["type"] == "choices"]
    return [SHOWN[item["from_name"], label] for item in items for label in item["value"]["choices"]]


def marks(hands) -> Counter[str]:
    items = [item for item in hands.page.evaluate(SUBMITTED) if item["type"] == "labels"]
    return Counter(SHOWN[item["from_name"], label] for item in items for label in item["value"]["labels"])


def listed(hands) -> Counter[str]:
    """The roles in the list of spans at the side."""
    texts = hands.page.locator(SPAN_IN_LIST).all_inner_texts()
    roles = sorted({role for _, role in SHOWN.items()}, key=len, reverse=True)
    found: Counter[str] = Counter()
    for text in texts:
        for part in text.replace(",", "\n").split("\n"):
            role = next((role for role in roles if part.strip().startswith(role)), None)
            if role:
                found[role] += 1
    return found


def with_span_selected(hands):
    two_claims(hands)
    hands.click(SPAN_IN_LIST, "neutrality")


def with_open_list(hands):
    one_claim(hands)
    hands.click(LIST)


def test_every_key_in_every_state_changes_only_what_is_seen(labeling):
    states = {
        "nothing answered": lambda hands: None,
        "one claim": one_claim,
        "two claims": two_claims,
        "three claims": lambda hands: hands.press("h"),
        "a list open": with_open_list,
        "a span selected": with_span_selected,
    }
    work = labeling(SCHEMA, len(states))
    for state, begin in states.items():
        hands = work.begin()
        begin(hands)
        before = hands.page.evaluate(SUBMITTED)
        for chord in ("", "Shift+"):
            for key in KEYS:
                hands.page.keyboard.press(f"{chord}{key.upper() if chord else key}")
            if state == "a list open":
                assert hands.page.evaluate(SUBMITTED) == before, state
                continue
            assert Counter(ticked(hands)) == Counter(choices(hands)), (state, chord)
            assert set(marks(hands)) == set(listed(hands)), (state, chord)
