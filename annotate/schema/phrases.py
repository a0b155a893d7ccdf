"""The codebook's and the labeling page's own words, in the language of the schema.

Each language is one file, `languages/CODE.yaml`, with every phrase of `Phrases`; a language without one gets English.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

from annotate.schema.parts import Part, Text
from annotate.yamlfile import read_yaml

_DEFAULT = "en"


class Phrases(Part):
    """The phrases of one language; `languages/en.yaml` shows what each is for and what is filled in."""

    version: Text
    decisions: Text
    decision_yes: Text
    decision_no: Text
    codebook: Text
    page: Text
    page_claims: Text
    page_answers: Text
    sentence: Text
    spans: Text
    how_to_mark: Text
    claim: Text
    how_to_answer_claim: Text
    single_spans: Text
    how_to_answer_span: Text
    rules: Text
    changes: Text
    look_title: Text
    look_intro: Text
    look_unanswered: Text
    look_unanswered_about: Text
    look_unmarked: Text
    look_marked: Text
    look_unlinked: Text
    look_heads: Text
    look_beyond: Text
    look_two_roles: Text
    look_double: Text
    look_twice: Text
    look_unreadable: Text
    head: Text
    key: Text
    several: Text
    required: Text
    optional: Text
    of_each: Text
    include: Text
    exclude: Text
    borderline: Text
    any_actor: Text
    no_answer: Text
    change: Text
    gone: Text
    renamed: Text
    label: Text
    please_answer: Text
    sentences_for: Text
    how_many: Text
    one_claim: Text
    numbers: tuple[Text, ...]
    spans_left: Text
    search: Text
    number_of: Text
    article_of: Text
    by_hand: Text
    note: Text
    point_open: Text
    beside: Text
    conflicts_for: Text


def phrase_language(language: str) -> str:
    """The code of the file for `language` ("id-ID" → "id"), "en" if there is none."""
    code = language.casefold().partition("-")[0]
    return code if code in phrase_languages() else _DEFAULT


@lru_cache
def phrases(language: str) -> Phrases:
    """The phrases for a schema whose texts are in `language`."""
    with as_file(files(__package__) / "languages" / f"{phrase_language(language)}.yaml") as file:
        return Phrases.model_validate(read_yaml(file).content)


@lru_cache
def phrase_languages() -> list[str]:
    """The codes that have a file, in alphabetical order."""
    folder = files(__package__) / "languages"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
