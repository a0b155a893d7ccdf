"""The keys of the labeling page."""

import pytest

from annotate.new_project import bundled
from annotate.schema import Label, read_schema
from annotate.schema.changes import Answer
from annotate.schema.elements import Element
from annotate.schema.keys import KEYS, chord, own_keys, page_keys, without_keys

SCHEMAS = [read_schema(bundled("schemas") / f"{name}.yaml") for name in ("claim_stance", "stance")]
CLAIMS = SCHEMAS[0]
CATEGORY = Element("attribute", "category", "claim")


def with_more(schema, name: str, number: int):
    """The schema with more labels at the end of an attribute."""
    more = tuple(Label(name=f"more{index}") for index in range(number))
    attributes = [
        each.model_copy(update={"labels": each.labels + more}) if each.name == name else each
        for each in schema.claim.attributes
    ]
    return schema.model_copy(update={"claim": schema.claim.model_copy(update={"attributes": tuple(attributes)})})


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_schemas_own_keys_come_first_and_each_key_is_given_once(schema):
    keys = page_keys(schema)
    assert {answer: keys[answer] for answer, key in own_keys(schema).items() if key} == {
        answer: key for answer, key in own_keys(schema).items() if key
    }
    assert len(set(keys.values())) == len(keys)
    assert set(keys.values()) <= set(KEYS)
    assert without_keys(schema) == []


def test_a_label_at_the_end_of_a_question_and_an_actor_take_no_other_labels_key():
    before, after = page_keys(CLAIMS), page_keys(with_more(CLAIMS, "category", 1))
    assert before.items() <= after.items()
    assert page_keys(CLAIMS.with_register(CLAIMS.register.model_copy(update={"actors": ()}))) == before


def test_when_keys_run_out_the_last_labels_get_none():
    schema = with_more(CLAIMS, "category", 3)
    assert without_keys(schema) == [Answer(CATEGORY, "more2")]


def test_a_further_claim_has_the_same_key_with_others_held_down_and_none_that_the_browser_keeps():
    assert [chord("d", claim) for claim in (1, 2, 3, 4)] == ["d", "shift+d", "ctrl+shift+d", ""]
    assert [chord("t", claim) for claim in (1, 2, 3)] == ["t", "shift+t", ""]
