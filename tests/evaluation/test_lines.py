"""gold.jsonl read back for a comparison."""

import json

import pytest

from annotate.errors import WorkspaceError
from annotate.evaluation import read_gold
from annotate.gold import make_gold
from annotate.json_files import write_jsonl


@pytest.fixture
def gold(annotated, claim, schema, tmp_path):
    """A file of gold, and its lines."""
    records = [annotated("a", 1, [claim()]), annotated("b", 1, [claim(act="offer")]), annotated("a", 2, [])]
    lines = [row.to_json(schema) for row in make_gold(records, schema)]
    write_jsonl(tmp_path / "gold.jsonl", lines)
    return tmp_path / "gold.jsonl", lines


def test_a_line_says_what_is_decided_what_is_open_and_who_voted(gold, schema):
    file, _ = gold
    both, one = read_gold(file, schema).values()
    assert (both.voters, both.record.claims[0].stance) == ({"a", "b"}, "oppose")
    assert both.open_in_claim(0) == {"act"}
    assert not (both.leaves_question("has_claim") or both.leaves_claims or both.leaves_spans("claimant"))
    # One annotator saw the second sentence, and marked nothing: that there is nothing is not decided either.
    assert one.leaves_question("has_claim") and one.leaves_claims and one.leaves_spans("claimant")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda line: line.pop("decisions"), r"gold\.jsonl:1 is not gold: it has no `decisions`"),
        (lambda line: line["claims"][0].update(stance="so-so"), r"gold\.jsonl:1.*stance"),
        (lambda line: line["decisions"][0].pop("status"), r"gold\.jsonl:1 is not made like the schema"),
        (lambda line: line["schema"].update(digest="0"), "made under another schema"),
        (lambda line: line.update(format=99), "written by a newer annotate"),
    ],
)
def test_what_is_no_gold_of_the_schema_is_refused_with_its_line(gold, schema, change, message):
    file, lines = gold
    lines = json.loads(json.dumps(lines))
    change(lines[0])
    write_jsonl(file, lines)
    with pytest.raises(WorkspaceError, match=message):
        read_gold(file, schema)


def test_a_sentence_that_is_there_twice_is_refused(gold, schema):
    file, lines = gold
    write_jsonl(file, [*lines, lines[0]])
    with pytest.raises(WorkspaceError, match=r"gold\.jsonl:3 has the sentence .* again"):
        read_gold(file, schema)


def test_a_file_that_is_not_there_is_named(schema, tmp_path):
    with pytest.raises(WorkspaceError, match="there is no file"):
        read_gold(tmp_path / "no.jsonl", schema)


def test_an_empty_file_is_no_gold(schema, tmp_path):
    (tmp_path / "gold.jsonl").touch()
    with pytest.raises(WorkspaceError, match="has no gold: it is empty"):
        read_gold(tmp_path / "gold.jsonl", schema)
