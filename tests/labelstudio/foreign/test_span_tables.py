"""Tables of spans, read like an export."""

from __future__ import annotations

import pytest

from annotate.config import Annotator, Config
from annotate.corpus import read_sentences
from annotate.errors import InsufficientData, RecordError, WorkspaceError
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.project import Project
from annotate.schema import read_schema
from annotate.workspace import Workspace

SCHEMA = """
name: groups
version: "1"
title: Groups
claim:
  roles:
    - {name: group, head: true, called: SocialGroup, definition: Who.}
    - {name: place, definition: Where.}
"""
HEADING = "unit,annotator,start,end,label,text,article\n"
ROWS = (
    "s1,Ani,0,7,SocialGroup,Farmers in Oslo protest.,a\n"
    "s1,Ani,0,7,SocialGroup,Farmers in Oslo protest.,a\n"
    "s1,budi,11,15,place,Farmers in Oslo protest.,a\n"
    "s2,budi,,,,Nobody came.,a\n"
)


def pulled(folder, table: str, name: str = "spans.csv"):
    (folder / "s.yaml").write_text(SCHEMA)
    (folder / name).write_text(table)
    config = Config(annotators=[Annotator(id="ani", email="ani@example.org")])
    files = Workspace(folder)
    counts = pull_export([folder / name], Project(config, files, read_schema(folder / "s.yaml")))
    return counts, [row for _, row in read_jsonl(files.annotations, "")]


def test_each_annotator_of_a_unit_gives_a_record(tmp_path):
    counts, records = pulled(tmp_path, HEADING + ROWS)
    assert (counts.valid, counts.rejected.total()) == ({"ani": 1, "budi": 2}, 0)
    assert [(row["sentence_id"], row["article_id"], row["annotator"]) for row in records] == [
        ("a:0-24", "a", "ani"),
        ("a:0-24", "a", "budi"),
        ("a:25-37", "a", "budi"),
    ]
    assert [[claim["group"]["text"] for claim in row["claims"]] for row in records] == [["Farmers"], [], []]
    assert records[1]["unlinked"][0]["text"] == "Oslo"
    assert [sentence.text for sentence in read_sentences(Workspace(tmp_path).tasks)][1] == "Nobody came."


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        ("unit,annotator,start,end\ns1,ani,0,3\n", RecordError, "the unit s1 has no text"),
        (HEADING + "s1,ani,0,99,place,Oslo.,a\n", RecordError, "the span 0-99 of ani ends after the unit s1"),
        (HEADING + "s1,ani,0,2,place,Oslo.,a\ns1,budi,0,2,place,Rome.,a\n", RecordError, "the unit s1 has two texts"),
        (HEADING + "s1,ani,0,2,place,Oslo.,a\ns1,ANI,0,2,place,Oslo.,a\n", RecordError, "two annotators are called"),
        (HEADING + "s1,ani,0,2,place\n", RecordError, "spans.csv, line 2"),
        (HEADING, InsufficientData, "no rows"),
        ("unit,annotator,value\n1,ani,x\n", WorkspaceError, "is not a table of spans: it has no column called start"),
    ],
)
def test_a_table_that_is_wrong_is_an_error_with_its_place_and_nothing_is_written(tmp_path, table, error, message):
    with pytest.raises(error) as caught:
        pulled(tmp_path, table)
    assert message in str(caught.value)
    assert not Workspace(tmp_path).annotations.exists()
