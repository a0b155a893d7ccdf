"""The codebook on the labeling page."""

from xml.etree import ElementTree

from annotate.labelstudio.wire.config.help import help_block
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.labelstudio.wire.config.parts import Markdown, all_boxes
from annotate.new_project import bundled
from annotate.schema import read_schema
from annotate.schema.codebook import to_markdown

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


def test_the_whole_codebook_is_one_key_away_in_the_language_of_the_schema():
    schema = SCHEMA.model_copy(update={"language": "id"})
    page = ElementTree.fromstring(to_labeling_config(schema))
    [codebook] = page.iter("Markdown")
    assert codebook.get("value") == to_markdown(schema)
    [choice] = [each for each in page.iter("Choice") if each.get("hotkey") == "shift+/"]
    assert choice.get("value") == "buku kode"


def test_a_dollar_sign_in_the_codebook_is_no_variable_of_the_task():
    schema = SCHEMA.model_copy(update={"introduction": "It costs $5 and $text."})
    [codebook] = [part for box in all_boxes([help_block(schema)]) for part in box.parts if isinstance(part, Markdown)]
    assert "It costs $\u20605 and $\u2060text." in codebook.text
