"""A launch by allocation: who gets what on the real server, in which order, and what the records remember."""

from __future__ import annotations

import pytest
from study import NO_CLAIM, changed, made_sentences

from annotate.allocation.plan import Assignment, assignees
from annotate.config import Annotator
from annotate.errors import ConfigError
from annotate.labelstudio.launch.file import write_launch
from annotate.labelstudio.wire.tasks import task_assignment, task_round


def assignments(study, annotator: str) -> list[Assignment]:
    return [task_assignment(task) for task in study.tasks(annotator)]


def test_the_server_holds_the_plan_in_its_order(study):
    study = changed(study, people=3, overlap=2, calibration=1, repeat=0.5)
    study.write(made_sentences(5))
    study.push()
    plan = study.launch().plan
    for annotator in ("ani", "budi", "citra"):
        assert assignments(study, annotator) == list(plan.assignments[annotator])
        rounds = [task_round(task) for task in study.tasks(annotator)]
        assert rounds == [plan.rounds[assignment.sentence] for assignment in plan.assignments[annotator]]
    sizes = [len(names) for names in assignees(plan).values()]
    assert sorted(sizes) == [2] * 16 + [3] * 4


def test_records_know_their_round_and_whether_they_repeat(study):
    study = changed(study, calibration=1, repeat=0.25)
    study.push()
    for task in study.tasks("ani"):
        study.submit("ani", task, NO_CLAIM)
    pulled = study.pull()
    assert (pulled.valid, pulled.rejected) == ({"ani": 9}, {})
    # A repeat stands beside its first time in the file, which has the order of the corpus.
    records = sorted(study.records(), key=lambda record: (record["round"], record.get("repeat") or 0))
    assert [record["round"] for record in records] == [0] * 4 + [1] * 5
    assert [record.get("repeat") for record in records] == [None] * 8 + [1]
    assert records[8]["sentence_id"] in {record["sentence_id"] for record in records[4:8]}


def test_the_main_round_can_wait_until_calibration_is_done(study):
    study = changed(study, calibration=1)
    first = study.push(calibration_only=True)
    assert [each.sent for each in first] == [4, 4]
    assert {task_round(task) for task in study.tasks("ani")} == {0}
    second = study.push()
    assert [(each.sent, each.present) for each in second] == [(4, 4), (4, 4)]
    assert [task_round(task) for task in study.tasks("ani")] == [0] * 4 + [1] * 4


def test_a_calibration_round_that_is_not_in_the_plan_is_refused(study):
    with pytest.raises(ConfigError, match="there is no calibration round"):
        study.push(calibration_only=True)


def test_an_annotator_and_articles_that_come_later_extend_the_launch(study):
    first = changed(study, overlap=1, calibration=1)
    first.push()
    before = {name: assignments(first, name) for name in ("ani", "budi")}
    later = changed(study, people=3, overlap=1, calibration=1)
    later.write(made_sentences(5))
    later.push()
    for name, had in before.items():
        assert assignments(later, name)[: len(had)] == had
    plan = later.launch().plan
    calibration = {sentence for sentence, number in plan.rounds.items() if number == 0}
    assert calibration < set(plan.sentences("citra"))
    new = {sentence.id for sentence in made_sentences(5)} - {sentence.id for sentence in made_sentences(2)}
    assert {plan.rounds[sentence] for sentence in new} == {2}


def test_a_lost_launch_json_moves_nobodys_work(study):
    study = changed(study, people=3, overlap=2, calibration=1, repeat=0.2)
    study.write(made_sentences(4))
    study.push()
    before = study.launch()
    last = [task for task in study.tasks("budi") if not task_assignment(task).repeat][-1]
    study.client.sdk.tasks.delete(str(last["id"]))
    study.files.launch.unlink()
    study.push()
    after = study.launch()
    assert set(after.plan.assignments["budi"]) == set(before.plan.assignments["budi"])
    for annotator in ("ani", "citra"):
        assert after.plan.assignments[annotator] == before.plan.assignments[annotator]
    assert after.plan.rounds == before.plan.rounds


def test_an_annotator_taken_off_the_configuration_stays_in_the_launch(study):
    study.push()
    alone = study.but(config=study.config.model_copy(update={"annotators": study.config.annotators[:1]}))
    alone.submit("budi", study.tasks("budi")[0], NO_CLAIM)
    alone.push()
    assert {each.assignee for each in alone.launch().projects} == {"ani", "budi"}
    assert alone.pull().valid == {"budi": 1}


def test_what_an_annotator_did_who_was_taken_off_outlives_a_lost_launch_json(study):
    study.push()
    alone = study.but(config=study.config.model_copy(update={"annotators": study.config.annotators[:1]}))
    alone.submit("budi", study.tasks("budi")[0], NO_CLAIM)
    alone.files.launch.unlink()
    said = []
    assert [(each.annotator, each.sent, each.present) for each in alone.push(progress=said.append)] == [
        ("ani", 0, 8),
        ("budi", 0, 8),
    ]
    assert "budi is not in config.yaml, but has a project of this launch; it is kept" in said
    assert alone.launch().plan.assignments.keys() == {"ani", "budi"}
    assert alone.pull().valid == {"budi@example.org": 1}
    assert [(each.annotator, each.sent) for each in study.push()] == [("ani", 0), ("budi", 0)]
    assert study.pull().valid == {"budi": 1}


def test_somebody_under_another_id_or_address_is_refused_before_anything_is_sent(study):
    study.push()
    before = study.files.launch.read_bytes()

    def calling(name: str, email: str):
        people = (study.config.annotators[0], Annotator(id=name, email=email))
        return study.but(config=study.config.model_copy(update={"annotators": people}))

    with pytest.raises(
        ConfigError, match=r"gives budi@example\.org the id bud, but the projects were pushed for budi"
    ) as error:
        calling("bud", "budi@example.org").push()
    assert "write the id budi again" in error.value.hint
    with pytest.raises(
        ConfigError, match=r"gives budi the address citra@example\.org, but .* for budi@example\.org"
    ) as error:
        calling("budi", "citra@example.org").push()
    assert "another id" in error.value.hint
    assert study.files.launch.read_bytes() == before
    launch = study.launch()
    ani, budi = launch.projects
    mistyped = (ani, budi.model_copy(update={"annotators": {"budi": "bdui@example.org"}}))
    write_launch(study.files.launch, launch.model_copy(update={"projects": mistyped}))
    study.push()  # nobody has an account under the address with the slip
    assert study.launch().annotators["budi"] == "budi@example.org"
