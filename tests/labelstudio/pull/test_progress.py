"""Progress by annotator and round, on the real server."""

from __future__ import annotations

from datetime import UTC, datetime

from study import NO_CLAIM

from annotate.allocation.allocate import Allocation
from annotate.labelstudio.pull.progress import status
from annotate.labelstudio.wire.client import write_options


def test_what_is_done_skipped_and_left_by_annotator_and_round(study):
    study = study.but(config=study.config.model_copy(update={"allocation": Allocation(calibration=1)}))
    study.push()
    tasks = study.tasks("ani")
    for task, seconds in zip(tasks[:3], (10, 20, 60), strict=True):
        study.submit("ani", task, NO_CLAIM, lead_time=seconds)
    study.submit("ani", tasks[4], [], was_cancelled=True, lead_time=500)
    found = {(each.annotator, each.round): each for each in status(study.client, study.files)}
    calibration = found["ani", 0]
    assert (calibration.done, calibration.skipped, calibration.left) == (3, 0, 1)
    assert (calibration.median_seconds, calibration.per_hour, calibration.days_to_go) == (20, 120, 1)
    assert (datetime.now(UTC) - calibration.last_seen).total_seconds() < 60
    assert (found["ani", 1].done, found["ani", 1].skipped, found["ani", 1].left) == (0, 1, 3)
    assert found["ani", 1].median_seconds is None
    assert found["budi", 0][2:] == (0, 0, 4, None, None, None, None, study.number_of("budi"))


def test_status_and_pull_share_what_they_have_read(study):
    study.push()
    study.submit("ani", study.tasks("ani")[0], NO_CLAIM)
    status(study.client, study.files)
    assert study.pull().valid == {"ani": 1}


def test_of_two_annotations_of_a_task_the_one_saved_last_counts_as_in_a_pull(study):
    study.push()
    task = study.tasks("ani")[0]
    skipped = study.submit("ani", task, [], was_cancelled=True)
    study.submit("ani", task, NO_CLAIM)
    study.people["ani"].sdk.annotations.update(
        skipped, was_cancelled=True, lead_time=3, request_options=write_options()
    )
    [ani, _] = status(study.client, study.files)
    assert (ani.done, ani.skipped) == (0, 1)
    assert study.pull().skipped == {"ani": 1}


def test_somebody_elses_annotation_is_not_the_annotators_progress(study):
    study.push()
    study.open_to_all()
    study.submit("budi", study.tasks("ani")[0], NO_CLAIM)
    [ani, _] = status(study.client, study.files)
    assert (ani.done, ani.left) == (0, 8)
