"""The labeling config that a schema becomes."""

from collections import Counter
from xml.etree import ElementTree

import pytest
from label_studio_sdk.label_interface import LabelInterface

from annotate.labelstudio.wire.config.linked_page import to_linked_config
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.config.to_xml import NO_KEY
from annotate.labelstudio.wire.controls import HELP, HOW_MANY, controls, parse_name
from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.keys import KEPT_CHORDS
from annotate.schema.numbers import without_count

ANSWERS = ("Choices", "Taxonomy")


def config(name: str, claims: int = 0):
    file = bundled("schemas") / f"{name}.yaml"
    schema = read_schema(file)
    return schema, to_labeling_config(schema, claims)


def nodes(xml: str, *tags: str) -> list[ElementTree.Element]:
    return [node for tag in tags for node in ElementTree.fromstring(xml).iter(tag)]


@pytest.mark.parametrize("name", ["claim_stance", "stance"])
@pytest.mark.parametrize("write", [to_labeling_config, to_linked_config])
def test_label_studio_accepts_the_config_of_every_bundled_schema(name, write):
    LabelInterface(write(config(name)[0])).validate()


@pytest.mark.parametrize("name", ["claim_stance", "stance"])
def test_every_question_and_attribute_has_its_control_and_each_claim_its_own(name):
    schema, xml = config(name)
    asked = Counter(parse_name(node.get("name")).name for node in nodes(xml, *ANSWERS) if node.get("name") != HELP)
    assert asked == {name: 3 if name.startswith("claim__") else 1 for name in controls(schema)}


def test_results_carry_names_where_people_read_titles():
    schema, xml = config("claim_stance")
    for asked in (node for node in nodes(xml, *ANSWERS) if node.get("name") != HELP):
        element = controls(schema)[parse_name(asked.get("name")).name].element
        shown = [without_count(label.get("alias", label.get("value")))[0] for label in asked.iter("Choice")]
        assert list(dict.fromkeys(shown)) == list(schema.labels_of(element))


def test_a_schema_without_roles_has_no_spans_to_mark():
    _, xml = config("stance")
    assert "<Labels" not in xml
    assert 'name="text" value="$text" granularity="word" selectionEnabled="false"' in xml


def test_a_required_attribute_blocks_submission_with_its_own_words():
    _, xml = config("claim_stance")
    for name in ("claim__act", "claim2__act"):
        act = next(node for node in nodes(xml, "Choices") if node.get("name") == name)
        assert (act.get("required"), act.get("perRegion")) == ("true", None)
        assert act.get("requiredMessage")


def test_the_page_asks_for_a_missing_answer_in_the_language_of_the_schema():
    schema = config("stance")[0].model_copy(update={"language": "id"})
    messages = [node.get("requiredMessage") for node in nodes(to_labeling_config(schema), "Choices")]
    assert "Mohon dijawab: What is the sentence about?" in messages


@pytest.mark.parametrize("claims", [0, 2, 5])
def test_a_key_is_given_once_on_the_whole_page_and_none_that_the_browser_keeps(claims):
    _, xml = config("claim_stance", claims)
    keys = [label.get("hotkey") for asked in nodes(xml, "Choices", "Labels") for label in asked]
    given = [key for key in keys if key != NO_KEY]
    assert None not in keys
    assert len(given) == len(set(given)) > 30
    assert KEPT_CHORDS.isdisjoint(given)


def test_a_label_without_a_key_shows_none():
    _, xml = config("claim_stance")
    assert ".annotate-of-claim3__stance .lsf-choice:nth-of-type(1) sup { display: none; }" in xml


def test_a_page_is_made_for_as_many_claims_as_there_are():
    _, xml = config("claim_stance", claims=5)
    assert [node.get("name") for node in nodes(xml, "Labels")] == ["spans", "spans2", "spans3", "spans4", "spans5"]


def test_where_two_claims_are_all_there_can_be_a_row_marks_spans_of_both():
    schema = config("claim_stance")[0]
    schema = schema.model_copy(update={"claim": schema.claim.model_copy(update={"at_most": 2})})
    rows = {node.get("name"): node for node in nodes(to_labeling_config(schema), "Labels")}
    assert list(rows) == ["spans", "spans2", "spans_all"]
    assert [label.get("alias") for label in rows["spans_all"]] == [role.name for role in schema.roles if not role.head]
    assert rows["spans_all"][0].get("hotkey") == "ctrl+shift+2"


def test_a_schema_that_announces_no_claims_gets_a_question_of_the_pages_own():
    schema = config("claim_stance")[0].model_copy(update={"claims_if": None})
    [asked] = [node for node in nodes(to_labeling_config(schema), "Choices") if node.get("name") == HOW_MANY]
    assert asked.get("required") == "true"
    assert [choice.get("alias") for choice in asked] == ["0", "1", "2", "3"]
