"""annotate agreement on records of any source."""

import json

import pytest

PEOPLE = {"ani": "yyynnynyny", "budi": "yyynnynynn", "citra": "yynnnynyny", "gpt": "nnnyynynyn"}


@pytest.fixture
def project(annotate, tmp_path):
    """A project with records by three people and one model, of ten articles."""
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("models: []", "models: [gpt]").replace("claim_stance", "stance"))
    schema = json.loads(annotate("schema", "check", "--json").out or "[]")
    assert schema == []
    stamp = {"name": "stance", "version": "1", "digest": "0"}
    (tmp_path / "work").mkdir()
    with (tmp_path / "work" / "annotations.jsonl").open("w") as file:
        for annotator, answers in PEOPLE.items():
            for number, answer in enumerate(answers):
                row = {"sentence_id": f"a{number}:0-9", "article_id": f"a{number}", "annotator": annotator}
                row |= {"status": "submitted", "schema": stamp} | ANSWERS[answer]
                file.write(json.dumps(row) + "\n")
    return tmp_path


ANSWERS = {
    "y": {"relevance": "target", "stance": "favour"},
    "n": {"relevance": "not_relevant", "stance": "none"},
}


def rows(done) -> list[dict]:
    assert done.code == 0, done.err
    return json.loads(done.out)["rows"]


def test_a_model_is_never_counted_among_the_people(annotate, project):
    relevance = next(row for row in rows(annotate("agreement", "--json")) if row["measure"] == "alpha")
    assert relevance["annotators"] == 3
    assert relevance["value"] > 0.5


def test_a_model_is_compared_with_them_when_asked(annotate, project):
    done = annotate("agreement", "--model", "gpt", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)["relevance"]
    assert found["passes"] is False
    assert [human["human"] for human in found["humans"]] == ["ani", "budi", "citra"]
    assert "not shown to be as close to the others as ani (p " in annotate("agreement", "--model", "gpt").out


def test_parts_are_named(annotate, project):
    pairs = {row["group"] for row in rows(annotate("agreement", "--by", "pair", "--element", "relevance", "--json"))}
    assert len(pairs) == 3


def test_only_the_annotators_asked_for_are_measured(annotate, project):
    found = rows(annotate("agreement", "--pair", "ani,budi", "--json"))
    assert {row["annotators"] for row in found} == {2}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--element", "mood"], "the schema has no element mood"),
        (["--pair", "ani,dewi"], "there is no annotation by dewi"),
        (["--pair", "ani"], "--pair names one annotator only"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(annotate, project, arguments, message):
    done = annotate("agreement", *arguments)
    assert done.code == 1
    assert message in done.err
    assert "hint: choose " in done.err


def test_the_methods_paragraph_cites_what_the_bibliography_has(annotate, project):
    paragraph, references = annotate("agreement", "--methods").out, annotate("agreement", "--bibtex").out
    assert "3 annotators" in paragraph
    assert "[@krippendorff2019]" in paragraph
    assert "{krippendorff2019," in references


def test_each_annotator_is_rated_with_units_and_an_interval(annotate, project):
    found = [row for row in rows(annotate("agreement", "--by", "annotator", "--json")) if row["element"] == "relevance"]
    rated = [row for row in found if row["measure"] != "diagonal"]
    assert [(row["measure"], row["group"]) for row in rated] == [
        (measure, name) for measure in ("with_others", "accuracy") for name in ("ani", "budi", "citra")
    ]
    assert rated[0]["value"] == pytest.approx((9 + 9) / 20)
    assert all(row["units"] == 10 and len(row["interval"]) == 2 for row in rated)
    assert "ani: target" in {row["group"] for row in found if row["measure"] == "diagonal"}


@pytest.mark.parametrize("by", ["round", "repeat"])
def test_parts_that_nobody_planned_are_an_error_that_says_how_to_plan_them(annotate, project, by):
    done = annotate("agreement", "--by", by)
    assert done.code == 1
    assert f"nothing can be measured by {by}" in done.err
    assert "allocation:" in done.err


def test_measuring_a_part_leaves_the_whole_on_disk(annotate, project):
    annotate("agreement")
    whole = (project / "work" / "agreement.json").read_text()
    annotate("agreement", "--element", "stance")
    annotate("agreement", "--by", "pair")
    assert (project / "work" / "agreement.json").read_text() == whole


def test_a_round_that_is_not_there_is_named(annotate, project):
    done = annotate("agreement", "--round", "3")
    assert (done.code, done.out) == (1, "")
    assert "there is no annotation of round 3" in done.err


@pytest.mark.parametrize("arguments", [["--table", "t.csv", "--by", "pair"], ["--model", "gpt", "--pair", "ani,budi"]])
def test_options_that_say_nothing_together_are_refused(annotate, project, arguments):
    done = annotate("agreement", *arguments)
    assert done.code == 1
    assert f"{arguments[0]} cannot be combined with {arguments[2]}" in done.err


def test_records_of_any_source_are_measured_and_their_problems_do_not_blame_a_pull(annotate, project):
    records = project / "elsewhere.jsonl"
    (project / "work" / "annotations.jsonl").rename(records)
    assert rows(annotate("agreement", "--records", records, "--json"))
    assert not (project / "work" / "agreement.json").exists()
    records.write_text(records.read_text().replace("favour", "for"))
    done = annotate("agreement", "--records", records)
    assert "elsewhere.jsonl:1:stance: Input should be " in done.err
    assert "hint: `annotate schema json-schema` prints" in done.err
    assert "there is no file none.jsonl" in annotate("agreement", "--records", "none.jsonl").err


def test_gold_by_a_model_of_the_annotators_keeps_posteriors_and_confusions(annotate, project):
    done = annotate("gold", "--method", "dawid-skene", "--json")
    assert done.code == 0, done.err
    gold = [json.loads(line) for line in (project / "work" / "gold.jsonl").read_text().splitlines()]
    first = next(each for each in gold[0]["decisions"] if each["element"] == "relevance")
    assert first["posterior"]["target"] > 0.9
    confusions = json.loads((project / "work" / "confusions.json").read_text())
    assert set(confusions[0]["annotators"]) == {"ani", "budi", "citra"}
    assert annotate("gold").code == 0
    assert "posterior" not in (project / "work" / "gold.jsonl").read_text()
    assert not (project / "work" / "confusions.json").exists()
