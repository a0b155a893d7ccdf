"""The names of controls: made from what they ask, and read back as it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.labelstudio.wire.controls import SPANS, control_element, control_name, match_control, parse_name
from annotate.schema.elements import Element

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
ASKED = ["question__stance", "claim__stance", "claim__act"]


@given(st.builds(Element, st.just("question"), NAMES) | st.builds(Element, st.just("attribute"), NAMES, NAMES))
def test_what_a_control_asks_is_read_from_the_name_that_it_was_given(element: Element):
    assert control_element(control_name(element)) == element


@given(st.builds(Element, st.just("attribute"), NAMES, st.just("claim")), st.integers(1, 20), st.booleans())
def test_a_control_of_a_numbered_claim_says_which_in_its_name(element: Element, claim: int, listed: bool):
    name = control_name(element, claim, listed=listed)
    assert (control_element(name), parse_name(name).claims) == (element, (claim,))


@pytest.mark.parametrize("control", ["", "stance", "spans", "claim_stance"])
def test_what_is_no_name_of_ours_asks_an_element_that_no_schema_has(control):
    element = control_element(control)
    with pytest.raises(ValueError, match="write `question NAME`"):
        Element.parse(str(element))


@pytest.mark.parametrize(
    ("name", "kind", "ours"),
    [
        ("act", "Choices", "claim__act"),
        ("ACT", "Choices", "claim__act"),
        ("claim__stance", "Choices", "claim__stance"),
        ("stance", "Choices", None),
        ("mood", "Choices", None),
        ("label", "Labels", SPANS),
        ("act", "TextArea", None),
    ],
)
def test_a_control_of_others_is_told_from_its_name_if_that_means_one_element(name, kind, ours):
    assert match_control(name, kind, ASKED) == ours
