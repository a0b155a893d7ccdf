"""The labeling config that a schema becomes."""

from xml.etree import ElementTree

import pytest
from label_studio_sdk.label_interface import LabelInterface

from annotate.labelstudio.wire.controls import controls
from annotate.labelstudio.wire.labeling_config import to_labeling_config
from annotate.new_project import bundled
from annotate.schema import read_schema


def config(name: str):
    file = bundled("schemas") / f"{name}.yaml"
    schema = read_schema(file)
    return schema, to_labeling_config(schema)


@pytest.mark.parametrize("name", ["claim_stance", "stance"])
def test_label_studio_accepts_the_config_of_every_bundled_schema(name):
    LabelInterface(config(name)[1]).validate()


@pytest.mark.parametrize("name", ["claim_stance", "stance"])
def test_every_question_and_attribute_has_its_control(name):
    schema, xml = config(name)
    names = {node.get("name") for node in ElementTree.fromstring(xml).iter("Choices")}
    assert names == set(controls(schema))


def test_results_carry_names_where_people_read_titles():
    schema, xml = config("claim_stance")
    for choices in ElementTree.fromstring(xml).iter("Choices"):
        element = controls(schema)[choices.get("name")].element
        shown = [choice.get("alias", choice.get("value")) for choice in choices]
        assert shown == list(schema.labels_of(element))


def test_a_schema_without_roles_has_no_spans_to_mark():
    _, xml = config("stance")
    assert "<Labels" not in xml
    assert 'name="text" value="$text" granularity="word" selectionEnabled="false"' in xml


def test_a_required_attribute_blocks_submission_with_its_own_words():
    _, xml = config("claim_stance")
    act = next(node for node in ElementTree.fromstring(xml).iter("Choices") if node.get("name") == "claim__act")
    assert (act.get("required"), act.get("perRegion"), act.get("whenLabelValue")) == ("true", "true", "guarantee")
    assert act.get("requiredMessage")


def test_the_page_asks_for_a_missing_answer_in_the_language_of_the_schema():
    schema = config("stance")[0].model_copy(update={"language": "id"})
    xml = to_labeling_config(schema)
    messages = [node.get("requiredMessage") for node in ElementTree.fromstring(xml).iter("Choices")]
    assert "Mohon dijawab: What is the sentence about?" in messages
