"""What a new page keeps of the page before it."""

from xml.etree import ElementTree

import pytest
from label_studio_sdk.label_interface import LabelInterface

from annotate.labelstudio.wire.config.kept import with_kept
from annotate.labelstudio.wire.config.linked_page import to_linked_config
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.config.to_xml import NO_KEY
from annotate.new_project import bundled
from annotate.schema import Schema, read_schema

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


def but(at_most: int = 3, **on: str) -> Schema:
    """The schema with another number of claims, and attributes asked about other things."""
    attributes = [each.model_copy(update={"on": on.get(each.name, each.on)}) for each in SCHEMA.claim.attributes]
    claim = SCHEMA.claim.model_copy(update={"at_most": at_most, "attributes": tuple(attributes)})
    return SCHEMA.model_copy(update={"claim": claim})


def controls(config: str) -> dict[str, list[str]]:
    page = ElementTree.fromstring(config)
    named = [node for tag in ("Labels", "Choices", "Taxonomy") for node in page.iter(tag)]
    return {node.get("name"): [label.get("alias", label.get("value")) for label in node] for node in named}


BEFORE_AND_NOW = [
    (to_labeling_config(but(3)), to_labeling_config(but(1)), "spans3"),
    (to_labeling_config(but(2)), to_labeling_config(but(3)), "spans_all"),
    (to_labeling_config(but(confidence="cue")), to_labeling_config(but(confidence="condition")), "spans__cue"),
    (to_linked_config(SCHEMA), to_labeling_config(SCHEMA), "claim__claimant_unmarked"),
]


@pytest.mark.parametrize(
    ("before", "now", "gone"), BEFORE_AND_NOW, ids=["fewer claims", "more", "of another role", "a list"]
)
def test_what_is_asked_otherwise_now_is_kept_unseen_and_without_keys(before, now, gone):
    kept = with_kept(now, before)
    assert gone not in controls(now)
    assert controls(before)[gone] == controls(kept)[gone]
    LabelInterface(kept).validate()
    page = ElementTree.fromstring(kept)
    unseen = [node for view in page.iter("View") if view.get("style") == "display: none" for node in view]
    assert gone in [node.get("name") for node in unseen]
    assert {label.get("hotkey", NO_KEY) for node in unseen for label in node} == {NO_KEY}
    assert not any(node.get("required") for node in unseen)


@pytest.mark.parametrize(("before", "now", "gone"), BEFORE_AND_NOW)
def test_to_keep_it_twice_is_to_keep_it_once(before, now, gone):
    kept = with_kept(now, before)
    assert with_kept(now, kept) == kept


def test_the_answer_that_announced_more_claims_than_there_can_be_is_kept():
    kept = with_kept(to_labeling_config(but(1)), to_labeling_config(but(3)))
    assert controls(kept)["question__has_claim"] == ["yes", "no", "unsure", "yes ×2", "yes ×3"]


def test_what_the_schema_does_not_ask_any_more_is_not_kept():
    attributes = tuple(each for each in SCHEMA.claim.attributes if each.name != "confidence")
    gone = SCHEMA.model_copy(update={"claim": SCHEMA.claim.model_copy(update={"attributes": attributes})})
    now = to_labeling_config(gone)
    assert controls(with_kept(now, to_labeling_config(SCHEMA))) == controls(now)


def test_a_page_that_cannot_be_read_leaves_nothing():
    assert with_kept("<View/>", "<View") == "<View/>"
