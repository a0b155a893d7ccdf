"""Conflicts on a real server and back: what is asked, decided, sent again, and stale."""

from collections import Counter

from conflicts import write_records
from deciding import by_hand, chosen

from annotate.adjudication import open_cases
from annotate.labelstudio.adjudicate.progress import status
from annotate.labelstudio.doctor.adjudication import adjudication_findings
from annotate.labelstudio.wire.client import read_users


def test_conflicts_are_decided_and_make_gold_until_an_annotation_changes(conflicts):
    waiting = conflicts.open_sentences()
    pushed = conflicts.push()
    [(name, _, _, sent, left)] = pushed.pushed
    tasks = conflicts.tasks()
    assert (name, sent, left) == ("dewi", len(waiting), len(waiting))
    assert [task["data"]["sentence_id"] for task in tasks] == waiting

    for task in tasks[:-2]:
        conflicts.submit(task, chosen(task, note="so" if task is tasks[0] else ""))
    marked = {"has_claim": "no", "claims": []}
    conflicts.submit(tasks[-2], by_hand(marked, conflicts.project.schema))
    conflicts.submit(tasks[-1], [], was_cancelled=True)
    pulled = conflicts.pull()
    assert str(pulled) == (f"{len(tasks)} decisions pulled = {len(tasks) - 1} valid + 0 rejected + 1 skipped")
    assert pulled.notes == 1 and conflicts.rulings()[0].note == "so"

    [dewi] = status(conflicts.client, conflicts.project)
    assert (dewi.done, dewi.left, dewi.skipped, dewi.rejected) == (len(tasks) - 1, 1, 1, 0)
    assert list(dewi.notes.values()) == ["so"]
    users = read_users(conflicts.client)
    [finding] = adjudication_findings(conflicts.client, conflicts.project, users)
    assert (finding.state, finding.sentence) == (
        "ok",
        f"the adjudication project of dewi is as pushed: {len(tasks)} tasks",
    )

    gold = conflicts.gold()
    assert len(gold.standing.settled) == len(tasks) - 1
    statuses = Counter(row.status for row in gold.rows)
    assert set(statuses) == {"unanimous", "majority", "adjudicated", "unresolved"}
    assert statuses["unresolved"] == 1
    by_sentence = {row.sentence_id: row for row in gold.rows}
    assert by_sentence[waiting[-2]].answers == {"has_claim": "no"}

    again = conflicts.push()
    assert (again.pushed[0].sent, again.pushed[0].waiting, again.withdrawn, again.standing.stale) == (0, 1, 0, ())

    records = conflicts.records()
    changed = next(record for record in records if record.sentence_id == waiting[0] and record.has_claim == "yes")
    # `changed` takes its claims back: what was on offer is not on offer any more.
    without = changed.model_copy(update={"has_claim": "no", "claims": ()})
    write_records(conflicts.project.files.annotations, [without if one is changed else one for one in records])
    after = conflicts.push()
    assert (after.pushed[0].sent, after.pushed[0].waiting, len(after.standing.stale)) == (1, 2, 1)
    assert conflicts.tasks()[-1]["data"]["sentence_id"] == waiting[0]
    assert waiting[0] not in conflicts.gold().standing.settled
    assert [ruling.sentence_id for ruling in conflicts.gold().standing.stale] == [waiting[0]]
    assert len(conflicts.rulings()) == len(tasks) - 1
    config = conflicts.project.config
    cases = open_cases(conflicts.records(), conflicts.project.schema, config.gold, config.seed)
    assert waiting[0] in [case.sentence_id for case in cases]
