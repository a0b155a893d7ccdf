"""Every letter, digit and shifted key in every state of the page."""

from string import ascii_lowercase, digits

from labeling import SPAN_IN_LIST, SUBMITTED, Shown, one_claim, two_claims

from annotate.new_project import bundled
from annotate.schema import read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")
KEYS = [*ascii_lowercase, *digits]
STATES = ("nothing answered", "one claim", "two claims", "three claims", "a list open", "a span selected")


def bring_about(state, hands):
    if state in ("one claim", "a list open"):
        one_claim(hands)
    elif state in ("two claims", "a span selected"):
        two_claims(hands)
    elif state == "three claims":
        hands.press("h")
    if state == "a list open":
        hands.open_list()
    elif state == "a span selected":
        hands.click(SPAN_IN_LIST, "neutrality")


def test_every_key_in_every_state_changes_only_what_is_seen(labeling):
    work, shown = labeling(SCHEMA, len(STATES)), Shown(SCHEMA)
    for state in STATES:
        hands = work.begin()
        bring_about(state, hands)
        before = hands.page.evaluate(SUBMITTED)
        for chord in ("", "Shift+"):
            for key in KEYS:
                hands.page.keyboard.press(f"{chord}{key.upper() if chord else key}")
            if state == "a list open":
                assert hands.page.evaluate(SUBMITTED) == before
            else:
                assert hands.ticked() == shown.choices(hands), (state, chord)
                assert set(shown.listed(hands)) == set(shown.spans(hands)), (state, chord)
