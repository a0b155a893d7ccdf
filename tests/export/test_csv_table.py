"""CSV."""

import codecs
import csv
import io
from pathlib import Path

import pytest
from documents import blocks_checked_by
from exporting import Drawn, schemas, sentences, workspace

from annotate.export import Choice, write_export
from annotate.export.csv_table import write_csv
from annotate.export.read import read_rows
from annotate.json_files import read_jsonl, write_jsonl
from annotate.schema import read_schema

BLAME = """\
name: blame
version: 1
title: Who blames whom
questions:
  - {name: source, definition: Whose words., labels: [{name: own}, {name: quoted}]}
claim:
  roles:
    - {name: cause, head: true, definition: What causes it.}
    - {name: blamed, definition: Who is blamed.}
  attributes:
    - {name: kind, definition: Of which kind., labels: [{name: war}, {name: wages}]}
    - {name: certain, on: blamed, definition: Named or implied., labels: [{name: named}, {name: implied}]}
"""


def span(start, end):
    return {"start": start, "end": end, "text": sentences()[0].text[start:end]}


@pytest.fixture
def table(tmp_path):
    """What the table says when two annotators give the same answers about the first sentence."""

    def write(schema, answers, of_annotators=False, change=lambda gold: gold):
        said = {each.id: {} for each in sentences()} | {sentences()[0].id: {"ani": answers, "budi": answers}}
        project = workspace(tmp_path, Drawn(schema, said))
        gold = [row for _, row in read_jsonl(project.files.gold, "")]
        write_jsonl(project.files.gold, map(change, gold))
        file = io.BytesIO()
        write_csv(read_rows(project, of_annotators=of_annotators), file)
        return list(csv.DictReader(io.StringIO(file.getvalue().decode(), newline="")))

    return write


@pytest.fixture
def awkward(tmp_path):
    return schemas(tmp_path)["awkward"]


@pytest.fixture
def blame(tmp_path):
    file = tmp_path / "blame.yaml"
    file.write_text(BLAME)
    return read_schema(file)


TWO = {"tone": 'so "so"', "strength": "very weak", "topics": ["war or peace", "it's"]}


def test_there_is_one_claim_a_row_and_one_row_for_a_sentence_without_claims(table, awkward):
    words = span(0, 5)
    claims = [{"demand": words, "actor_named": [words, span(9, 17)], "kind": each} for each in ("#", "B-x")]
    rows = table(awkward, TWO | {"claims": claims})
    assert [row["claim"] for row in rows] == ["1", "2"]
    assert (rows[0]["text"], rows[0]["tone"]) == (sentences()[0].text, 'so "so"')
    assert (rows[0]["demand"], rows[0]["demand_offsets"]) == ("Rusia", "0-5")
    assert (rows[0]["actor_named_offsets"], rows[0]["actor_named_actor"]) == ("0-5 | 9-17", "russia | ")
    assert rows[0]["topics"] == "war or peace | it's"
    (row,) = table(awkward, TWO | {"claims": []})
    assert (row["claim"], row["demand"]) == ("", "")


def test_an_ordinal_answer_has_its_number_beside_it(table, awkward):
    (row,) = table(awkward, TWO | {"claims": []})
    assert (row["strength"], row["strength_number"]) == ("very weak", "-1.5")
    assert "tone_number" not in row


def test_annotations_have_one_row_an_annotator(table, awkward):
    rows = table(awkward, TWO | {"claims": []}, of_annotators=True)
    assert [row["annotator"] for row in rows] == ["ani", "budi"]


def test_an_element_named_like_a_column_of_the_sentence_has_a_column_of_its_own(table, blame):
    (row,) = table(blame, {"source": "own", "claims": [{"cause": span(0, 5), "kind": "war"}]})
    assert (row["kind"], row["claim.kind"]) == ("prose", "war")
    assert (row["source"], row["question.source"]) == ("a#1.txt", "own")


def test_it_has_the_answers_about_single_spans(table, blame):
    blamed = [span(0, 5) | {"certain": "named"}, span(9, 17)]
    (row,) = table(blame, {"claims": [{"cause": span(0, 5), "blamed": blamed}]})
    assert (row["blamed"], row["blamed_certain"]) == ("Rusia | menuntut", "named | ")


def test_what_is_undecided_is_named_in_the_line_that_lacks_it(table, blame):
    def leave_open(gold):
        opened = {"kind": "attribute", "status": "unresolved", "cause": "tie"}
        more = [opened | {"element": "source", "claim": None}, opened | {"element": "kind", "claim": 1}]
        return gold | {"decisions": more}

    claims = [{"cause": span(0, 5), "kind": "war"}, {"cause": span(9, 17)}]
    rows = table(blame, {"source": "own", "claims": claims}, change=leave_open)
    assert [row["unresolved"] for row in rows] == ["source", "source | kind"]


FORMULAS = """\
name: formulas
version: 1
title: Labels that a spreadsheet would compute
questions:
  - {name: first, definition: Which., labels: [{name: "=1+1"}, {name: none}]}
  - {name: second, level: ordinal, definition: How., labels: [{name: "+ more", value: -1.5}, {name: "@less", value: 2}]}
"""


def test_for_spreadsheets_no_cell_begins_like_a_formula_and_numbers_stay_numbers(tmp_path):
    file = tmp_path / "formulas.yaml"
    file.write_text(FORMULAS)
    answers = {"first": "=1+1", "second": "+ more"}
    said = {each.id: {"ani": answers, "budi": answers} for each in sentences()}
    project = workspace(tmp_path / "work", Drawn(read_schema(file), said))
    for form, name, shown in (
        ("csv", "csv", ("=1+1", "+ more")),
        ("spreadsheet", "spreadsheet.csv", ("'=1+1", "'+ more")),
    ):
        exported = write_export(project, Choice(form))
        assert exported.path == str(project.files.exports / f"gold.{name}")
        content = Path(exported.path).read_bytes()
        assert content.startswith(codecs.BOM_UTF8) == (form == "spreadsheet")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {(row["first"], row["second"], row["second_number"]) for row in rows} == {(*shown, "-1.5")}


def test_the_lines_of_the_documentation_read_it(tmp_path, monkeypatch, awkward):
    said = {each.id: {"ani": TWO, "budi": TWO} for each in sentences()}
    project = workspace(tmp_path / "work", Drawn(awkward, said))
    for form in ("csv", "jsonl"):
        write_export(project, Choice(form))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_csv_table.py")
    names: dict = {}
    exec(block.code, names)
    assert list(names["claims"]["text"]) == list(names["sentences"]["text"]) == [each.text for each in sentences()]
