"""What a project with our own page asks, told from the labeling config as the server parses it."""

import pytest
from label_studio_sdk._extensions.label_studio_tools.core.label_config import parse_config
from study import SCHEMA_FILE

from annotate.labelstudio.foreign.match_controls import fit_controls
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.schema import read_schema

SCHEMA = read_schema(SCHEMA_FILE)


@pytest.mark.parametrize("claims", [2, 3])
@pytest.mark.parametrize("announced", [SCHEMA.claims_if, None], ids=["the schema asks how many", "the page asks"])
def test_the_controls_of_a_page_with_numbered_claims_keep_their_names(announced, claims):
    schema = SCHEMA.model_copy(update={"claims_if": announced})
    parsed = parse_config(to_labeling_config(schema, claims))
    text, names = fit_controls(7, parsed, schema)
    assert text == "text"
    assert {"spans2", "claim2__act", "claim2__claimant_unmarked-list"} < names.keys()
    assert all(name == ours for name, ours in names.items())
