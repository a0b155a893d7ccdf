"""The flow of numbers, from articles to gold."""

import json

import pytest
from exporting import demo_workspace

from annotate.errors import WorkspaceError
from annotate.flow import flow_of
from annotate.labelstudio.launch.file import write_launch
from annotate.labelstudio.launch.model import Launch
from annotate.schema import SchemaStamp


@pytest.fixture
def project(tmp_path):
    return demo_workspace(tmp_path / "work")


def steps(project):
    return {step.name: step for step in flow_of(project)}


def test_a_project_that_was_not_begun_says_what_to_do(project):
    for file in (project.files.gold, project.files.annotations, project.files.sentences):
        file.unlink()
    assert {step.name: (step.count, step.missing) for step in flow_of(project)} == {
        "articles": (None, "not split yet: annotate split FOLDER"),
        "segments": (None, "not split yet: annotate split FOLDER"),
        "kept": (None, "not split yet: annotate split FOLDER"),
        "drawn": (None, "not split yet: annotate split FOLDER"),
        "pushed": (None, "not pushed yet: annotate push"),
        "annotations": (None, "not pulled yet: annotate pull"),
        "gold": (None, "no gold yet: annotate gold"),
    }


def test_sentences_without_a_report_of_their_split_are_counted(project):
    done = steps(project)
    assert (done["articles"].count, done["segments"].missing) == (5, "the split left no report")
    kinds = {"prose": 87, "related-link": 14, "boilerplate": 9, "heading": 4, "byline": 3}
    assert (done["kept"].count, done["drawn"].count, done["drawn"].parts) == (None, 117, kinds)


REPORT = {"articles": 5, "unreadable": ["x.pdf"], "read": 130, "kinds": {"prose": 100, "byline": 30}}


def test_a_split_says_what_it_left_out(project):
    report = REPORT | {"kept": 117, "left_out": {"kind": 10, "sample": 3}}
    project.files.split_report.write_text(json.dumps(report))
    done = steps(project)
    assert (done["articles"].count, done["articles"].left_out) == (5, {"unreadable": 1})
    assert (done["segments"].count, done["segments"].parts) == (130, {"prose": 100, "byline": 30})
    assert (done["kept"].count, done["kept"].left_out) == (120, {"kind": 10})
    assert (done["drawn"].count, done["drawn"].left_out) == (117, {"sample": 3})


def test_articles_that_were_added_later_count_with_the_earlier_ones(project):
    earlier = REPORT | {"kept": 100, "left_out": {"kind": 30}}
    report = {"articles": 1, "unreadable": [], "read": 17, "kinds": {"prose": 17}, "kept": 17, "left_out": {}}
    project.files.split_report.write_text(json.dumps(report | {"earlier": [earlier]}))
    done = steps(project)
    assert [done[name].count for name in ("articles", "segments", "kept", "drawn")] == [6, 147, 117, 117]
    assert (done["segments"].parts["prose"], done["kept"].left_out) == (117, {"kind": 30})


def test_texts_that_came_with_their_annotations_say_so(project):
    project.files.sentences.rename(project.files.tasks)
    assert {steps(project)[name].missing for name in ("articles", "segments", "kept", "drawn")} == {
        "the texts came with the annotations"
    }


def test_what_was_not_pushed_is_counted_by_kind(project):
    pushed = {sentence.id: sentence.digest for sentence in project.sentences() if sentence.kind == "prose"}
    stamp = SchemaStamp(name="s", version="1", digest="d")
    launch = Launch(name="x", server="u", schema_=stamp, answers={}, projects=(), seed=1, digests=pushed)
    write_launch(project.files.launch, launch)
    step = steps(project)["pushed"]
    assert (step.count, step.left_out) == (87, {"related-link": 14, "boilerplate": 9, "heading": 4, "byline": 3})


def test_annotations_and_gold_are_counted_by_status(project):
    project.files.rejected.write_text('{"format": 1}\n')
    done = steps(project)
    assert done["annotations"].parts == {"submitted": 271, "skipped": 2}
    assert (done["annotations"].count, done["annotations"].left_out) == (273, {"rejected": 1})
    assert done["gold"].parts.total() == done["gold"].count == 91


def test_a_report_that_is_none_is_named(project):
    project.files.split_report.write_text("{}")
    with pytest.raises(WorkspaceError, match=r"sentences\.report\.json is not a report of a split"):
        flow_of(project)
