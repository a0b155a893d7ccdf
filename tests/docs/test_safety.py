"""The table of docs/safety.md is that of its log, and what it counts is zero."""

from documents import ROOT

DOCS = ROOT / "docs"


def test_the_table_is_the_logs_and_nothing_was_found(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from hostile.outcome import read, table

    outcomes = read(DOCS / "campaign.jsonl").values()
    assert table(outcomes) in (DOCS / "safety.md").read_text()
    assert all(outcome.is_clean for outcome in outcomes)
