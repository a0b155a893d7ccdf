"""annotate agreement on records of any source."""

import json

import pytest

from annotate.new_project import bundled
from annotate.schema import read_schema

PEOPLE = {"ani": "yyynnynyny", "budi": "yyynnynynn", "citra": "yynnnynyny", "gpt": "nnnyynynyn"}
ANSWERS = {
    "y": {"relevance": "target", "stance": "favour"},
    "n": {"relevance": "not_relevant", "stance": "none"},
}


@pytest.fixture
def project(annotate, tmp_path):
    """A project with records by three people and one model, of ten articles."""
    assert annotate("init").code == 0
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text().replace("models: []", "models: [gpt]").replace("claim_stance", "stance"))
    schema = json.loads(annotate("schema", "check", "--json").out or "[]")
    assert schema == []
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "annotations.jsonl").write_text(lines_of(PEOPLE))
    return tmp_path


def lines_of(people, sentences=1):
    """Lines of records: each letter of an annotator's answers is that of an article, whose sentences get it alike."""
    same = {"status": "submitted", "schema": {"name": "stance", "version": "1", "digest": "0"}}
    return "".join(
        json.dumps(
            {"sentence_id": f"a{number}:{first}0-{first}9", "article_id": f"a{number}", "annotator": annotator}
            | same
            | ANSWERS[answer]
        )
        + "\n"
        for annotator, answers in people.items()
        for number, answer in enumerate(answers)
        for first in range(sentences)
    )


def rows(done) -> list[dict]:
    assert done.code == 0, done.err
    return json.loads(done.out)["rows"]


def test_a_model_is_never_counted_among_the_people(annotate, project):
    relevance = next(row for row in rows(annotate("agreement", "--json")) if row["measure"] == "alpha")
    assert relevance["annotators"] == 3
    assert relevance["value"] > 0.5


def test_articles_are_left_out_unless_they_are_to_be_drawn(annotate, project):
    of_relevance = ("agreement", "--element", "relevance", "--json")
    assert all("|jackknife-t:" in row["signature"] for row in rows(annotate(*of_relevance)))
    assert all("|b:100|seed:1|" in row["signature"] for row in rows(annotate(*of_relevance, "--resample", "100")))


def test_a_model_is_compared_with_them_when_asked(annotate, project):
    (project / "four.jsonl").write_text(lines_of(PEOPLE, sentences=4))
    done = annotate("agreement", "--model", "gpt", "--records", "four.jsonl", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)["relevance"]
    assert found["passes"] is False
    assert [human["human"] for human in found["humans"]] == ["ani", "budi", "citra"]
    printed = annotate("agreement", "--model", "gpt", "--records", "four.jsonl").out
    assert "not shown to be as close to the other humans as ani (p " in printed
    assert "only 10 articles" in printed
    assert "40" in printed


def test_ten_sentences_do_not_tell_whether_a_model_may_stand_in(annotate, project):
    found = json.loads(annotate("agreement", "--model", "gpt", "--json").out)["relevance"]
    assert (found["passes"], found["winning_rate"]) == (None, None)
    printed = annotate("agreement", "--model", "gpt").out
    assert "too few" in printed
    assert "fewer than 30 units with ani (10), budi (10)," in printed
    assert "passes" not in printed


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
        (["--pair", "ani"], "--pair names only one annotator"),
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
    assert "{calderon2025," in annotate("agreement", "--model", "gpt", "--bibtex").out
    assert "{dawid1979," in annotate("agreement", "--by", "annotator", "--bibtex").out


def test_each_annotator_is_rated_with_units_and_an_interval_or_a_reason(annotate, project):
    found = [row for row in rows(annotate("agreement", "--by", "annotator", "--json")) if row["element"] == "relevance"]
    rated = [row for row in found if row["measure"] in ("with_others", "accuracy")]
    assert [(row["measure"], row["group"]) for row in rated] == [
        (measure, name) for measure in ("with_others", "accuracy") for name in ("ani", "budi", "citra")
    ]
    assert rated[0]["value"] == pytest.approx((9 + 9) / 20)
    assert {row["units"] for row in rated} == {10}
    [sure] = [row for row in rated if "interval" not in row]
    assert (sure["measure"], sure["group"]) == ("accuracy", "ani")
    assert sure["note"] == "no interval: the value is 1 in all 10 articles, which says nothing about others"
    assert "ani: target" in {row["group"] for row in found if row["measure"] == "diagonal"}
    assert "ani over budi" in {row["group"] for row in found if row["measure"] == "with_others_difference"}


@pytest.mark.parametrize("by", ["round", "repeat"])
def test_parts_that_nobody_planned_are_an_error_that_says_how_to_plan_them(annotate, project, by):
    done = annotate("agreement", "--by", by)
    assert done.code == 1
    assert f"so --by {by} has nothing to compare" in done.err
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["--table", "t.csv", "--round", "0"],
        ["--table", "t.csv", "--records", "r.jsonl"],
        ["--model", "gpt", "--pair", "ani,budi"],
        ["--methods", "", "--by", "pair"],
        ["--methods", "", "--bibtex"],
        ["--methods", "", "--json"],
    ],
)
def test_options_that_say_nothing_together_are_refused(annotate, project, arguments):
    done = annotate("agreement", *filter(None, arguments))
    assert (done.code, done.out) == (1, "")
    assert f"{arguments[0]} cannot be combined with {arguments[2]}" in done.err


@pytest.mark.parametrize(("option", "needed"), [("--level=ordinal", "--table"), ("--epsilon=0.1", "--model")])
def test_options_that_say_nothing_alone_are_refused(annotate, project, option, needed):
    done = annotate("agreement", option)
    assert (done.code, done.out) == (1, "")
    assert f"{option.partition('=')[0]} only works with {needed}" in done.err


def test_variables_of_a_table_are_chosen_and_have_their_own_levels(annotate, project):
    lines = [f"{unit},{who},{name},{value}" for unit in range(3) for who in "ab" for name, value in TABLE[unit, who]]
    (project / "t.csv").write_text("unit,annotator,variable,value\n" + "\n".join(lines) + "\n")
    found = rows(annotate("agreement", "--table", "t.csv", "--level", "tone=ordinal", "--element", "tone", "--json"))
    assert {row["element"] for row in found} == {"tone"}
    assert "|level:ordinal|" in found[0]["signature"]
    done = annotate("agreement", "--table", "t.csv", "--level", "mood=ordinal")
    assert "the table has no variable mood" in done.err
    assert "choose from tone, topic" in done.err
    assert "--level tone=scale is not a level" in annotate("agreement", "--table", "t.csv", "--level=tone=scale").err


def test_parts_and_annotators_of_a_table_are_chosen(annotate, project):
    lines = [f"{unit},{who},{(unit + (who == 'c') * (unit % 3)) % 4}" for unit in range(8) for who in "abc"]
    (project / "t.csv").write_text("unit,annotator,value\n" + "\n".join(lines) + "\n")
    found = rows(annotate("agreement", "--table", "t.csv", "--by", "without", "--level", "ordinal", "--json"))
    changes = {row["group"]: row["value"] for row in found if row["measure"] == "alpha_difference"}
    assert changes["c"] > 0 > changes["a"]
    two = rows(annotate("agreement", "--table", "t.csv", "--pair", "a,b", "--json"))
    assert {row["annotators"] for row in two} == {2}
    rated = rows(annotate("agreement", "--table", "t.csv", "--by", "annotator", "--level", "ordinal", "--json"))
    assert {row["group"] for row in rated if row["measure"] == "with_others"} == {"a", "b", "c"}
    assert "a: 0" in {row["group"] for row in rated}
    for arguments, message in {
        ("--by", "article"): "the table has no column article\nhint: add it",
        ("--by", "round"): "a table is not divided by round\nhint: choose from annotator, article",
        ("--pair", "a,d"): "there is no annotation by d\nhint: choose from a, b, c",
        ("--by", "without", "--pair", "a,b"): "there are only two annotators",
    }.items():
        done = annotate("agreement", "--table", "t.csv", *arguments)
        assert (done.code, done.out) == (1, "")
        assert message in done.err


TABLE = {(unit, who): [("tone", unit), ("topic", "xy"[unit % 2])] for unit in range(3) for who in "ab"}


def test_records_of_any_source_are_measured_and_their_problems_do_not_blame_a_pull(annotate, project):
    records = project / "elsewhere.jsonl"
    (project / "work" / "annotations.jsonl").rename(records)
    assert rows(annotate("agreement", "--records", records, "--json"))
    assert not (project / "work" / "agreement.json").exists()
    of_another = records.read_text().replace("favour", "for")
    records.write_text(of_another)
    done = annotate("agreement", "--records", records)
    assert "elsewhere.jsonl, line 1, stance: the record was made under another schema (stance 1)" in done.err
    assert "it does not have the label for of stance" in done.err
    digest = read_schema(bundled("schemas") / "stance.yaml").digest
    records.write_text(of_another.replace('"digest": "0"', f'"digest": "{digest}"'))
    done = annotate("agreement", "--records", records)
    assert "elsewhere.jsonl, line 1, stance: must be " in done.err
    assert "hint: `annotate schema json-schema` prints" in done.err
    assert "there is no file none.jsonl" in annotate("agreement", "--records", "none.jsonl").err


def test_records_of_several_files_and_of_stdin_are_measured_together(annotate, project):
    lines = lines_of(PEOPLE).splitlines(keepends=True)
    (project / "one.jsonl").write_text("".join(lines[::2]))
    whole = rows(annotate("agreement", "--records", "-", "--json", stdin="".join(lines)))
    rest = "".join(lines[1::2])
    (project / "two.jsonl").write_text(rest)
    assert rows(annotate("agreement", "--records", "one.jsonl", "--records", "two.jsonl", "--json")) == whole
    assert rows(annotate("agreement", "--records", "one.jsonl", "--records", "-", "--json", stdin=rest)) == whole
    twice = annotate("agreement", "--records", "one.jsonl", "--records", "one.jsonl")
    assert "twice, first in record 1" in twice.err


def test_two_records_by_one_person_of_one_sentence_are_an_error_unless_one_is_a_repeat(annotate, project):
    first, *_ = lines_of({"ani": "y"}).splitlines()
    second = json.loads(first) | ANSWERS["n"]
    records = project / "elsewhere.jsonl"
    records.write_text(lines_of(PEOPLE) + json.dumps(second) + "\n")
    done = annotate("agreement", "--records", records)
    assert (done.code, done.out) == (1, "")
    assert "elsewhere.jsonl, line 41: ani annotated the sentence a0:00-09 twice, first in record 1" in done.err
    records.write_text(lines_of(PEOPLE) + json.dumps(second | {"repeat": 1}) + "\n")
    assert annotate("agreement", "--records", records).code == 0


def test_gold_by_a_model_of_the_annotators_keeps_posteriors_and_confusions(annotate, project):
    done = annotate("gold", "--method", "dawid-skene", "--json")
    assert done.code == 0, done.err
    gold = [json.loads(line) for line in (project / "work" / "gold.jsonl").read_text().splitlines()]
    first = next(each for each in gold[0]["decisions"] if each["element"] == "relevance")
    assert first["posterior"]["target"] > 0.9
    confusions = json.loads((project / "work" / "confusions.json").read_text())
    assert set(confusions[0]["annotators"]) == {"ani", "budi", "citra"}
    alone = annotate("gold", "--settle", "0.9")
    assert (alone.code, "--settle only works with --method dawid-skene" in alone.err) == (1, True)
    assert annotate("gold").code == 0
    assert "posterior" not in (project / "work" / "gold.jsonl").read_text()
    assert not (project / "work" / "confusions.json").exists()


def test_spans_from_elsewhere_are_compared_with_the_sentences_of_the_workspace(annotate, project):
    (project / "places.yaml").write_text(
        'name: places\nversion: "1"\ntitle: Places\nclaim:\n  roles: [{name: place, head: true, definition: Where.}]\n'
    )
    (project / "config.yaml").write_text("schema: places.yaml\nworkspace: work\n")
    (project / "a.txt").write_text("🎉 Di Lima.\n")
    assert annotate("split", "a.txt").code == 0
    sentence = json.loads((project / "work" / "sentences.jsonl").read_text())["id"]

    def measured(start: int):
        span = {"start": start, "end": start + 4, "text": "Lima"}
        row = {"sentence_id": sentence, "article_id": "a", "annotator": "ani", "status": "submitted"}
        row |= {"schema": {"name": "places", "version": "1", "digest": "0"}, "claims": [{"place": span}]}
        (project / "elsewhere.jsonl").write_text(json.dumps(row) + "\n")
        return annotate("agreement", "--records", "elsewhere.jsonl")

    assert "1 record with offsets that were read as UTF-16 code units" in measured(6).err
    assert (measured(5).code, measured(5).err) == (0, "")
    assert "the sentence has 'i Li' at 3-7, and not 'Lima'" in measured(3).err


def test_what_was_understood_of_a_table_is_said_in_three_lines_and_what_is_odd_in_more(annotate, project):
    (project / "t.csv").write_text("id;text;coder_1;coder_2\n1;One.;NA;x\n2;Two.;x;\n3;Three.;y;y\n")
    done = annotate("agreement", "--table", "t.csv")
    assert done.err.splitlines() == [
        "annotate: the table: cells separated by semicolons; wide, one column per annotator (coder_1, coder_2), "
        "unit = id; not used: text",
        "annotate: 2 annotators, 3 units, 5 judgements; 1 empty cell is a missing judgement",
        "annotate: the variable value (nominal, 3 labels: NA, x, y)",
        "annotate: 'NA' (1 time) is a label here; if it means a missing judgement, add --missing 'NA'",
    ]
    found = json.loads(annotate("agreement", "--table", "t.csv", "--missing", "NA", "--json").out)
    assert found["table"]["missing"] == {"NA": 1}
    assert found["table"]["variables"] == {"value": {"level": "nominal", "units": 3, "judgements": 4}}


def test_constant_answers_of_a_table_are_measured_as_far_as_they_can_be(annotate, project):
    done = annotate("agreement", "--table", "-", "--all", stdin="unit,annotator,value\n1,a,x\n1,b,x\n2,a,x\n2,b,x\n")
    assert done.code == 0, done.err
    assert "observed           1.00" in done.out
    assert "value alpha: every judgement is 'x'" in done.out


def test_weighted_kappa_of_a_scale_is_among_all_measures(annotate, project):
    (project / "t.csv").write_text("unit,annotator,value\n1,r1,1\n1,r2,2\n2,r1,2\n2,r2,2\n3,r1,3\n3,r2,2\n")
    found = {
        row["measure"]: row for row in rows(annotate("agreement", "--table", "t.csv", "--level=ordinal", "--json"))
    }
    assert {"linear_kappa", "quadratic_kappa"} <= set(found)
    assert found["linear_kappa"]["note"].endswith("the scale is the 3 values in use")


def test_spans_without_claims_are_measured_from_a_table(annotate, project):
    rows_ = ["u1;a;0;5;30", "u1;b;0;5;30", "u2;a;3;9;30", "u2;b;;;30", "u3;a;1;4;30", "u3;b;1;4;30"]
    (project / "s.csv").write_text("unit;annotator;start;end;length\n" + "\n".join(rows_) + "\n")
    done = annotate("agreement", "--spans", "s.csv", "--json")
    found = {row["measure"]: row["value"] for row in rows(done)}
    assert found["span_f1"] == pytest.approx(2 * 2 / 5)
    assert {"relaxed_span_f1", "unitizing_alpha"} <= set(found)
    told = done.err.splitlines()
    assert told[0].startswith("annotate: the table: cells separated by semicolons; one span per row, unit = unit, ")
    assert told[1] == "annotate: 2 annotators, 3 units, 5 spans; 1 time a unit was seen and nothing marked"
    assert "γ is not computed" in told[3]
    done = annotate("agreement", "--spans", "s.csv", "--by", "pair")
    assert "--spans cannot be combined with --by" in done.err
