"""What a pull of decisions notices that their adjudicator may not have done, and which projects a push takes."""

import pytest
from conflicts import only_first
from deciding import chosen

from annotate.errors import ConfigError
from annotate.json_files import read_jsonl
from annotate.labelstudio.adjudicate.progress import status
from annotate.labelstudio.wire.client import write_options
from annotate.labelstudio.wire.projects import find_projects


def of_two_who_began(conflicts):
    """Four conflicts, sent to two adjudicators who decided one each."""
    conflicts = only_first(conflicts.before("dewi", "eka"), 4)
    conflicts.push()
    for name in ("dewi", "eka"):
        first, *_ = conflicts.tasks(name)
        conflicts.submit(first, chosen(first), by=name)
    return conflicts


def test_what_others_did_to_decisions_is_named_once_and_kept(conflicts):
    conflicts = only_first(conflicts, 3)
    conflicts.push()
    changed, deleted, forged = conflicts.tasks()
    kept, gone = [conflicts.submit(task, chosen(task)) for task in (changed, deleted)]
    first = conflicts.pull()
    assert (first.noticed, first.deleted, first.valid) == ([], {}, {"dewi": 2})

    annotations = conflicts.client.sdk.annotations
    other = chosen(changed, pick=lambda options: options[-1])
    annotations.update(kept, result=other, request_options=write_options())
    annotations.delete(gone)
    dewi = conflicts.people["dewi"].sdk.users.whoami().id
    annotations.create(forged["id"], result=chosen(forged), completed_by=dewi, request_options=write_options())

    pulled = conflicts.pull()
    sentence = {task["id"]: task["data"]["sentence_id"] for task in (changed, deleted, forged)}
    assert sorted(map(str, pulled.noticed)) == [
        f"admin@localhost changed dewi's answer to {sentence[changed['id']]}",
        f"admin@localhost submitted the answer to {sentence[forged['id']]} in the name of dewi",
        f"dewi's answer to {sentence[deleted['id']]} was deleted, perhaps by admin@localhost",
    ]
    assert (pulled.pulled, pulled.valid, pulled.deleted) == (2, {"dewi": 2}, {"dewi": 1})
    raw = conflicts.project.files.adjudication_raw
    [row] = [row for _, row in read_jsonl(raw / "deleted.jsonl", "")]
    assert row["annotation"]["id"] == gone
    rows = [row for _, row in read_jsonl(raw / "noticed.jsonl", "") if row["before"]]
    assert [row["before"]["result"] for row in rows] == [chosen(changed)]

    again = conflicts.pull()
    assert (again.noticed, again.deleted, again.pulled) == ([], {}, 2)


@pytest.mark.parametrize("deleted", [True, False], ids=["deleted", "altered"])
def test_a_project_that_cannot_be_read_is_named_and_the_other_adjudicators_are_pulled(conflicts, deleted):
    conflicts = of_two_who_began(conflicts)
    assert conflicts.pull().valid == {"dewi": 1, "eka": 1}
    number, projects = conflicts.number_of("dewi"), conflicts.client.sdk.projects
    _, second = conflicts.tasks("eka")
    if deleted:
        projects.delete(number)
    else:
        projects.update(number, description="[adjudicate another/dewi]", request_options=write_options())
    conflicts.submit(second, chosen(second), by="eka")
    pulled = conflicts.pull()
    assert (pulled.pulled, pulled.valid) == (3, {"dewi": 1, "eka": 2})
    [problem] = pulled.not_read
    assert f"project {number} " in str(problem)
    said = []
    status(conflicts.client, conflicts.project, said.append)
    assert f"annotate: {problem}" in said
    if not deleted:
        with pytest.raises(ConfigError, match="is marked \\[adjudicate another/dewi\\]"):
            conflicts.push()


def test_a_project_at_which_the_server_fails_is_named_and_the_other_adjudicators_are_pulled(conflicts, in_database):
    conflicts = of_two_who_began(conflicts)
    set_date = "update task_completion set created_at = %s where project_id = %s"
    in_database(set_date, ["infinity", conflicts.number_of("dewi")])
    pulled = conflicts.pull()
    assert (pulled.pulled, pulled.valid) == (1, {"eka": 1})
    [problem] = pulled.not_read
    assert f"the adjudication project {conflicts.number_of('dewi')} of dewi cannot be read" in str(problem)
    in_database(set_date, ["2026-11-26", conflicts.number_of("dewi")])
    assert conflicts.pull().valid == {"dewi": 1, "eka": 1}


@pytest.mark.usefixtures("people")
def test_a_project_with_an_adjudicators_mark_that_somebody_else_made_is_not_taken_over(conflicts, made_by_budi):
    name = conflicts.project.config.name
    number = made_by_budi(f"[adjudicate {name}/dewi]")
    with pytest.raises(ConfigError, match=rf"{number} on .* is marked \[adjudicate {name}/dewi\], but budi@example"):
        conflicts.push()
    assert find_projects(conflicts.client, name, "adjudicate") == {"dewi": [number]}
    assert conflicts.client.sdk.projects.get(number).expert_instruction == ""
