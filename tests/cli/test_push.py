"""`annotate push` of shared and of adopted projects, as a user sees it."""

import json
import re
from pathlib import Path

import pytest

from annotate.agreement.diagnosis.calibration import Calibrated
from annotate.allocation.allocate import Allocation, Draw, allocate
from annotate.allocation.plan import assignees
from annotate.config import read_config
from annotate.corpus import read_sentences
from annotate.labelstudio.launch.file import write_launch
from annotate.labelstudio.launch.model import Launch, LaunchedProject
from annotate.labelstudio.wire.remote_tasks import import_tasks
from annotate.new_project import bundled
from annotate.schema import read_schema, stamp

ARTICLE = "Rusia menuntut jaminan keamanan dari NATO.\n"


@pytest.fixture
def shared(annotate, tmp_path):
    """A project in one piece for all annotators, with the seeds split; its config.yaml."""
    assert annotate("init").code == 0
    assert annotate("split", bundled("seeds")).code == 0
    config = tmp_path / "config.yaml"
    allocation = "  overlap: 2\n  calibration: 1\n  blind: false"
    config.write_text(config.read_text().replace("  overlap: all", allocation))
    return config


def test_the_plan_of_a_shared_launch_says_what_can_be_said_before(annotate, shared):
    parts = {part["part"]: part for part in json.loads(annotate("push", "--dry-run", "--json").out)["parts"]}
    calibration, main = parts["calibration"], parts["main"]
    assert calibration["sentences"] + main["sentences"] == 91
    assert (calibration["annotators"], main["annotators"]) == (3, 2)
    assert main["annotations"] == 2 * main["sentences"]
    done = annotate("push", "--dry-run")
    assert "nobody knows yet who gets which" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_what_a_dry_run_prints_for_scripts_has_the_fields_that_the_docs_have(annotate, shared):
    """Of a calibration round, the fields are those of `Calibrated`, and the half-width that it forecasts."""
    shared.write_text(shared.read_text().replace("  blind: false", ""))
    printed = json.loads(annotate("push", "--dry-run", "--json", "--within-article", "0.2").out)
    page = (Path(__file__).parents[2] / "docs/formats.md").read_text()
    (shown,) = re.findall(r"--json\n\n```json\n(.*?)```", page, re.DOTALL)
    documented = json.loads(shown)
    assert printed.keys() == documented.keys()
    for part in ("shares", "pairs", "precision"):
        assert printed[part][0].keys() == documented[part][0].keys()
    assert printed["assumed"].keys() == documented["assumed"].keys()
    assert (printed["assumed"]["shares"], printed["assumed"]["within_article"]) == ([0.85, 0.15], 0.2)
    assert printed["assumed"]["together"] > 15
    assert {each["within_article"] for each in printed["precision"]} == {0.2}
    assert documented["calibration"][0].keys() == {*Calibrated._fields, "half_width"}


def test_a_calibration_that_takes_every_article_is_told(annotate, shared):
    assert "All sentences are calibration" not in annotate("push", "--dry-run").out
    shared.write_text(shared.read_text().replace("calibration: 1", "calibration: 50"))
    said = annotate("push", "--dry-run").out
    assert "All sentences are calibration, for everybody: `calibration: 50` counts articles." in said


def test_more_annotators_each_than_there_are_is_refused(annotate, shared):
    shared.write_text(shared.read_text().replace("overlap: 2", "overlap: 4"))
    done = annotate("push", "--dry-run")
    assert done.code == 1
    assert "the overlap is 4, but config.yaml has only 3 annotators" in done.err


def test_whoever_left_and_sentences_that_are_gone_are_not_counted_on(annotate, shared):
    shared.write_text(shared.read_text().replace("  blind: false", ""))
    work = shared.parent / "work"
    plan = plan_launched(shared)
    lines = (work / "sentences.jsonl").read_text().splitlines()
    there = plan.rounds.keys() & {json.loads(line)["id"] for line in lines[17:]}
    (work / "sentences.jsonl").write_text("\n".join(lines[17:]) + "\n")
    config = shared.read_text()
    shared.write_text("\n".join(line for line in config.splitlines() if "citra" not in line))

    forecast = json.loads(annotate("push", "--dry-run", "--json").out)
    both = [sentence for sentence, names in assignees(plan).items() if {"ani", "budi"} <= set(names)]
    together = len(there & set(both))
    assert forecast["pairs"] == [{"annotators": ["ani", "budi"], "sentences": together}]
    assert forecast["left_over"] == len(there) - together > 0
    (precision,) = forecast["precision"]
    assert together <= precision["sentences"] < len(there) < precision["needed"]
    done = annotate("push", "--dry-run")
    assert f"{len(there)} sentences, {len(there) - together} of them with fewer than 2 annotators." in done.out
    found = f"With {precision['sentences']} sentences α = 0.80 is not clearly above 0.67"
    assert f"{found}: {precision['needed']} are needed." in done.out


def plan_launched(config_file):
    """The plan of a launch for ani, budi and citra with an overlap of 2, which launch.json now remembers."""
    config, work = read_config(config_file), config_file.parent / "work"
    schema = read_schema(config.schema_path)
    names = ("ani", "budi", "citra")
    read = read_sentences(work / "sentences.jsonl")
    sentences = [sentence for sentence in read if sentence.kind in ("prose", "heading")]
    plan = allocate(sentences, names, Draw(Allocation(overlap=2, calibration=1), 1))
    projects = [
        LaunchedProject(
            assignee=name, project=number, annotators={name: f"{name}@example.org"}, sentences=plan.sentences(name)
        )
        for number, name in enumerate(names, 1)
    ]
    rounds = {0: [], 1: []}
    for sentence, number in plan.rounds.items():
        rounds[number].append(sentence)
    launch = Launch(
        name=config.name,
        server="x",
        schema_=stamp(schema),
        answers=schema.answer_space,
        projects=projects,
        seed=1,
        rounds=rounds,
    )
    write_launch(work / "launch.json", launch)
    return plan


@pytest.fixture
def launched(annotate, tmp_path):
    """A workspace with one sentence and its launch.json, as a push would have left it; the config.yaml."""
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert annotate("init").code == 0
    assert annotate("split", "article.txt").code == 0
    sentence = json.loads((tmp_path / "work" / "sentences.jsonl").read_text())
    config = read_config(tmp_path / "config.yaml")
    schema = read_schema(config.schema_path)
    launch = Launch(
        name=config.name,
        server="http://127.0.0.1:1/",
        schema_=stamp(schema),
        answers=schema.answer_space,
        projects=[LaunchedProject(assignee="ani", project=1, annotators={"ani": "ani@example.org"})],
        seed=1,
        digests={sentence["id"]: sentence["digest"]},
    )
    write_launch(tmp_path / "work" / "launch.json", launch)
    return tmp_path / "config.yaml"


def test_a_dry_run_stops_where_the_push_would_and_takes_no_option_that_it_ignores(annotate, launched):
    assert annotate("push", "--dry-run").code == 0
    for option in ("--calibration", "--migrate"):
        done = annotate("push", "--dry-run", option)
        assert (done.code, f"--dry-run cannot be combined with {option}" in done.err) == (1, True)
    assumed = annotate("push", "--shares", "0.9,0.1")
    assert (assumed.code, "--shares only works with --dry-run" in assumed.err) == (1, True)
    text = launched.read_text()
    launched.write_text(text[: text.index("annotators:")])
    assert "config.yaml names no annotators" in annotate("push", "--dry-run").err
    launched.write_text(text.replace("name: ", "name: other # ", 1))
    assert "config.yaml has `name: other`, but" in annotate("push", "--dry-run").err
    launched.write_text(text)
    schema = launched.parent / "schemas" / "claim_stance.yaml"
    schema.write_text(schema.read_text().replace("name: offer", "name: propose", 1))
    done = annotate("push", "--dry-run")
    assert done.code == 1
    assert "attribute act on claim lost offer and gained propose" in done.err


def test_whoever_is_called_otherwise_after_the_launch_stops_the_dry_run_and_doctor_names_them(annotate, launched):
    launched.write_text(launched.read_text().replace("id: ani,", "id: anita,").replace("name: ", "name: other # ", 1))
    found = {each["subject"]: each for each in json.loads(annotate("doctor", "--json").out)}
    assert (found["name"]["state"], found["annotators"]["state"]) == ("problem", "problem")
    assert "write the old name again" in found["name"]["remedy"]
    assert "write the id ani again" in found["annotators"]["remedy"]
    launched.write_text(launched.read_text().replace("name: other # ", "name: ", 1))
    done = annotate("push", "--dry-run")
    assert done.code == 1
    assert "config.yaml gives ani@example.org the id anita, but the projects were pushed for ani" in done.err


def test_a_launch_that_is_to_be_shared_or_has_a_text_that_cannot_be_stored_stops_the_dry_run(annotate, launched):
    text = launched.read_text()
    launched.write_text(text.replace("overlap: all", "overlap: all\n  blind: false"))
    assert "the projects were pushed with `blind: true`" in annotate("push", "--dry-run").err
    launched.write_text(text)
    (launched.parent / "another.jsonl").write_text(json.dumps({"id": "b", "text": "Setengah \ud83d saja."}))
    assert annotate("split", "article.txt", "another.jsonl").code == 0
    done = annotate("push", "--dry-run")
    assert done.code == 1
    assert "which Label Studio cannot store" in done.err


def test_the_plan_fits_80_columns(annotate, launched):
    assert max(map(len, annotate("push", "--dry-run").out.splitlines())) <= 80


def test_an_article_edited_after_the_launch_stops_the_dry_run(annotate, launched):
    article = launched.parent / "article.txt"
    article.write_text(f"Koreksi.\n\n{ARTICLE}")
    assert annotate("split", "article.txt", "--replace").code == 0
    done = annotate("push", "--dry-run")
    assert done.code == 1
    assert "1 sentence already on the server moved (article:0-42 is now article:10-52)" in done.err


def test_an_adopted_project_says_what_it_holds_and_pull_brings_it_back(annotate, tmp_path, server, administrator):
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("claim_stance.yaml", "stance.yaml"))
    assert annotate("split", "article.txt").code == 0
    xml = annotate("schema", "xml", "schemas/stance.yaml").out
    project = administrator.sdk.projects.create(title="made by hand", label_config=xml).id
    data = [{"data": {"before": "", "text": text, "after": ""}} for text in (ARTICLE.strip(), "Tamu.")]
    tasks = import_tasks(administrator, project, data)
    for task in tasks:
        administrator.sdk.annotations.create(task, result=[], was_cancelled=True)
    environment = {"LABEL_STUDIO_URL": server.url, "LABEL_STUDIO_API_KEY": server.admin.token}

    done = annotate("push", "--adopt", f"{server.url}projects/{project}/data", **environment)
    assert done.code == 0, done.err
    assert f"project {project}: 1 of 2 tasks show a sentence" in done.out
    assert "2 annotations there" in done.out
    assert "1 task without a sentence in sentences.jsonl" in done.err
    assert f"task {tasks[1]}: Tamu." in done.err
    assert f"{server.admin.email} is not an annotator in config.yaml" in done.err
    pulled = annotate("pull", **environment)
    assert "2 annotations pulled = 0 valid + 1 rejected + 1 skipped" in pulled.out
    assert f"{server.admin.email} annotated, but the launch does not have them as annotators" in pulled.err
    for other in ("--dry-run", "--calibration", "--migrate"):
        both = annotate("push", "--adopt", "1", other, **environment)
        assert (both.code, f"--adopt cannot be combined with {other}" in both.err) == (1, True)


def test_the_json_of_a_push_names_who_has_no_account_and_the_link_that_invites_them(annotate, launched, server):
    launched.with_name("work").joinpath("launch.json").unlink()
    text = launched.read_text().replace("ani@example.org", "nobody@example.org")
    launched.write_text(text.replace("name: ", "name: uninvited # ", 1))
    done = annotate("push", "--json", LABEL_STUDIO_URL=server.url, LABEL_STUDIO_API_KEY=server.admin.token)
    answer = json.loads(done.out)
    assert "nobody@example.org" in answer["missing"]
    assert answer["invitation"].startswith(f"{server.url}user/signup/?token=")
