"""Gold in a report is counted as in gold.jsonl."""

import json
from collections import Counter

from reporting import rows_of


def test_gold_is_counted_as_in_gold_jsonl(whole):
    project, _, data = whole
    gold = [json.loads(line) for line in project.files.gold.read_text().splitlines()]
    shown = {(row["kind"], row["status"]): row["number"] for row in rows_of(data, "gold")}
    sentences = Counter(row["status"] for row in gold)
    assert {status: number for (kind, status), number in shown.items() if kind == "whole sentences"} == sentences
    assert sum(shown.values()) == len(gold) + sum(len(row["decisions"]) for row in gold)
