"""Decisions keep their names when annotators are added and records come in another order."""

import os
import subprocess
import sys
from random import Random

from exporting import demo_workspace
from study import SCHEMA_FILE

from annotate.gold import make_gold
from annotate.json_files import json_line

DAYS = {name: {"created_at": f"2026-01-0{day}T00:00:00Z"} for name, day in (("budi", 1), ("citra", 2), ("ani", 3))}


def names_in(records, schema):
    (row,) = make_gold(records, schema)
    return [each.id for each in row.decisions]


def test_a_decision_is_called_by_the_claim_and_the_element(annotated, claim, schema) -> None:
    names = names_in([annotated(name, 1, [claim(category=["troops"])]) for name in ("ani", "budi")], schema)
    assert names[:2] == ["has_claim", "14-30/guarantee"]
    assert {"14-30/act", "14-30/category", "14-30/claimant/0-5"} < set(names)
    assert len(set(names)) == len(names)


def test_an_annotator_who_comes_later_changes_no_name_even_if_the_gold_boundary_moves(annotated, claim, schema) -> None:
    before = [
        annotated("budi", 1, [claim("jaminan keamanan"), claim("kata Peskov")], **DAYS["budi"]),
        annotated("citra", 1, [claim("jaminan keamanan NATO"), claim("kata Peskov")], **DAYS["citra"]),
    ]
    after = [annotated("ani", 1, [claim("menolak jaminan keamanan NATO"), claim("Peskov")], **DAYS["ani"]), *before]
    assert names_in(before, schema) == names_in(after, schema)
    (row,) = make_gold(after, schema)
    assert row.claims[0]["guarantee"]["text"] == "jaminan keamanan NATO"


def test_claims_on_the_same_words_are_told_apart_whatever_the_order(annotated, claim, schema) -> None:
    pair = [claim(stance="support"), claim(stance="oppose")]
    before = [annotated(name, 1, pair, **DAYS[name]) for name in ("budi", "citra")]
    names = names_in(before, schema)
    assert [name for name in names if name.endswith("guarantee")] == ["14-30/guarantee", "14-30#2/guarantee"]
    stances = {each.id: each.value for each in make_gold(before, schema)[0].decisions if each.element == "stance"}
    for seed in range(5):
        random = Random(seed)
        late = annotated("ani", 1, random.sample([*pair, claim(stance="mixed")], 3), **DAYS["ani"])
        first, second = (annotated(name, 1, random.sample(pair, 2), **DAYS[name]) for name in ("budi", "citra"))
        (row,) = make_gold(random.sample([late, first, second], 3), schema)
        again = {each.id: each.value for each in row.decisions if each.element == "stance"}
        assert again.items() >= stances.items()


def test_gold_is_the_same_to_the_byte_in_whichever_order_records_come(annotated, claim, schema) -> None:
    heads = ("jaminan keamanan", "jaminan keamanan NATO", "kata Peskov")
    records = [
        annotated(name, number, [claim(head, stance=stance, category=["troops", "treaty"][:labels])], **DAYS[name])
        for number in range(3)
        for name, head, stance, labels in zip(DAYS, heads, ("oppose", "mixed", "oppose"), (1, 2, 0), strict=True)
    ]

    def lines(some):
        return sorted(json_line(row.to_json(schema)) for row in make_gold(some, schema))

    for seed in range(5):
        assert lines(Random(seed).sample(records, len(records))) == lines(records)


def test_gold_is_the_same_to_the_byte_in_another_process(tmp_path) -> None:
    project = demo_workspace(tmp_path)
    here = b"".join(json_line(row.to_json(project.schema)) for row in make_gold(project.records(), project.schema))
    (tmp_path / "config.yaml").write_text(f"schema: {SCHEMA_FILE}\nworkspace: .\n")
    # Sets of words come in another order in each process.
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    arguments = ["gold", "--records", project.files.annotations, "--output", tmp_path / "again.jsonl"]
    command = [sys.executable, "-m", "annotate", *map(str, arguments)]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "again.jsonl").read_bytes() == here


def test_a_record_without_a_date_counts_as_the_last(annotated, claim, schema) -> None:
    dated = annotated("budi", 1, [claim("jaminan keamanan NATO")], **DAYS["budi"])
    undated = annotated("ani", 1, [claim("jaminan keamanan")])
    assert "14-35/guarantee" in names_in([undated, dated], schema)
