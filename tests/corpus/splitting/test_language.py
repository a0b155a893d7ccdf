"""The files of the languages."""

from dataclasses import fields

import pytest

from annotate.corpus import languages
from annotate.corpus.splitting.language import Language, read_sections
from annotate.corpus.splitting.page_words import Page, load_page


@pytest.mark.parametrize("code", languages())
def test_a_file_has_only_sections_that_somebody_reads(code: str):
    read = {field.name.replace("_", " ") for kind in (Language, Page) for field in fields(kind)} - {"code", "tails"}
    assert set(read_sections(code)) <= read | {"also"}


def test_a_page_is_known_by_the_phrases_of_the_other_languages_that_it_uses():
    assert "read also" not in load_page("id").link_cues
    assert "advertisement" in load_page("id").notice_cues
    assert "©" in load_page("id").notice_signs
