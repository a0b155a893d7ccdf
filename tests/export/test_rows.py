"""What there is to export, and the sentences and articles that it belongs to."""

import json

import pytest
from exporting import ARTICLES, SEEDS, Drawn, answered, sentences, workspace
from hypothesis import given, settings

from annotate.errors import InsufficientData, NewerFormat, WorkspaceError
from annotate.export import Choice, write_export
from annotate.export.jsonl import row_to_json
from annotate.export.read import read_rows, survey_rows
from annotate.json_files import read_jsonl, write_jsonl

WORDS = {"start": 0, "end": 5, "text": "Rusia"}


@pytest.fixture
def project(tmp_path, every_schema):
    """One claim that both annotators marked, in the first of four sentences."""
    schema = every_schema["awkward"]
    quiet = {"tone": 'so "so"', "claims": []}
    loud = quiet | {"claims": [{"demand": WORDS, "actor_named": [WORDS], "kind": "#"}]}
    said = {each.id: {"ani": quiet, "budi": quiet} for each in sentences()}
    said[sentences()[0].id] = {"ani": loud, "budi": loud}
    return workspace(tmp_path, Drawn(schema, said))


def lines(file):
    return [row for _, row in read_jsonl(file, "")]


@settings(max_examples=20)
@given(SEEDS)
def test_rows_say_what_gold_and_annotations_say(drawn_project, seed):
    project = drawn_project(seed)
    for of_annotators, file in ((False, project.files.gold), (True, project.files.annotations)):
        written = [row_to_json(row, project.schema) for row in read_rows(project, of_annotators=of_annotators)]
        for line, row in zip(lines(file), written, strict=True):
            assert answered({key: row[key] for key in line if key in row}) == answered(
                {key: line[key] for key in line if key in row}
            )


def test_sentences_that_only_tasks_show_are_found(project):
    project.files.sentences.rename(project.files.tasks)
    assert len(list(read_rows(project))) == 4


def test_gold_of_a_sentence_that_is_gone_is_refused_with_what_to_do(project):
    kept = project.files.sentences.read_text().splitlines(keepends=True)
    project.files.sentences.write_text("".join(kept[1:]))
    with pytest.raises(WorkspaceError, match=r"gold\.jsonl:1 is about a sentence .*: a#1:2-37") as refused:
        write_export(project, Choice("csv"))
    assert "pull --from" in refused.value.hint
    assert not project.files.exports.exists()


def test_gold_of_a_sentence_that_is_there_twice_is_refused(project):
    gold = project.files.gold
    lines = gold.read_text().splitlines(keepends=True)
    gold.write_text("".join([*lines, lines[0]]))
    with pytest.raises(
        WorkspaceError, match=rf"gold\.jsonl:{len(lines) + 1} has the sentence .* again, first in line 1"
    ):
        list(read_rows(project))


def test_words_that_the_sentence_does_not_have_are_refused(project):
    gold = project.files.gold.read_text()
    project.files.gold.write_text(gold.replace('"text": "Rusia"', '"text": "Rusla"').replace('"Rusia"', '"Rusla"'))
    with pytest.raises(WorkspaceError, match="does not have 'Rusla' at 0-5"):
        survey_rows(project, read_rows(project))


def test_gold_that_is_not_made_like_the_schema_is_refused(project):
    write_jsonl(project.files.gold, [{"sentence_id": sentences()[0].id, "status": "majority", "claims": [{}]}])
    with pytest.raises(WorkspaceError, match=r"gold\.jsonl:1 is not made like the schema awkward"):
        survey_rows(project, read_rows(project))


def test_gold_of_a_newer_version_is_named(project):
    write_jsonl(project.files.gold, [{"format": 99}])
    with pytest.raises(NewerFormat, match=r"gold\.jsonl:1 was written by a newer annotate \(format 99\)"):
        survey_rows(project, read_rows(project))


def test_empty_gold_is_refused(project):
    project.files.gold.write_text("")
    with pytest.raises(InsufficientData, match="has nothing to export"):
        write_export(project, Choice("csv"))


def test_skipped_annotations_are_counted(project):
    rows = lines(project.files.annotations)
    heading = {key: rows[0][key] for key in ("sentence_id", "article_id", "schema")}
    write_jsonl(project.files.annotations, [*rows, heading | {"annotator": "citra", "status": "skipped"}])
    exported = write_export(project, Choice("jsonl", of_annotators=True))
    assert (exported.survey.skipped, exported.survey.rows.total()) == (1, 8)


def test_what_is_undecided_is_counted_by_its_reason_and_has_no_value(project):
    rows = lines(project.files.annotations)
    write_jsonl(project.files.annotations, rows)
    gold = lines(project.files.gold)
    gold[0]["decisions"].append(
        {"element": "kind", "kind": "attribute", "claim": 0, "status": "unresolved", "cause": "tie"}
    )
    write_jsonl(project.files.gold, gold)
    assert write_export(project, Choice("jsonl")).survey.undecided == {("attribute", "tie"): 1}


def test_an_article_comes_from_the_articles_and_else_from_its_sentences(project):
    rows = read_rows(project)
    assert dict(rows.texts) == ARTICLES
    project.files.articles.unlink()
    rebuilt = read_rows(project).texts
    for sentence in sentences():
        assert rebuilt[sentence.article_id][sentence.start : sentence.end] == sentence.text
    assert rebuilt.rebuilt == set(ARTICLES)
    assert rebuilt["a#1"].startswith("\n\nRusia")


def test_an_article_that_was_changed_or_is_no_longer_there_is_rebuilt_and_named(project):
    rows = lines(project.files.articles)
    write_jsonl(project.files.articles, rows[:1])
    texts = read_rows(project).texts
    assert (texts["a#1"], texts["b:2/c d"][:5]) == (ARTICLES["a#1"], ARTICLES["b:2/c d"][:5])
    assert texts.rebuilt == {"b:2/c d"}


def test_the_decisions_are_kept_with_their_votes(project):
    write_export(project, Choice("jsonl"))
    first = json.loads((project.files.exports / "gold.jsonl").read_text().splitlines()[0])
    assert first["decisions"][0]["votes"] == {'so "so"': 2}
