"""Conflicts written to a file, filled in, and read back."""

import csv
import json
import shutil

import pytest
import yaml
from complaints import complaint
from exporting import demo_workspace

NOTE = "See\x1b[2J <b>rule</b> 2."


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    demo_workspace(folder / "work")
    return folder / "work"


@pytest.fixture
def project(annotate, demo, tmp_path):
    """The demo's annotations, in a project with two adjudicators of whom one annotated."""
    assert annotate("init").code == 0
    shutil.copytree(demo, tmp_path / "work")
    people = "[{id: dewi, email: dewi@example.org}, {id: ani, email: ani@example.org}]"
    configure(tmp_path, "adjudicators: []", f"adjudicators: {people}")
    return tmp_path


def configure(project, old, new):
    config = project / "config.yaml"
    assert old in config.read_text()
    config.write_text(config.read_text().replace(old, new))


def rows_of(file):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def fill_in(file, answer):
    """Write what `answer` says of each row, as a spreadsheet in Europe would save it."""
    rows = [row | answer(row) for row in rows_of(file)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        written = csv.DictWriter(opened, rows[0], delimiter=";")
        written.writeheader()
        written.writerows(rows)


def first_option(row):
    return {"answer": row["options"].partition(":")[0].lower()}


def decisions(project):
    file = project / "work" / "decisions.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_a_table_that_is_filled_in_becomes_gold_without_open_points(annotate, project):
    done = annotate("adjudicate", "write", "c.csv", "--for", "dewi")
    assert (done.code, done.out) == (0, "21 sentences with 31 open points for dewi: c.csv\n")
    fill_in(project / "c.csv", lambda row: first_option(row) | {"note": "why" if row["text"] else ""})
    assert annotate("adjudicate", "read", "c.csv").out == "21 decisions read → work/decisions.jsonl\n"
    assert {(line["adjudicator"], line["note"]) for line in decisions(project)} == {("dewi", "why")}
    assert annotate("gold", "--strict").code == 0
    assert annotate("adjudicate", "write", "rest.csv", "--for", "dewi").out.startswith("0 sentences with 0 open points")


def test_what_is_read_again_is_known_and_changes_nothing(annotate, project):
    annotate("adjudicate", "write", "c.csv", "--for", "dewi")
    fill_in(project / "c.csv", first_option)
    annotate("adjudicate", "read", "c.csv")
    before = (project / "work" / "decisions.jsonl").read_bytes()
    done = annotate("adjudicate", "read", "c.csv")
    assert done.out.splitlines() == ["0 decisions read → work/decisions.jsonl", "21 decisions read before"]
    assert (project / "work" / "decisions.jsonl").read_bytes() == before


def test_the_same_conflicts_give_the_same_bytes(annotate, project):
    for name in ("one.csv", "two.csv", "one.yaml", "two.yaml"):
        annotate("adjudicate", "write", name, "--for", "dewi")
    for end in ("csv", "yaml"):
        assert (project / f"one.{end}").read_bytes() == (project / f"two.{end}").read_bytes()


def test_a_file_that_may_be_filled_in_is_not_written_over(annotate, project):
    annotate("adjudicate", "write", "c.csv", "--for", "dewi")
    fill_in(project / "c.csv", first_option)
    filled = (project / "c.csv").read_bytes()
    said = complaint(annotate("adjudicate", "write", "c.csv", "--for", "dewi"))
    assert said == ("c.csv already exists, and may be filled in", "choose another name, or move it away")
    assert (project / "c.csv").read_bytes() == filled


def test_yaml_has_room_for_what_is_marked_by_hand(annotate, project):
    annotate("adjudicate", "write", "c.yaml", "--for", "dewi")
    file = project / "c.yaml"
    document = yaml.safe_load(file.read_text())
    first, second, third = document["sentences"][:3]
    words = first["text"].split()[0]
    claim = {"guarantee": {"text": words, "start": 0}, "act": "demand", "stance": "support", "category": ["other"]}
    first |= {"by_hand": {"has_claim": "yes", "claims": [claim]}, "note": "Nobody is right."}
    second["by_hand"] = {"has_claim": "no"}
    for point in third["points"]:
        point["answer"] = next(iter(point["options"])).split()
    file.write_text(yaml.safe_dump(document, allow_unicode=True))
    done = annotate("adjudicate", "read", "c.yaml", "--skip-empty")
    assert done.out.splitlines() == ["3 decisions read → work/decisions.jsonl", "18 sentences not filled in"], done
    assert annotate("gold").code == 0
    gold = {
        row["sentence_id"]: row for row in map(json.loads, (project / "work" / "gold.jsonl").read_text().splitlines())
    }
    guarantee = gold[first["sentence"]]["claims"][0]["guarantee"]
    assert guarantee == {"start": 0, "end": len(words), "text": words}
    assert (gold[second["sentence"]]["has_claim"], gold[second["sentence"]]["claims"]) == ("no", [])
    assert {gold[each["sentence"]]["status"] for each in (first, second, third)} == {"adjudicated"}


def test_mistakes_are_named_by_their_lines_and_nothing_is_read(annotate, project):
    annotate("adjudicate", "write", "c.csv", "--for", "dewi")
    point = rows_of(project / "c.csv")[0]["point"]
    fill_in(project / "c.csv", lambda row: {"answer": "X"} if row["point"] == point else first_option(row))
    done = annotate("adjudicate", "read", "c.csv")
    said = complaint(done)
    assert said == (
        "c.csv has 1 mistake, so none of its decisions was read",
        "correct the lines named above and read the file again",
    )
    assert done.err.startswith(f"c.csv:2: the point {point} has no option X, only A, B, C\n")
    assert decisions(project) == []


def test_an_annotator_is_not_asked_about_own_sentences_unless_the_configuration_allows_it(annotate, project):
    done = annotate("adjudicate", "write", "own.csv", "--for", "ani")
    assert done.out.startswith("0 sentences with 0 open points for ani")
    assert "21 sentences that ani annotated are left out" in done.err
    configure(project, "email: ani@example.org}]", "email: ani@example.org, own_sentences: true}]")
    assert annotate("adjudicate", "write", "all.csv", "--for", "ani").out.startswith("21 sentences")


def test_the_name_of_a_file_says_its_format(annotate, project):
    said = complaint(annotate("adjudicate", "write", "c.txt", "--for", "dewi"))
    assert said == ("c.txt has a name that ends in neither .csv nor .yaml", "choose a name that ends in .csv or .yaml")


def test_it_must_be_clear_whom_a_file_is_for(annotate, project):
    assert complaint(annotate("adjudicate", "write", "c.csv"))[0] == "config.yaml has several adjudicators"
    said = complaint(annotate("adjudicate", "write", "c.csv", "--for", "dewo"))
    assert said[0] == "dewo is not an adjudicator in config.yaml, did you mean dewi?"
    config = (project / "config.yaml").read_text().splitlines(keepends=True)
    (project / "config.yaml").write_text("".join(line for line in config if not line.startswith("adjudicators")))
    assert complaint(annotate("adjudicate", "write", "c.csv"))[0] == "config.yaml has no adjudicators"


def test_the_report_says_whom_decisions_overrule_and_what_causes_the_work(annotate, project):
    assert complaint(annotate("adjudicate", "report"))[0].startswith("nothing is decided in work/decisions.jsonl")
    annotate("adjudicate", "write", "c.csv", "--for", "dewi")
    fill_in(project / "c.csv", lambda row: first_option(row) | {"note": NOTE if row["text"] else ""})
    annotate("adjudicate", "read", "c.csv")
    said = annotate("adjudicate", "report")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("21 of 21 conflicts decided, 0 by hand\n")
    assert max(map(len, said.out.splitlines())) <= 80
    assert "<b>rule</b> 2." in said.out and "\x1b" not in said.out
    made = json.loads(annotate("adjudicate", "report", "--json").out)
    assert [each["annotator"] for each in made["sides"]] == ["ani", "budi", "citra"]
    assert sum(each["part"] for each in made["work"]) == 31
    assert {note["text"] for note in made["notes"]} == {NOTE}
