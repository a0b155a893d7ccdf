"""spaCy's own files, read back by spaCy."""

import json
import sys

import pytest
import spacy
from documents import blocks_checked_by
from exporting import SEEDS, answered, demo_workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from annotate.errors import ConfigError
from annotate.export import Choice, write_export
from annotate.export import spacy_docs as writing
from annotate.export.jsonl import answers_to_json, row_to_json
from annotate.export.read import read_rows
from annotate.export.spacy_docs import write_spacy

ANY = spacy.blank("xx")


def read_back(folder):
    """The Docs of a folder, in the order of its files."""
    for file in sorted(folder.glob("*.spacy")):
        yield from DocBin().from_disk(file).get_docs(ANY.vocab)


def placed(span):
    return span.start_char, span.end_char, span.label_, span.kb_id_


def expected(span):
    return span.start, span.end, span.role, span.actor


@settings(max_examples=25)
@given(SEEDS, st.booleans())
def test_every_span_answer_and_actor_comes_back_and_cut_words_are_counted(
    drawn_project, tmp_path_factory, seed, of_annotators
):
    rows = read_rows(drawn_project(seed), of_annotators=of_annotators)
    folder = tmp_path_factory.mktemp("spacy")
    losses = write_spacy(rows, folder)
    cut = 0
    for row, doc in zip(rows, read_back(folder), strict=True):
        assert doc.text == row.sentence.text
        claims = {name: group for name, group in doc.spans.items() if name != "sc"}
        assert list(claims) == [f"claim_{number}" for number in range(1, len(row.claims) + 1)]
        for claim, group in zip(row.claims, claims.values(), strict=True):
            assert [placed(span) for span in group] == [expected(span) for span in claim.spans]
            assert answered(group.attrs) == answered(answers_to_json(claim.answers))
        everything = [*row.unlinked, *(span for claim in row.claims for span in claim.spans)]
        assert sorted(placed(span) for span in doc.spans["sc"]) == sorted({expected(span) for span in everything})
        for span in doc.spans["sc"]:
            holders = [str(n) for n, claim in enumerate(row.claims, 1) if placed(span) in map(expected, claim.spans)]
            assert span.id_.split() == holders
        assert json.loads(doc.user_data["annotate"]) == json.loads(json.dumps(row_to_json(row, rows.schema)))
        cut += len(doc) - len(writing._language("id").tokenizer(row.sentence.text))
    assert losses["words that a span cuts"] == cut


def test_the_questions_that_are_answered_are_categories(tmp_path):
    rows = read_rows(demo_workspace(tmp_path / "work"))
    (tmp_path / "spacy").mkdir()
    assert +write_spacy(rows, tmp_path / "spacy") == {}
    for row, doc in zip(rows, read_back(tmp_path / "spacy"), strict=True):
        answer = row.answers.get("has_claim")
        labels = ("yes", "no", "unsure") if answer else ()
        assert doc.cats == {f"has_claim={label}": float(label == answer) for label in labels}


def test_spacy_writes_the_same_files(drawn_project, tmp_path):
    """The layout that is written here is that of the installed version, whatever it reads besides."""
    for seed in range(3):
        write_spacy(read_rows(drawn_project(seed)), tmp_path)
        [file] = tmp_path.iterdir()
        docs = [*DocBin().from_disk(file).get_docs(ANY.vocab)]
        theirs = DocBin(attrs=["ORTH"], store_user_data=True, docs=docs)
        ours = DocBin(attrs=["ORTH"]).from_disk(file)
        assert ours.strings <= theirs.strings
        assert [words.tolist() for words in ours.tokens] == [words.tolist() for words in theirs.tokens]
        assert ours.span_groups == theirs.span_groups
        assert (ours.cats, ours.flags, ours.user_data) == (theirs.cats, theirs.flags, theirs.user_data)


def test_many_sentences_are_several_files_and_none_is_one(drawn_project, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_AT_ONCE", 3)
    rows = read_rows(drawn_project(1))
    write_spacy(rows, tmp_path)
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["00001.spacy", "00002.spacy"]
    assert [doc.text for doc in read_back(tmp_path)] == [row.sentence.text for row in rows]
    (tmp_path / "none").mkdir()
    write_spacy(rows.only(lambda row: False), tmp_path / "none")
    assert [*read_back(tmp_path / "none")] == []


@pytest.mark.parametrize("language", ["xx", "ja", "tlh"])
def test_a_language_that_spacy_cannot_take_apart_has_the_words_of_any(drawn_project, tmp_path, language):
    rows = read_rows(drawn_project(1))
    config = rows.config.model_copy(update={"language": language})
    write_spacy(type(rows)(rows.schema, rows.read, rows.texts, config=config), tmp_path)
    assert [doc.text for doc in read_back(tmp_path)] == [row.sentence.text for row in rows]


def test_without_spacy_the_command_says_what_to_install(drawn_project, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ConfigError) as refused:
        write_export(drawn_project(1), Choice("spacy"), tmp_path / "out")
    assert refused.value.hint == "install it with: pip install 'claim-annotate[spacy]'"
    assert not (tmp_path / "out").exists()


def test_the_lines_of_the_documentation_read_it(tmp_path, monkeypatch):
    exported = write_export(demo_workspace(tmp_path / "work"), Choice("spacy", shares=(60, 20, 20)))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_spacy_docs.py")
    names: dict = {}
    exec(block.code, names)
    assert len(names["docs"]) == exported.parts["train"]
    assert names["claims"]
