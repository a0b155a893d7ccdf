"""The codebook's and the page's own words, a file a language."""

from pathlib import Path
from string import Formatter

import pytest

import annotate.schema.phrases
from annotate.schema.phrases import Phrases, phrase_languages, phrases
from annotate.validation import validate
from annotate.yamlfile import read_yaml

FILES = sorted((Path(annotate.schema.phrases.__file__).parent / "languages").glob("*.yaml"))


def filled_in(phrase):
    phrase = phrase if isinstance(phrase, str) else " ".join(phrase)
    return {field for _, field, _, _ in Formatter().parse(phrase) if field is not None}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_language_file_has_every_phrase_and_fills_in_what_the_english_one_does(file):
    words, problems = validate(read_yaml(file), Phrases)
    assert problems == []
    wanted = {name: filled_in(phrase) for name, phrase in phrases("en").model_dump().items()}
    assert {name: filled_in(phrase) for name, phrase in words.model_dump().items()} == wanted


def test_english_and_indonesian_are_among_them():
    assert {"en", "id"} <= set(phrase_languages())


@pytest.mark.parametrize(("language", "required"), [("id", "wajib"), ("id-ID", "wajib"), ("DE", "Pflicht")])
def test_a_language_is_found_by_its_code_whatever_the_region(language, required):
    assert phrases(language).required == required


def test_a_language_without_a_file_gets_english():
    assert phrases("sw") == phrases("en")
