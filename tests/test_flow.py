"""The flow of numbers, from articles to gold."""

import json

import pytest
from exporting import demo_workspace

from annotate.errors import WorkspaceError
from annotate.flow import flow_of


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
        "sentences": (None, "not split yet: annotate split FOLDER"),
        "pushed": (None, "not pushed yet: annotate push"),
        "annotations": (None, "not pulled yet: annotate pull"),
        "gold": (None, "no gold yet: annotate gold"),
    }


def test_sentences_without_a_report_of_their_split_are_counted(project):
    done = steps(project)
    assert (done["articles"].count, done["segments"].missing) == (5, "the split left no report")
    kinds = {"prose": 87, "related-link": 14, "boilerplate": 9, "heading": 4, "byline": 3}
    assert (done["sentences"].count, done["sentences"].parts) == (117, kinds)


def test_a_split_says_what_it_left_out(project):
    report = {"articles": 5, "unreadable": ["x.pdf"], "read": 7, "kinds": {"prose": 5, "byline": 2}}
    project.files.split_report.write_text(json.dumps(report | {"kept": 5, "left_out": {"kind": 2}}))
    done = steps(project)
    assert (done["articles"].count, done["articles"].left_out) == (5, {"unreadable": 1})
    assert (done["segments"].count, done["segments"].parts) == (7, {"prose": 5, "byline": 2})
    assert (done["sentences"].count, done["sentences"].left_out) == (5, {"kind": 2})


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
