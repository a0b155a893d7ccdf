"""Sentences with their context, and the file that holds them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import Article, Sentence, digest, read_sentences, split_article, write_sentences
from annotate.errors import NewerFormat, RecordError, WorkspaceError

ARTICLE = Article("a", "Judul\nSatu itu. Dua itu.\nTiga itu.", {"title": "Judul", "date": "2022-01-30"})


def test_a_sentence_carries_its_place_and_its_context():
    third = split_article(ARTICLE)[2]
    assert third == Sentence(
        id="a:16-24",
        article_id="a",
        index=2,
        start=16,
        end=24,
        text="Dua itu.",
        kind="prose",
        paragraph=1,
        before=("Judul", "Satu itu."),
        after=("Tiga itu.",),
        article={"title": "Judul", "date": "2022-01-30"},
        digest=digest("Dua itu."),
    )


def test_the_size_of_the_context_can_be_chosen():
    third = split_article(ARTICLE, context=(0, 5))[2]
    assert third.before == ()
    assert third.after == ("Tiga itu.",)


def test_the_file_gives_back_what_was_written(tmp_path: Path):
    sentences = split_article(ARTICLE)
    assert write_sentences(tmp_path / "s.jsonl", sentences) == 4
    assert list(read_sentences(tmp_path / "s.jsonl")) == sentences


def test_a_line_has_the_fields_of_the_design(tmp_path: Path):
    write_sentences(tmp_path / "s.jsonl", split_article(ARTICLE))
    row = json.loads((tmp_path / "s.jsonl").read_text().splitlines()[2])
    assert " ".join(row) == "format id article_id index start end text kind paragraph before after article digest"


@given(text=st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.mktemp("any") / "s.jsonl"
    sentences = split_article(Article("x", text))
    write_sentences(path, sentences)
    assert list(read_sentences(path)) == sentences
    assert all(text[one.start : one.end] == one.text for one in sentences)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "poem"), ("start", -1), ("end", 99), ("id", "a:0-1"), ("digest", "0"), ("before", "x"), ("extra", 1)],
)
def test_a_line_that_is_no_sentence_is_named_by_file_line_and_field(tmp_path: Path, field: str, value: object):
    path = tmp_path / "s.jsonl"
    write_sentences(path, split_article(ARTICLE))
    lines = path.read_text().splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), field: value})
    path.write_text("\n".join(lines))
    with pytest.raises(RecordError) as caught:
        list(read_sentences(path))
    assert (caught.value.file, caught.value.line) == (path, 2)
    assert caught.value.field in (field, "id", "end")
    assert caught.value.hint


def test_a_missing_or_truncated_file_is_an_error_of_the_workspace(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    with pytest.raises(WorkspaceError):
        list(read_sentences(path))
    write_sentences(path, split_article(ARTICLE))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(WorkspaceError):
        list(read_sentences(path))


def test_lines_of_0_1_0_are_read_and_a_newer_one_is_named(tmp_path: Path):
    file = tmp_path / "sentences.jsonl"
    sentences = split_article(ARTICLE)
    write_sentences(file, sentences)
    today = file.read_text()
    file.write_text(today.replace('{"format":1,', "{"))
    assert list(read_sentences(file)) == sentences
    file.write_text(today.replace('"format":1,', '"format":2,'))
    with pytest.raises(NewerFormat, match=r"sentences\.jsonl:1 was written by a newer annotate \(format 2\)"):
        list(read_sentences(file))
