"""Gold of another schema."""

import json

import pytest

from annotate.errors import WorkspaceError
from annotate.gold import make_gold
from annotate.gold.other_schema import refuse_other_schema
from annotate.json_files import write_jsonl
from annotate.new_project import bundled
from annotate.schema import read_schema, record_model

FILE = bundled("schemas") / "claim_stance.yaml"
SCHEMA = read_schema(FILE)
STAMP = {"name": "claim_stance", "version": "1", "digest": SCHEMA.digest}
CLAIM = {
    "guarantee": {"start": 0, "end": 3, "text": "aid"},
    "cue": [{"start": 4, "end": 6, "text": "is"}],
    "act": "demand",
    "stance": "support",
}


@pytest.fixture
def gold(tmp_path):
    """The gold of one sentence that two annotators agree on."""
    row = {"sentence_id": "a:0-9", "article_id": "a", "status": "submitted", "has_claim": "yes", "claims": [CLAIM]}
    model = record_model(SCHEMA)
    records = [model.model_validate(row | {"annotator": name, "schema": STAMP}) for name in ("ani", "budi")]
    write_jsonl(tmp_path / "gold.jsonl", [made.to_json(SCHEMA) for made in make_gold(records, SCHEMA)])
    return tmp_path / "gold.jsonl"


def today(tmp_path, old: str, new: str):
    """The schema after a change of its text."""
    # Networks name the qualifier too, and a schema without it is another error.
    text = FILE.read_text(encoding="utf-8").replace("  qualifier: stance\n", "", 1)
    assert old in text
    changed = tmp_path / "today.yaml"
    changed.write_text(text.replace(old, new).replace('version: "1"', 'version: "2"'), encoding="utf-8")
    (tmp_path / "actors.yaml").write_text((FILE.parent / "actors.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return read_schema(changed)


def without_stamp(gold):
    line = json.loads(gold.read_text())
    write_jsonl(gold, [{key: value for key, value in line.items() if key not in ("schema", "format")}])


def test_gold_carries_the_stamp_of_its_schema_and_is_read_under_it(gold):
    assert json.loads(gold.read_text())["schema"] == STAMP
    assert refuse_other_schema(gold, SCHEMA) is False


@pytest.mark.parametrize(
    ("old", "new", "differing"),
    [
        ("name: stance", "name: attitude", "it does not have attribute stance on claim"),
        ("name: cue", "name: predicate", "it does not have role cue"),
        ("has_claim", "any_claim", "it does not have question has_claim"),
        ("name: demand", "name: require", "it does not have the label demand of act"),
        ("name: refuse", "name: reject", "what differs is not in this gold"),
    ],
)
def test_gold_of_another_schema_is_refused_with_what_differs(gold, tmp_path, old, new, differing):
    with pytest.raises(WorkspaceError, match="was made under another schema") as caught:
        refuse_other_schema(gold, today(tmp_path, old, new))
    assert differing in caught.value.message
    assert "`annotate gold` again" in caught.value.hint


def test_gold_whose_stamp_is_null_does_not_say_its_schema_either(gold):
    write_jsonl(gold, [json.loads(gold.read_text()) | {"schema": None}])
    assert refuse_other_schema(gold, SCHEMA) is True


def test_gold_without_a_stamp_is_read_if_each_answer_fits(gold, tmp_path):
    without_stamp(gold)
    assert refuse_other_schema(gold, SCHEMA) is True
    assert refuse_other_schema(gold, today(tmp_path, "name: refuse", "name: reject")) is True
    with pytest.raises(WorkspaceError, match="does not fit today's schema: it does not have attribute stance on claim"):
        refuse_other_schema(gold, today(tmp_path, "name: stance", "name: attitude"))
