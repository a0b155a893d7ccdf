"""The adjudicator's page: points of the task, and the annotators' page behind a key."""

from xml.etree import ElementTree

import pytest

from annotate.adjudication import of_text
from annotate.labelstudio.wire.config.adjudication_page import MOST_POINTS, POINT_KEYS, to_adjudication_config
from annotate.labelstudio.wire.config.to_xml import NO_KEY
from annotate.labelstudio.wire.controls import point_name
from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.keys import KEPT_CHORDS

SCHEMAS = {name: read_schema(bundled("schemas") / f"{name}.yaml") for name in ("claim_stance", "stance")}


def page(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(to_adjudication_config(SCHEMAS[name]))


@pytest.mark.parametrize("name", SCHEMAS)
def test_points_have_the_single_keys_to_themselves(name):
    keys = [
        option.get("hotkey") for kind in ("Choices", "Labels") for asked in page(name).iter(kind) for option in asked
    ]
    given = [key for key in keys if key != NO_KEY]
    assert None not in keys
    assert len(given) == len(set(given))
    assert {key for key in given if len(key) == 1} == {"0"}
    assert KEPT_CHORDS.isdisjoint(given) and {"0", "u"}.isdisjoint(POINT_KEYS)


def test_there_is_a_place_for_each_point_whose_options_come_with_the_task():
    asked = {each.get("name"): each for each in page("claim_stance").iter("Choices")}
    for place in range(1, MOST_POINTS + 1):
        assert (asked[point_name(place)].get("value"), len(asked[point_name(place)])) == (f"$point_{place}", 0)
        assert asked[point_name(place)].get("required") == "true"


def test_no_answer_about_a_span_is_required_because_label_studio_asks_for_it_out_of_sight_too():
    schema = SCHEMAS["claim_stance"]
    assert schema.claim is not None
    stance = next(each for each in schema.claim.attributes if each.name == "stance")
    on_claimant = stance.model_copy(update={"on": "claimant", "required": True})
    claim = schema.claim.model_copy(update={"attributes": (on_claimant,)})
    asked = ElementTree.fromstring(to_adjudication_config(schema.model_copy(update={"claim": claim})))
    [question] = [each for each in asked.iter("Choices") if each.get("perRegion")]
    assert question.get("required") is None


def test_what_annotators_say_of_themselves_is_not_asked():
    assert any(each.get("name") == "claim__confidence" for each in page("claim_stance").iter("Choices"))
    without = ElementTree.fromstring(to_adjudication_config(of_text(SCHEMAS["claim_stance"])))
    assert not any(each.get("name") == "claim__confidence" for each in without.iter("Choices"))
