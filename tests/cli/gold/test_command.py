"""annotate gold on a project, on records from elsewhere, and on tables."""

import json

import pytest
from adjudicating import ruling, version_of

from annotate.adjudication import open_cases, write_rulings
from annotate.json_files import write_jsonl
from annotate.project import open_project
from annotate.records.read import read_records
from annotate.schema import record_row

SAID = {"ani": "yyynnynyny", "budi": "yyynnynynn", "citra": "yynnnynyny"}
ANSWERS = {
    "y": {"relevance": "target", "stance": "favour"},
    "n": {"relevance": "not_relevant", "stance": "none"},
}
TABLE = "unit,annotator,value\n" + "".join(
    f"u{unit},{who},{answer}\n" for who, answers in SAID.items() for unit, answer in enumerate(answers)
)


def lines_of(people, **stamp):
    schema = {"name": "stance", "version": "1", "digest": "0"} | stamp
    return "".join(
        json.dumps(
            {"sentence_id": f"a{number}:0-9", "article_id": f"a{number}", "annotator": annotator}
            | {"status": "submitted", "schema": schema}
            | ANSWERS[answer]
        )
        + "\n"
        for annotator, answers in people.items()
        for number, answer in enumerate(answers)
    )


@pytest.fixture
def project(annotate, tmp_path):
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("claim_stance", "stance"))
    return tmp_path


@pytest.fixture
def records(project):
    (project / "r.jsonl").write_text(lines_of(SAID))
    return project / "r.jsonl"


def gold_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_gold_of_records_from_elsewhere_leaves_the_workspace_as_it_is(annotate, project, records):
    done = annotate("gold", "--records", "r.jsonl")
    assert (done.code, done.err) == (0, "")
    rows = gold_lines(done.out)
    assert [row["relevance"] for row in rows] == [ANSWERS[letter]["relevance"] for letter in "yyynnynyny"]
    assert annotate("gold", "--records", "r.jsonl").out == done.out
    assert not (project / "work").exists()
    written = annotate("gold", "--records", "r.jsonl", "--output", "g.jsonl")
    assert "gold labels: g.jsonl" in written.out
    assert (project / "g.jsonl").read_text() == done.out


def test_records_may_be_in_several_files_and_on_stdin(annotate, project, records):
    whole = annotate("gold", "--records", "r.jsonl").out
    (project / "one.jsonl").write_text(lines_of({"ani": SAID["ani"]}))
    others = lines_of({name: SAID[name] for name in ("budi", "citra")})
    assert annotate("gold", "--records", "one.jsonl", "--records", "-", stdin=others).out == whole


def test_a_pilot_of_one_annotator_has_gold_if_the_configuration_takes_it(annotate, project):
    (project / "one.jsonl").write_text(lines_of({"ani": "yn"}))
    left = annotate("gold", "--records", "one.jsonl")
    assert {row["status"] for row in gold_lines(left.out)} == {"unresolved"}
    assert "hint: each has one annotator; `gold: {one: take}` in config.yaml takes what they said" in left.err
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("one: leave", "one: take"))
    taken = gold_lines(annotate("gold", "--records", "one.jsonl", "--strict").out)
    assert [(row["status"], row["relevance"]) for row in taken] == [("single", "target"), ("single", "not_relevant")]


def test_what_a_person_decides_is_a_choice_in_the_configuration(annotate, project, records):
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("adjudicate: ties", "adjudicate: all"))
    done = annotate("gold", "--records", "r.jsonl", "--strict")
    assert done.code == 3
    assert "2 sentences without gold for all of it" in done.err
    config.write_text(config.read_text().replace("adjudicate: all", "adjudicate: everything"))
    assert "gold, adjudicate: must be 'ties', 'minorities' or 'all'" in annotate("gold", "--records", "r.jsonl").err


def test_a_table_needs_no_configuration(annotate, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    done = annotate("gold", "--table", "t.csv")
    assert done.code == 0, done.err
    heading, first, *_ = done.out.splitlines()
    assert heading == "unit,variable,value,status,votes,posterior"
    assert first.startswith("u0,value,y,unanimous,")
    fitted = annotate(
        "gold", "--table", "t.csv", "--method", "dawid-skene", "--competence", "c.csv", "--output", "g.csv"
    )
    assert (fitted.code, fitted.out) == (0, "")
    assert '""y"": ' in (tmp_path / "g.csv").read_text().splitlines()[1]
    rated = (tmp_path / "c.csv").read_text().splitlines()
    assert rated[0] == "variable,measure,of,value,low,high,units"
    assert {line.split(",")[2] for line in rated if line.startswith("value,accuracy")} == set(SAID)


FITTED = ("--method", "dawid-skene")
BAD = {
    "two schemas": ("b.jsonl", lines_of({"ani": "y"}) + lines_of({"budi": "y"}, version="2", digest="1"), []),
    "twice": ("b.jsonl", lines_of({"ani": "y"}) * 2, []),
    "one label": ("b.jsonl", lines_of({"ani": "y", "budi": "y"}), ["--method", "dawid-skene"]),
    "nothing": ("b.jsonl", "", []),
    "one annotator a unit": ("b.csv", "unit,annotator,value\nu,a,x\nv,b,y\n", []),
    "one label in a table": ("b.csv", "unit,annotator,value\nu,a,x\nu,b,x\n", ["--method", "dawid-skene"]),
}
SENTENCES = {
    "two schemas": "the record was made under the schema stance 2 (1), and record 1 under stance 1 (0)",
    "twice": "ani annotated the sentence a0:0-9 twice, first in record 1",
    "one label": "no question or attribute has two labels in use",
    "nothing": "there is no submitted annotation in these records",
    "one annotator a unit": "one annotator judged each unit, so there are no votes to count",
    "one label in a table": "no variable has two labels",
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_of_its_own_and_nothing_is_overwritten(annotate, project, case):
    name, content, options = BAD[case]
    (project / name).write_text(content)
    (project / "g").write_text("what was there")
    source = "--table" if name.endswith("csv") else "--records"
    done = annotate("gold", source, name, "--output", "g", *options)
    assert (done.code, done.out) == (1, "")
    assert SENTENCES[case] in " ".join(done.err.split())
    assert "hint: " in done.err
    assert (project / "g").read_text() == "what was there"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--table", "t.csv", "--output", "t.csv"], "--output t.csv would overwrite what gold is made of"),
        (["--table", "t.csv", *FITTED, "--competence", "./t.csv"], "--competence t.csv would overwrite what gold"),
        (["--records", "r.jsonl", "--output", "r.jsonl"], "--output r.jsonl would overwrite what gold is made of"),
        (["--table", "t.csv", *FITTED, "--output", "o", "--competence", "o"], "--output and --competence are both o"),
    ],
)
def test_what_gold_is_made_of_is_never_overwritten(annotate, project, records, arguments, message):
    (project / "t.csv").write_text(TABLE)
    before = {path: path.read_bytes() for path in project.iterdir() if path.is_file()}
    done = annotate("gold", *arguments)
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert {path: path.read_bytes() for path in project.iterdir() if path.is_file()} == before


def test_records_of_models_alone_make_no_gold(annotate, project, records):
    config = project / "config.yaml"
    config.write_text(config.read_text().replace("models: []", "models: [ani, budi, citra]"))
    done = annotate("gold", "--records", "r.jsonl")
    assert (done.code, done.out) == (1, "")
    assert "all 30 records are by models, which have no vote" in done.err
    assert "`annotate agreement --gold`" in done.err


def test_records_of_sentences_that_the_workspace_does_not_have_are_refused(annotate, project, records):
    (project / "articles").mkdir()
    (project / "articles" / "a0.txt").write_text("Rusia menuntut jaminan.")
    assert annotate("split", "articles").code == 0
    done = annotate("gold", "--records", "r.jsonl")
    assert (done.code, done.out) == (1, "")
    assert "30 records of sentences that are not in work/sentences.jsonl: a0:0-9, a1:0-9" in done.err
    assert annotate("gold", "--records", "r.jsonl", "--workspace", "other").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--table", "t.csv", "--records", "r.jsonl"], "--table cannot be combined with --records"),
        (["--json", "--table", "t.csv"], "--json cannot be combined with --table"),
        (["--output", "g.jsonl"], "--output only works with --records or --table"),
        (["--competence", "c.csv"], "--competence only works with --method"),
        (["--level", "set"], "--level only works with --table"),
    ],
)
def test_options_that_say_nothing_are_refused(annotate, project, arguments, message):
    done = annotate("gold", *arguments)
    assert (done.code, done.out) == (1, "")
    assert message in done.err


def taken(project, records, letter="A", **more):
    """The version with a letter taken in each conflict of the records, which are put into the workspace."""
    opened = open_project(project)
    read = [*read_records(records, opened.schema)]
    write_jsonl(opened.files.annotations, map(record_row, read))
    conflicts = open_cases(read, opened.schema, opened.config.gold, 1)
    return [ruling(case, opened.schema, version_of(letter), **more) for case in conflicts]


def test_gold_of_a_project_has_what_adjudicators_decided(annotate, project, records):
    records.write_text(lines_of({"ani": "yyn", "budi": "yny"}))
    write_rulings(project / "work" / "decisions.jsonl", taken(project, records))
    done = annotate("gold", "--strict")
    assert (done.code, done.err) == (0, "")
    rows = gold_lines((project / "work" / "gold.jsonl").read_text())
    assert [row["status"] for row in rows] == ["unanimous", "adjudicated", "adjudicated"]
    assert (project / "work" / "conflicts.jsonl").read_text() == ""
    decisions = {"adjudicated": 2, "differing": [], "outvoted": [], "unfinished": [], "stale": [], "dissolved": []}
    assert json.loads(annotate("gold", "--json").out)["decisions"] == decisions


def test_gold_is_the_same_whether_the_records_of_a_sentence_come_together_or_not(annotate, project, records):
    def made(lines):
        (project / "work").mkdir(exist_ok=True)
        (project / "work" / "annotations.jsonl").write_text("".join(lines))
        assert annotate("gold").code == 0
        return [(project / "work" / name).read_text() for name in ("gold.jsonl", "conflicts.jsonl")]

    by_annotator = lines_of({"ani": "yyn", "budi": "yny"}).splitlines(keepends=True)
    by_sentence = sorted(by_annotator, key=lambda line: json.loads(line)["sentence_id"])
    assert by_sentence != by_annotator
    gold, conflicts = made(by_sentence)
    assert [gold, conflicts] == made(by_annotator)
    assert gold and conflicts


def test_records_in_which_nothing_is_submitted_leave_gold_as_it_was(annotate, project, records):
    work = project / "work"
    work.mkdir()
    (work / "gold.jsonl").write_text("as it was")
    (work / "annotations.jsonl").write_text(lines_of({"ani": "y"}).replace('"submitted"', '"skipped"'))
    done = annotate("gold")
    assert done.code == 1
    assert "has no submitted annotation" in done.err
    assert (work / "gold.jsonl").read_text() == "as it was"


def test_decisions_that_gold_does_not_use_are_counted_and_named(annotate, project, records):
    records.write_text(lines_of({"ani": "yyyyn", "budi": "ynnnn"}))
    first, second, third = taken(project, records)
    differing = taken(project, records, "B", by="eka")[0]
    rulings = [
        first,
        differing,
        second.model_copy(update={"offered": "0" * 12}),
        third.model_copy(update={"points": third.points[:1]}),
        first.model_copy(update={"sentence_id": "a4:0-9"}),
    ]
    write_rulings(project / "work" / "decisions.jsonl", rulings)
    done = annotate("gold", "--strict")
    assert done.code == 3
    assert done.err.splitlines() == [
        f"annotate: 1 decision is stale: annotations changed since then, decide again: {second.sentence_id} (dewi)",
        f"annotate: 1 decision is not finished, so votes count: {third.sentence_id} (dewi)",
        "annotate: 1 decision is not needed any more, because votes decide: a4:0-9 (dewi)",
        f"annotate: adjudicators differ on 1 sentence: {first.sentence_id} (dewi and eka); "
        "one of them must decide again, or a third must",
        "annotate: 3 sentences left for a person to decide: work/conflicts.jsonl",
    ]


def test_a_model_is_fitted_to_votes_whatever_adjudicators_decided(annotate, project, records):
    records.write_text(lines_of(SAID | {"citra": "yynnnynynn", "eka": "ynynnynyny"}))
    rulings = taken(project, records)
    assert annotate("gold", "--method", "dawid-skene").code == 0
    fitted = (project / "work" / "confusions.json").read_text()
    write_rulings(project / "work" / "decisions.jsonl", rulings)
    assert annotate("gold", "--method", "dawid-skene", "--strict").code == 0
    assert (project / "work" / "confusions.json").read_text() == fitted
    rows = gold_lines((project / "work" / "gold.jsonl").read_text())
    adjudicated = [row for row in rows if row["status"] == "adjudicated"]
    assert len(adjudicated) == len(rulings) > 0
    assert all("posterior" in row["decisions"][0] for row in adjudicated)
