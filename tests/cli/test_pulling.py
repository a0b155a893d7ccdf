"""`annotate pull`, as a user sees it."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from annotate.cli import pull as pull_command
from annotate.labelstudio import pull as pull_module
from annotate.labelstudio.pull import Pulled
from annotate.workspace import Workspace


def task(number: int, user: int) -> dict:
    choices = {"type": "choices", "from_name": "stance", "to_name": "text", "value": {"choices": ["neutral"]}}
    annotation = {"id": number, "completed_by": {"id": user, "email": f"user{user}@example.org"}, "result": [choices]}
    return {"id": number, "project": user, "data": {"kalimat": "Satu."}, "annotations": [annotation]}


def test_exports_are_read_together_and_none_is_overwritten(annotate, tmp_path):
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text("schema: schemas/stance.yaml\nannotators:\n  - {id: ani, email: user1@example.org}\n")
    for number in (1, 2):
        (tmp_path / f"export-{number}.json").write_text(json.dumps([task(number, number)]))
    both = annotate("pull", "--json", "--from", "export-1.json", "--from", "export-2.json")
    assert both.code == 0, both.err
    found = json.loads(both.out)
    assert (found["pulled"], sorted(found["annotators"])) == (2, ["ani", "user2@example.org"])
    again = annotate("pull", "--from", "export-2.json")
    assert (again.code, "would lose 1 of its records" in again.err) == (1, True)
    assert annotate("pull", "--from", "export-*.json").code == 0


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """The commands without a server; the workspace."""
    files = Workspace(tmp_path)
    for module in (pull_command,):
        monkeypatch.setattr(module, "open_config", lambda *_: (None, files))
        monkeypatch.setattr(
            module, "open_launch", lambda _: type("Launch", (), {"annotators": {"ani": "", "budi": ""}})
        )
        monkeypatch.setattr(module, "open_client", lambda *_: object())
    monkeypatch.setattr(pull_command, "open_schema", lambda _: (None, None))
    monkeypatch.setattr("annotate.records.unresolved_actors", lambda *_: [])
    return files


def test_a_pull_says_how_much_was_deleted_on_the_server_and_whose(alone, monkeypatch, capsys):
    pulled = Pulled(Counter(), Counter(), Counter(), 0, 0, 0, deleted=Counter(ani=2, budi=1))
    monkeypatch.setattr(pull_module, "pull", lambda *_, **__: pulled)
    pull_command.pull()
    said = capsys.readouterr().err
    assert f"3 annotations are gone from the server (2 of ani, 1 of budi); kept in {alone.raw}/deleted.jsonl" in said
    pull_command.pull(as_json=True)
    assert json.loads(capsys.readouterr().out)["deleted"] == {"ani": 2, "budi": 1}
