"""Who is meant by a span."""

import pytest

from annotate.new_project import bundled
from annotate.schema import Register, read_schema, unresolved

REGISTER = read_schema(bundled("schemas") / "claim_stance.yaml").register
SMALL = Register.model_validate(
    {
        "actors": [
            {"id": "usa", "name": "United States", "type": "state", "aliases": ["AS", "Amerika Serikat"]},
            {"id": "nato", "name": "NATO", "type": "organisation"},
            {"id": "rutte", "name": "Mark Rutte", "type": "person", "aliases": ["Rutte"], "parent": "nato"},
        ]
    }
)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("AS", "usa"),
        ("pemerintah amerika  serikat", "usa"),
        ("Sekjen NATO Mark Rutte", "rutte"),
        ("Rutte", "rutte"),
        ("NATO-nya", "nato"),
        ("ASEAN", None),
        ("dia", None),
    ],
)
def test_the_longest_alias_in_whole_words_names_the_actor(text, actor):
    assert SMALL.resolve(text) == actor


def test_an_empty_register_knows_nobody():
    assert Register().resolve("Rusia") is None


@pytest.mark.parametrize(("text", "actor"), [("Kiev", "ukraine"), ("Moskow", "russia"), ("Gedung Putih", "usa")])
def test_the_bundled_register_knows_the_capitals(text, actor):
    assert REGISTER.resolve(text) == actor


def test_unknown_names_are_listed_with_counts_and_an_example():
    spans = [("Atlantis", "a:0-9"), ("dia", "a:9-12"), ("NATO", "b:0-3"), ("dia", "c:1-4")]
    assert unresolved(spans, SMALL) == [("dia", 2, "a:9-12"), ("Atlantis", 1, "a:0-9")]
