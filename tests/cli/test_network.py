"""annotate network, from the command line."""

import json

import pytest
from documents import ROOT, blocks
from exporting import demo_workspace
from networks import claim, line, project, schema

COMMANDS = [
    command
    for block in blocks(ROOT / "docs" / "networks.md")
    if block.language == "sh"
    for command in block.code.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_run_on_articles_with_dates(annotate, tmp_path, command):
    (tmp_path / "config.yaml").write_text(f"schema: {ROOT / 'schemas' / 'claim_stance.yaml'}\n")
    file = demo_workspace(tmp_path / "work").files.sentences
    rows = [json.loads(row) for row in file.read_text().splitlines()]
    dated = [row | {"article": row["article"] | {"date": f"2022-0{1 + int(row['article_id'][2])}-01"}} for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in dated))
    done = annotate(*command.partition("#")[0].split()[1:])
    assert done.code == 0, done.err
    assert "→ work/network/" in done.out
    assert "left out of" in done.err


def test_what_is_written_and_what_is_left_out_is_json_too(annotate, tmp_path):
    asked = schema(tmp_path)
    project(tmp_path / "work", asked, [line(0, claim(["a"], ["b"]), claim(["a"], [None]))])
    (tmp_path / "config.yaml").write_text("schema: wants.yaml\n")
    done = annotate("network", "--json")
    only_one, none = (f"statements in {number} only; an interval needs three" for number in ("1 article", "0 articles"))
    assert json.loads(done.out) == {
        "path": "work/network/demand",
        "claims": 2,
        "left_out": {"no whom in the register": 1},
        "networks": [
            {
                "part": "",
                "kind": "demand",
                "statements": 1,
                "actors": 2,
                "edges": [
                    {"source": "a", "target": "b", "weight": 1, "interval": None, "distinct": False, "articles": 1}
                ],
                "measures": [
                    {"measure": "density", "node": "", "value": 0.5, "interval": None, "note": only_one},
                    {"measure": "out_strength", "node": "a", "value": 1.0, "interval": None, "note": only_one},
                    {"measure": "out_strength", "node": "b", "value": 0.0, "interval": None, "note": none},
                    {"measure": "in_strength", "node": "a", "value": 0.0, "interval": None, "note": none},
                    {"measure": "in_strength", "node": "b", "value": 1.0, "interval": None, "note": only_one},
                ],
            }
        ],
        "empty": {},
        "likenesses": [],
    }
    assert done.err == "annotate: left out of 2 claims, by reason: no whom in the register (1)\n"


def test_an_empty_network_is_an_error_and_writes_nothing(annotate, tmp_path):
    project(tmp_path / "work", schema(tmp_path), [line(0, claim([None], ["b"]))])
    (tmp_path / "config.yaml").write_text("schema: wants.yaml\n")
    done = annotate("network")
    assert (done.code, done.out) == (1, "")
    assert "the network is empty; left out: no who in the register (1)" in done.err
    assert not (tmp_path / "work" / "network").exists()
