"""launch.json on disk: what is read, what is kept, and what is said of a file that is broken or gone."""

from __future__ import annotations

import pytest

from annotate.allocation.allocate import Assignment
from annotate.errors import WorkspaceError
from annotate.labelstudio.launch.file import read_launch, write_launch
from annotate.labelstudio.launch.model import EarlierSchema, Launch
from annotate.schema import SchemaStamp


def test_a_launch_of_an_earlier_version_is_still_read(tmp_path):
    file = tmp_path / "launch.json"
    file.write_text(
        '{"name": "old", "server": "http://127.0.0.1:8080/", "answers": {}, "seed": 1,'
        ' "schema": {"name": "s", "version": "1", "digest": "d"},'
        ' "projects": [{"annotator": "ani", "email": "ani@example.org", "project": 3, "sentences": ["a:0-1"]}]}'
    )
    launch = read_launch(file)
    assert list(launch.plan.assignments["ani"]) == [Assignment("a:0-1")]
    assert launch.annotators == {"ani": "ani@example.org"}


def test_a_broken_launch_names_the_place_and_the_way_out(tmp_path):
    file = tmp_path / "launch.json"
    file.write_text('{"name": "old"}')
    with pytest.raises(WorkspaceError, match=r"launch\.json is broken at server") as error:
        read_launch(file)
    assert "push again" in error.value.hint
    file.write_text("[]")
    with pytest.raises(WorkspaceError, match=r"launch\.json is broken$"):
        read_launch(file)


def test_what_launch_json_said_before_stays_beside_it_and_is_missed_if_the_server_does_not_know_it(tmp_path):
    file = tmp_path / "launch.json"
    stamp = SchemaStamp(name="s", version="1", digest="d")
    first = Launch(name="x", server="u", schema_=stamp, answers={}, projects=(), seed=1, rounds={0: ("a:0-1",)})
    write_launch(file, first)
    write_launch(file, first)
    assert [each.name for each in tmp_path.iterdir()] == ["launch.json"]
    earlier = EarlierSchema(schema_=stamp, answers={}, until={3: None})
    migrated = first.model_copy(update={"earlier": (earlier,)})
    write_launch(file, migrated)
    file.unlink()
    assert read_launch(file) is None
    write_launch(file, migrated)
    write_launch(file, first)
    file.unlink()
    with pytest.raises(WorkspaceError, match=r"launch\.json is gone; .*launch\.json\.bak has migrations") as error:
        read_launch(file)
    assert "rename" in error.value.hint
    (tmp_path / "launch.json.bak").rename(file)
    assert read_launch(file) == migrated
