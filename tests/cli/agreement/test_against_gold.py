"""annotate agreement --gold: annotators and models against gold."""

import json
from pathlib import Path

import pytest
from exporting import demo_workspace

from annotate.new_project import bundled


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The files of the demo's workspace, and the predictions of a model, which are those of an annotator."""
    folder = tmp_path_factory.mktemp("demo")
    demo_workspace(folder)
    lines = [json.loads(line) for line in (folder / "annotations.jsonl").read_text().splitlines()]
    predicted = [line | {"annotator": "gpt"} for line in lines if line["annotator"] == "budi"][:50]
    (folder / "predictions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in predicted))
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def project(tmp_path, demo):
    schema = bundled("schemas") / "claim_stance.yaml"
    (tmp_path / "config.yaml").write_text(f"schema: {schema}\nworkspace: .\nmodels: [gpt]\n")
    for name, text in demo.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_each_annotator_is_compared_and_nothing_is_written(annotate, project):
    before = content(project)
    done = annotate("agreement", "--gold", "gold.jsonl")
    assert (done.code, done.err) == (0, "")
    assert content(project) == before
    assert max(map(len, done.out.splitlines())) <= 80
    for line in ("guarantee, exact", "claim, soft", "has_claim", "claimant.actor"):
        assert f" {line}\n" in done.out.replace(" \n", "\n")
    told = " ".join(done.out.split())
    assert "ani; budi; citra: compared with gold that was made again without the annotator's own vote" in told
    assert "citra: 2 sentences of the gold not annotated" in told


def test_all_measures_fit_and_say_where_the_own_vote_is_counted(annotate, project):
    done = annotate("agreement", "--gold", "gold.jsonl", "--all")
    assert max(map(len, done.out.splitlines())) <= 80
    for name in ("cue, relaxed", "claim, strict", "category, labels", "stance, macro", "  ani, voted"):
        assert name in done.out
    assert "voted: the annotator's own vote helped to make the gold" in done.out
    assert "(relaxed) of ani" in " ".join(done.out.split())


def test_a_model_is_evaluated_on_its_predictions(annotate, project):
    done = annotate("agreement", "--gold", "gold.jsonl", "--records", "predictions.jsonl", "--json")
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert document["compared"] == {"gpt": {"sentences": 50, "without_gold": 0, "not_annotated": 41, "voted": 0}}
    assert {(row["annotator"], row["own_vote"]) for row in document["rows"]} == {("gpt", "none")}
    heads = {row["measure"]: row for row in document["rows"] if row["element"] == "guarantee"}
    assert heads["span_f1"]["signature"].startswith("span_f1|match:exact|against:gold|")
    assert 0 < heads["span_precision"]["value"] < heads["relaxed_span_precision"]["value"] < 1
    assert len(heads["span_recall"]["interval"]) == 2
    printed = annotate("agreement", "--gold", "gold.jsonl", "--records", "predictions.jsonl")
    assert "gpt: 41 sentences of the gold not annotated" in printed.out
    assert "own vote" not in printed.out


def test_the_votes_of_others_come_from_the_workspace(annotate, project):
    lines = (project / "annotations.jsonl").read_text().splitlines(keepends=True)
    (project / "ani.jsonl").write_text("".join(line for line in lines if '"annotator":"ani"' in line))
    alone = annotate("agreement", "--gold", "gold.jsonl", "--records", "ani.jsonl", "--json")
    rows = json.loads(alone.out)["rows"]
    assert {row["own_vote"] for row in rows} == {"counted", "left out"}
    together = json.loads(annotate("agreement", "--gold", "gold.jsonl", "--json").out)["rows"]
    assert rows == [row for row in together if row["annotator"] == "ani"]
    (project / "annotations.jsonl").unlink()
    alone = annotate("agreement", "--gold", "gold.jsonl", "--records", "ani.jsonl")
    told = " ".join(alone.out.split())
    assert "ani: 91 sentences of the gold cannot be made again: records of others who voted are not here" in told
    assert "ani, voted" in told


def test_gold_that_these_records_do_not_give_is_told(annotate, project):
    config = project / "config.yaml"
    config.write_text(config.read_text() + "gold: {adjudicate: minorities}\n")
    done = annotate("agreement", "--gold", "gold.jsonl", "--element", "has_claim")
    assert "sentences of gold.jsonl would be other gold if made today" in done.err


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("predictions.jsonl", lambda text: text.replace('"digest": "', '"digest": "0', 1), "made under the schema"),
        (
            "predictions.jsonl",
            lambda text: text.replace('"sentence_id": "', '"sentence_id": "x', 1),
            "1 record of sent",
        ),
        ("gold.jsonl", lambda text: text.replace('"sentence_id":"', '"sentence_id":"x'), "is gold of other sentences"),
        ("gold.jsonl", lambda text: text + text.splitlines()[0] + "\n", "again"),
        ("gold.jsonl", lambda text: text.replace('"digest":"', '"digest":"0'), "made under another schema"),
        ("gold.jsonl", lambda text: text.replace('"decisions":', '"choices":'), "is not gold: it has no `decisions`"),
    ],
)
def test_files_that_cannot_be_compared_are_refused_with_a_way_out(annotate, project, file, change, message):
    text = (project / file).read_text()
    assert change(text) != text
    (project / file).write_text(change(text))
    before = content(project)
    done = annotate("agreement", "--gold", "gold.jsonl", "--records", "predictions.jsonl")
    assert (done.code, done.out) == (1, "")
    first, hint = done.err.splitlines()
    assert message in first
    assert hint.startswith("hint: ")
    assert content(project) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--gold", "no.jsonl"], "there is no file no.jsonl"),
        (["--gold", "gold.jsonl", "--by", "pair"], "--gold cannot be combined with --by"),
        (["--gold", "gold.jsonl", "--model", "gpt"], "--gold cannot be combined with --model"),
        (["--gold", "gold.jsonl", "--element", "mood"], "the schema has no element mood"),
        (
            ["--gold", "gold.jsonl", "--element", "confidence"],
            "gold has no confidence: annotators say it of themselves",
        ),
    ],
)
def test_options_that_cannot_be_met_are_refused(annotate, project, arguments, message):
    done = annotate("agreement", *arguments)
    assert done.code == 1
    assert message in done.err
