"""A schema that changed after its launch, brought to the real server and to what was answered before."""

from __future__ import annotations

import json

import pytest
from changed_schema import claim, read_changed, second_version
from clients import close
from proxy import DOWN, UP, Proxy
from study import NO_CLAIM, SCHEMA_FILE

from annotate.config import Config
from annotate.errors import RequestRejected, SchemaError
from annotate.json_files import read_jsonl
from annotate.labelstudio.foreign.exports import pull_export
from annotate.labelstudio.launch.model import Launch
from annotate.labelstudio.push import send as sending
from annotate.labelstudio.versions.diff import compare, used_in
from annotate.labelstudio.versions.migrate import begin_migration
from annotate.labelstudio.wire.client import connect
from annotate.labelstudio.wire.to_result import to_result
from annotate.project import Project
from annotate.schema import read_schema, stamp
from annotate.workspace import Workspace


def results(study, annotator: str) -> list:
    return [[each["result"] for each in task["annotations"]] for task in study.tasks(annotator)]


def stance(tmp_path, version: int):
    """The schema in which `mixed` has got another name in each version after the first."""
    entry = {"labels": {"attribute stance on claim": {"mixed": f"torn{version}"}}}
    return read_changed(tmp_path / "schemas", str(version), [("{name: mixed,", f"{{name: torn{version},")], **entry)


def test_a_migration_keeps_the_answers_on_the_server_and_gives_the_records_todays_names(study, tmp_path):
    study.push()
    ani, budi = study.tasks("ani"), study.tasks("budi")
    study.submit("ani", ani[0], to_result(claim(), study.schema))
    study.submit("ani", ani[1], NO_CLAIM)
    study.submit("budi", budi[0], to_result(claim(act="promise"), study.schema))
    before = results(study, "ani"), results(study, "budi")
    migrated = study.but(schema=second_version(tmp_path / "schemas"))
    migrated.push(migrate=True)
    assert (results(study, "ani"), results(study, "budi")) == before
    new = {
        "has_claim": "yes",
        "claims": [{"pledge": claim()["claims"][0]["guarantee"], "act": "warn", "stance": "torn"}],
    }
    migrated.submit("budi", budi[1], to_result(new, migrated.schema))

    pulled = migrated.pull()
    assert (pulled.valid, pulled.rejected, pulled.migrated) == ({"ani": 2, "budi": 1}, {"budi": 1}, 2)
    renamed, nothing_renamed, under_the_second = migrated.records()
    [read] = renamed["claims"]
    assert [span["text"] for span in (read["pledge"], *read["predicate"])] == ["jaminan", "menuntut"]
    assert (read["stance"], read["category"]) == ("torn", ["pact"])
    assert "confidence" not in read
    assert renamed["schema"]["version"] == "2"
    assert renamed["migrated"]["version"] == "1"
    assert {"was": "attribute stance on claim: mixed", "now": "attribute stance on claim: torn"} in (
        renamed["migrated"]["answers"]
    )
    assert {"was": "attribute category on claim: troops"} in renamed["migrated"]["answers"]
    assert nothing_renamed["migrated"] == {"version": "1", "answers": []}
    assert (under_the_second["claims"][0]["act"], under_the_second.get("migrated")) == ("warn", None)
    [rejected] = migrated.rejected()
    assert rejected["problems"] == ["claim 1, act: is required and has no answer"]
    assert {"was": "attribute act on claim: promise", "now": None} in rejected["migrated"]["answers"]
    assert [item["value"] for item in rejected["raw"]["result"]] == [item["value"] for item in before[1][0][0]]

    forgotten = migrated.schema.model_copy(update={"changes": ()})
    migrated.but(schema=forgotten).pull()
    problems = [problem for row in migrated.rejected() for problem in row["problems"]]
    assert "the change log does not say what became of attribute stance on claim: mixed" in problems


def test_answers_that_the_change_log_leaves_out_stop_the_migration_before_it_begins(study, tmp_path):
    study.push()
    study.submit("ani", study.tasks("ani")[0], to_result(claim(), study.schema))
    launch = study.launch()
    silent = read_changed(
        tmp_path / "schemas", "2", [("{name: mixed,", "{name: torn,"), ("name: cue\n", "name: verb\n")]
    )
    drifted = study.but(schema=silent)
    found = compare(launch, silent, used_in(launch, lambda project: study.tasks("ani")))
    assert {str(each.answer) for each in found if each.blocks} == {"role cue", "attribute stance on claim: mixed"}
    expected = r"what became of role cue \(1 annotation\), attribute stance on claim: mixed \(1 annotation\)"
    with pytest.raises(SchemaError, match=expected) as error:
        drifted.push(migrate=True)
    assert "{elements: {role cue: NEW}, labels: {attribute stance on claim: {mixed: NEW}}}" in error.value.hint
    assert study.launch() == launch
    assert [each.updated for each in study.push()] == [False, False]


def test_a_changed_schema_needs_a_version_of_its_own(tmp_path):
    first = read_schema(SCHEMA_FILE)
    launch = Launch(name="s", server="", schema_=stamp(first), answers=first.answer_space, projects=(), seed=1)
    renamed = stance(tmp_path, 2).model_copy(update={"version": "1"})
    with pytest.raises(SchemaError, match="it still has version 1"):
        begin_migration(tmp_path / "launch.json", launch, renamed, lambda project: ())
    assert not (tmp_path / "launch.json").exists()


def test_a_migration_that_was_interrupted_is_completed_by_the_next_push(study, tmp_path):
    study.push()
    for name in ("ani", "budi"):
        study.submit(name, study.tasks(name)[0], to_result(claim(), study.schema))
    migrated = study.but(schema=stance(tmp_path, 2))

    def interrupt(line: str) -> None:
        if "has version 2" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrated.push(migrate=True, progress=interrupt)
    configs = [study.client.sdk.projects.get(study.number_of(name)).label_config for name in ("ani", "budi")]
    assert ["torn2" in config for config in configs] == [True, False]
    study.submit("budi", study.tasks("budi")[1], to_result(claim(), study.schema))
    assert migrated.pull().valid == {"ani": 1, "budi": 2}
    assert [record["migrated"]["version"] for record in migrated.records()] == ["1"] * 3
    migrated.push()
    assert "torn2" in study.client.sdk.projects.get(study.number_of("budi")).label_config
    assert not any(map(migrated.launch().awaits_migration, migrated.launch().projects))


def test_migrations_cut_anywhere_bring_every_project_to_the_last_version(study, server, tmp_path, monkeypatch):
    monkeypatch.setattr(sending, "PAUSES", (0.1, 0.2, 0.5, 1.0))
    monkeypatch.setattr(sending, "STILL_SECONDS", 0.1)
    study.push()
    study.submit("ani", study.tasks("ani")[0], to_result(claim(), study.schema))
    proxy = Proxy(server.url)
    client = connect(proxy.url, server.admin.token)
    through = study._replace(client=client._replace(url=server.url))
    sizes = dict(proxy.passed)
    through.push()
    sizes = {way: proxy.passed[way] - sizes[way] for way in sizes}
    for version, (way, share) in enumerate(((UP, 0.3), (DOWN, 0.2), (UP, 0.6), (DOWN, 0.5)), 2):
        migrated = through.but(schema=stance(tmp_path, version))
        proxy.cut(way, int(sizes[way] * share))
        migrated.push(migrate=True)
        assert migrated.launch().schema_.version == str(version)
    close(client)
    proxy.close()
    assert proxy.cuts >= 3
    for name in ("ani", "budi"):
        assert "torn5" in study.client.sdk.projects.get(study.number_of(name)).label_config
    assert migrated._replace(client=study.client).pull().valid == {"ani": 1}
    [record] = study.records()
    assert (record["claims"][0]["stance"], record["migrated"]["version"]) == ("torn5", "1")


def test_a_question_that_is_gone_and_half_answered_stops_the_migration_with_a_way_out(study, tmp_path):
    study.push()
    task = study.tasks("ani")[0]
    sdk = study.people["ani"].sdk
    sdk._client_wrapper.httpx_client.request(
        f"api/tasks/{task['id']}/drafts", method="POST", json={"result": to_result(claim(), study.schema)}
    )
    switched_off = [("    - name: confidence\n", "    - name: confidence\n      enabled: false\n")]
    gone = read_changed(tmp_path / "schemas", "2", switched_off)
    with pytest.raises(RequestRejected, match="does not accept the page of the schema") as error:
        study.but(schema=gone).push(migrate=True)
    assert "under `changes:`" in error.value.hint
    told = read_changed(tmp_path / "schemas", "2", switched_off, elements={"attribute confidence on claim": None})
    study.but(schema=told).push()
    assert not any(map(study.launch().awaits_migration, study.launch().projects))


def test_an_export_of_an_earlier_version_is_read_under_todays_names(tmp_path):
    first, second = read_schema(SCHEMA_FILE), second_version(tmp_path / "schemas")
    text = "Rusia 🕊️ menuntut jaminan."
    annotation = {"id": 1, "completed_by": 5, "result": to_result(claim(), first)}
    task = {"id": 1, "project": 2, "data": {"text": text}, "annotations": [annotation]}
    (tmp_path / "export.json").write_text(json.dumps([task]))
    files = Workspace(tmp_path / "work")
    pulled = pull_export([tmp_path / "export.json"], Project(Config(), files, second))
    assert (pulled.valid.total(), pulled.migrated) == (1, 1)
    [(_, record)] = read_jsonl(files.annotations, "")
    assert record["migrated"]["version"] == "1"
    assert record["claims"][0]["stance"] == "torn"
