"""What a failing network, two pushes at once and hands on the server leave behind: each conflict asked once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from adjudicating import ruling
from clients import close
from conflicts import only_first, write_records
from deciding import chosen
from proxy import cut_points
from seed_conflicts import seed_conflicts

from annotate.adjudication import write_rulings
from annotate.adjudication.conflicts import read_conflicts
from annotate.corpus import write_sentences
from annotate.errors import RequestRejected
from annotate.labelstudio.adjudicate import push as pushing
from annotate.labelstudio.doctor.adjudication import adjudication_findings
from annotate.labelstudio.wire.client import connect, read_users
from annotate.labelstudio.wire.guard import Owned, tell_owners
from annotate.labelstudio.wire.page import adjudication_page_of
from annotate.labelstudio.wire.remote_tasks import list_scores
from annotate.workspace import Workspace

pytestmark = pytest.mark.usefixtures("hurried")
POINTS = 4
SENTENCES = 7


@pytest.fixture
def few(conflicts, monkeypatch):
    """Seven conflicts, sent in batches of three."""
    monkeypatch.setattr(pushing, "BATCH", 3)
    return only_first(conflicts, SENTENCES)


def adjudication_findings_of(conflicts) -> list[str]:
    """What doctor says of the adjudicators and their projects."""
    findings = adjudication_findings(conflicts.client, conflicts.project, read_users(conflicts.client))
    return [finding.sentence for finding in findings]


def test_a_push_cut_anywhere_ends_with_each_conflict_asked_once(few, proxy, through):
    before = dict(proxy.passed)
    few.push(through)
    for number, (direction, after) in enumerate(cut_points(proxy, before, POINTS, seed=6)):
        conflicts = few.as_another(str(number))
        proxy.cut(direction, after)
        conflicts.push(through)
        conflicts.assert_asked_once()
    assert proxy.cuts >= POINTS - 1


def test_a_pull_cut_anywhere_accounts_for_every_decision(few, proxy, through):
    few.push()
    tasks = few.tasks()
    expected = {few.submit(task, chosen(task)) for task in tasks[:3]}
    before = dict(proxy.passed)
    few.pull(through)
    for number, (direction, after) in enumerate(cut_points(proxy, before, POINTS, seed=7)):
        if number % 3 == 0:
            expected.add(few.submit(tasks[3 + number // 3], chosen(tasks[3 + number // 3])))
        proxy.cut(direction, after)
        pulled = few.pull(through)
        assert {ruling.origin.annotation for ruling in few.rulings()} == expected
        assert pulled.pulled == len(expected)
    assert proxy.cuts >= POINTS - 1


def test_two_pushes_at_once_in_one_workspace_and_from_another_ask_each_conflict_once(few, server):
    elsewhere = few._replace(project=replace(few.project, files=Workspace(few.project.files.root / "elsewhere")))
    write_sentences(elsewhere.project.files.sentences, seed_conflicts().sentences.values())
    write_records(elsewhere.project.files.annotations, few.records())
    clients = [connect(server.url, server.admin.token) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda one, client: one.push(client), (few, few, elsewhere), clients))
    for client in clients:
        close(client)
    few.push()
    few.assert_asked_once()
    elsewhere.project.files.adjudication.unlink()
    assert adjudication_findings_of(elsewhere) == [
        "there is an adjudication project of dewi that adjudication.json does not name"
    ]
    assert elsewhere.push().pushed[0].sent == 0


def test_a_project_that_is_deleted_is_made_again_and_what_was_decided_in_it_stays(few):
    few.push()
    task = few.tasks()[0]
    few.submit(task, chosen(task))
    few.pull()
    number = few.number_of("dewi")
    few.client.sdk.projects.delete(number)
    with pytest.raises(RequestRejected, match=f"the adjudication project {number} of dewi is not on the server"):
        few.pull()
    assert len(few.rulings()) == 1
    said = []
    again = few.push(progress=said.append)
    assert f"the adjudication project {number} of dewi is no longer on the server" in said
    assert (again.pushed[0].sent, again.pushed[0].waiting) == (SENTENCES - 1, SENTENCES - 1)
    few.pull()
    assert [ruling.sentence_id for ruling in few.rulings()] == [task["data"]["sentence_id"]]


def test_what_hands_did_to_a_project_is_put_right_or_refused(few):
    few.push()
    number, sdk = few.number_of("dewi"), few.client.sdk
    empty, edited, strange, good = few.tasks()[:4]
    config = adjudication_page_of(few.project.schema).config
    sdk.projects.update(number, description="Mine.", label_config=config.replace("by hand", "by foot"))
    sdk.tasks.update(str(edited["id"]), data=edited["data"] | {"text": "Another text."})
    few.submit(empty, [])
    few.submit(edited, chosen(edited))
    decided = few.submit(good, chosen(good))
    sdk.annotations.create(strange["id"], result=chosen(strange))
    assert adjudication_findings_of(few) == [
        "the adjudication project of dewi has another labeling config than the schema",
        "the adjudication project of dewi would not be found without adjudication.json",
        "the adjudication project of dewi has 1 task changed or added by hand",
    ]
    pulled = few.pull()
    assert (pulled.valid.total(), pulled.rejected) == (1, {"dewi": 2, few.client.email: 1})
    problems = {row["origin"]["task"]: row["problems"] for row in few.rejected()}
    assert problems == {
        empty["id"]: ["nothing is decided: no point has an answer, and nothing is marked by hand"],
        edited["id"]: ["`annotate adjudicate push` did not make this task, or it was changed on the server"],
        strange["id"]: [f"{few.client.email} is not an adjudicator in config.yaml"],
    }
    again = few.push()
    assert (again.pushed[0].project, again.pushed[0].sent) == (number, 3)
    assert sdk.projects.get(number).label_config == config
    assert few.push().pushed[0].sent == 0
    sdk.annotations.delete(decided)
    assert (few.pull().deleted, few.pull().deleted, few.rulings()) == ({"dewi": 1}, {}, [])


def test_an_adjudicator_never_gets_a_sentence_of_their_own_unless_the_config_allows_it(few):
    alone = few.before("citra")
    assert alone.push().for_nobody == alone.open_sentences()
    both = few.before("citra", "eka").push()
    assert [(each.adjudicator, each.sent) for each in both.pushed] == [("citra", 0), ("eka", SENTENCES)]
    assert sum(each.sent for each in few.before("citra", "eka", own_sentences=True).push().pushed) == 0
    task = few.tasks("eka")[0]
    people = ("citra@example.org", "eka@example.org")
    tell_owners(few.client, few.project.config.name, [Owned(few.number_of("eka"), people)])
    few.submit(task, chosen(task), by="citra")
    few.before("citra", "eka").pull()
    assert few.rejected()[0]["problems"] == [
        "citra annotated this sentence, and config.yaml does not allow it with `own_sentences: true`"
    ]


def test_what_votes_decide_meanwhile_is_withdrawn_unless_it_is_decided_or_begun(few):
    few.push()
    decided, *settled, _, _ = few.tasks()
    begun, unbegun = settled[:2]
    few.submit(decided, chosen(decided))
    few.begin(begun, chosen(begun))
    by_votes = {task["data"]["sentence_id"] for task in (begun, unbegun)}
    write_records(
        few.project.files.annotations,
        [each for each in few.records() if each.sentence_id not in by_votes or each.annotator == "ani"],
    )
    config = few.project.config
    rules = config.gold.model_copy(update={"one": "take"})
    taken = few._replace(project=replace(few.project, config=config.model_copy(update={"gold": rules})))
    pushed = taken.push()
    assert (pushed.withdrawn, pushed.pushed[0].sent, pushed.pushed[0].waiting) == (1, 0, SENTENCES - 3)
    [stays] = pushed.begun
    assert (stays.adjudicator, stays.link.endswith(f"task={begun['id']}")) == ("dewi", True)
    assert {task["id"] for task in few.tasks()} & {begun["id"], unbegun["id"]} == {begun["id"]}
    assert len(few.rulings()) == 1
    few.submit(begun, chosen(begun))
    assert len(taken.push().standing.dissolved) == 1


def test_what_waits_is_put_in_the_order_of_today_when_costlier_conflicts_come(few):
    everything, costs_less = few.records(), set(few.open_sentences()[SENTENCES // 2 :])
    write_records(few.project.files.annotations, [each for each in everything if each.sentence_id in costs_less])
    few.push()
    write_records(few.project.files.annotations, everything)
    few.push()
    scores = list_scores(few.client, few.number_of("dewi"))
    shown = sorted(few.tasks(), key=lambda task: scores[task["id"]].value)
    assert [task["data"]["sentence_id"] for task in shown] == few.open_sentences()
    said = []
    few.push(progress=said.append)
    assert said == []


def test_a_sentence_on_which_adjudicators_differ_is_sent_to_a_third_who_decides_between_them(few):
    few.push()
    task = few.tasks()[0]
    few.submit(task, chosen(task))
    few.pull()
    [decided] = few.rulings()
    case = next(case for case in read_conflicts(few.project).cases if case.sentence_id == decided.sentence_id)
    otherwise = ruling(case, few.project.schema, lambda point: point.options[-1], by="fajar")
    write_rulings(few.project.files.decisions, [otherwise, decided])
    assert few.push().for_nobody == [case.sentence_id]
    with_eka = few.before("dewi", "eka")
    pushed = with_eka.push()
    assert (pushed.for_nobody, [each.sent for each in pushed.pushed]) == ([], [0, 1])
    [asked] = few.tasks("eka")
    few.submit(asked, chosen(asked), by="eka")
    standing = with_eka.push().standing
    assert standing.settled[case.sentence_id].ruled.by == ("dewi", "eka")
    assert (standing.outvoted, dict(standing.differing)) == ((otherwise,), {})
