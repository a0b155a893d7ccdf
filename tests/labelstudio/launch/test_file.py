"""launch.json on disk: what is read, what is kept, and what is said of a file that is broken or gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotate.allocation.plan import Assignment
from annotate.errors import WorkspaceError
from annotate.labelstudio.launch.file import read_launch, write_launch
from annotate.labelstudio.launch.model import EarlierSchema, Launch
from annotate.schema import SchemaStamp
from annotate.schema.elements import Element

WRITTEN_BY_0_1_0 = Path(__file__).parent / "launch-0.1.0.json"


def test_a_launch_that_version_0_1_0_wrote_is_read_and_written_in_todays_format(tmp_path):
    file = tmp_path / "launch.json"
    shutil.copy(WRITTEN_BY_0_1_0, file)
    launch = read_launch(file)
    assert list(launch.plan.assignments) == ["ani", "budi"]
    assert Assignment("a0:129-171", 1) in launch.plan.assignments["ani"]
    [*_, adopted] = launch.projects
    assert (adopted.assignee, adopted.adopted.controls["act"]) == ("*adopted-3", "claim__act")
    [earlier] = launch.earlier
    assert earlier.answers[Element("attribute", "stance", "claim")].labels == (
        ("oppose", -1),
        ("mixed", 0),
        ("support", 1),
    )
    write_launch(file, launch)
    assert [each.name for each in tmp_path.iterdir()] == ["launch.json"]
    document, before = json.loads(file.read_text()), json.loads(WRITTEN_BY_0_1_0.read_text())
    assert document.pop("format") == 1
    before["projects"] = [{"assignee": project.pop("holder"), **project} for project in before["projects"]]
    assert document == before | {"page": "linked", "gone": []}
    assert read_launch(file) == launch


def test_a_launch_of_a_newer_format_is_refused_with_the_one_that_is_read_and_stays_as_it_is(tmp_path):
    file = tmp_path / "launch.json"
    file.write_text('{"format": 2, "teams": {}}')
    with pytest.raises(WorkspaceError, match=r"a newer annotate \(format 2\); this version reads format 1$") as error:
        read_launch(file)
    assert error.value.hint == "update annotate"
    assert file.read_text() == '{"format": 2, "teams": {}}'


def test_a_broken_launch_names_the_place_and_the_way_out(tmp_path):
    file = tmp_path / "launch.json"
    file.write_text('{"name": "old"}')
    with pytest.raises(WorkspaceError, match=r"launch\.json is broken: server: is required but missing") as error:
        read_launch(file)
    assert "push again" in error.value.hint
    file.write_text("[]")
    with pytest.raises(WorkspaceError, match=r"launch\.json is broken: must have keys"):
        read_launch(file)
    document = json.loads(WRITTEN_BY_0_1_0.read_text())
    file.write_text(json.dumps(document | {"answers": {"role cue": ["(form)=dual"]}}))
    with pytest.raises(WorkspaceError, match=r"broken: answers: 'role cue': '\(form\)=dual' is not the form"):
        read_launch(file)
    document["projects"][1]["project"] = "two"
    file.write_text(json.dumps(document))
    with pytest.raises(WorkspaceError, match="broken: project 2, project: must be a whole number"):
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
