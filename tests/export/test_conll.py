"""CoNLL, read back by seqeval; CoNLL-U Plus, read back by conllu."""

import io
from collections import defaultdict

import conllu
import pytest
from documents import blocks_checked_by
from exporting import SEEDS, Drawn, demo_workspace, rows_drawn, sentences, workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from annotate.export import Choice, write_export
from annotate.export.conll import write_conll, write_conllup
from annotate.export.read import read_rows
from annotate.export.tokens import covered, edges_of, tokens_of


def written(write, rows):
    file = io.BytesIO()
    losses = write(rows, file)
    return file.getvalue().decode(), losses


def spans_in(row):
    return [*(span for claim in row.claims for span in claim.spans), *row.unlinked]


def word_rows(rows):
    """Each row that has a word, with its words."""
    for row in rows:
        tokens = tokens_of(row.sentence.text, edges_of(spans_in(row)))
        if tokens:
            yield row, tokens


@settings(max_examples=20)
@given(SEEDS, st.booleans())
def test_seqeval_finds_the_spans_of_each_role_but_those_that_overlap(drawn_project, seed, of_annotators):
    rows = rows_drawn(drawn_project(seed), of_annotators)
    text, losses = written(write_conll, rows)
    blocks = [[line.split("\t") for line in block.split("\n")] for block in text.split("\n\n") if block]
    overlapping = without_words = 0
    for (row, tokens), block in zip(word_rows(rows), blocks, strict=True):
        assert [line[0] for line in block] == [token.text for token in tokens]
        for number, role in enumerate(rows.schema.roles, 1):
            entities = {(first, last) for _, first, last in get_entities([line[number] for line in block])}
            places = {(span.start, span.end) for span in spans_in(row) if span.role == role.name}
            wanted = [covered(tokens, span) for span in spans_in(row) if span.role == role.name]
            marked = {(numbers[0], numbers[-1]) for numbers in wanted if numbers}
            assert entities <= marked
            empty = len({(s.start, s.end) for s in spans_in(row) if s.role == role.name and not covered(tokens, s)})
            overlapping += len(places) - empty - len(entities)
        without_words += sum(not covered(tokens, span) for span in spans_in(row))
    assert losses["spans that overlap another of their role"] == overlapping
    assert losses["spans without a word"] == without_words


@settings(max_examples=20)
@given(SEEDS, st.booleans())
def test_conllu_finds_the_spans_of_each_claim(drawn_project, seed, of_annotators):
    rows = rows_drawn(drawn_project(seed), of_annotators)
    text, losses = written(write_conllup, rows)
    missing = 0
    for (row, tokens), sentence in zip(word_rows(rows), conllu.parse(text), strict=True):
        assert sentence.metadata["sent_id"] == row.sentence.id
        assert [token["form"] for token in sentence] == [token.text for token in tokens]
        read_back = defaultdict(list)
        for role in rows.schema.roles:
            for place, token in enumerate(sentence):
                cell = token[f"annotate:{role.name}"]
                for mark in cell.split("|") if cell not in (None, "_") else ():
                    kind, number = mark.split(":")
                    if kind == "B":
                        read_back[role.name, int(number)].append([place])
                    else:
                        read_back[role.name, int(number)][-1].append(place)
        for role in rows.schema.roles:
            for number, spans in enumerate([row.unlinked, *(claim.spans for claim in row.claims)]):
                wanted = [covered(tokens, span) for span in spans if span.role == role.name]
                wanted = [numbers for numbers in wanted if numbers]
                assert all(numbers in wanted for numbers in read_back[role.name, number])
                missing += len(wanted) - len(read_back[role.name, number])
    assert losses["spans that overlap another of their role and claim"] == missing


def test_ids_are_on_one_line_and_those_that_are_changed_are_counted(tmp_path, every_schema):
    said = {each.id: {"a\n# i": {"tone": 'so "so"'}, "budi": {"tone": 'so "so"'}} for each in sentences()}
    rows = read_rows(workspace(tmp_path, Drawn(every_schema["awkward"], said)), of_annotators=True)
    text, losses = written(write_conllup, rows)
    assert {each.metadata["annotator"] for each in conllu.parse(text)} == {"a # i", "budi"}
    assert losses["ids that have other white space"] == 4


def test_the_demo_says_what_it_loses(tmp_path):
    rows = read_rows(demo_workspace(tmp_path))
    _, losses = written(write_conll, rows)
    claims = "spans in sentences with several claims, which do not say theirs"
    actors = sum(bool(span.actor) for row in rows for span in spans_in(row))
    assert set(+losses) == {
        claims,
        "spans that overlap another of their role",
        "answers to questions",
        "answers about claims",
        "actors",
        "decisions with their votes",
    }
    assert losses["actors"] == actors
    assert losses["answers about claims"] == sum(len(claim.answers) for row in rows for claim in row.claims)
    _, losses = written(write_conllup, rows)
    assert claims not in losses


def test_the_lines_of_the_documentation_read_it(tmp_path, monkeypatch):
    project = demo_workspace(tmp_path / "work")
    for form in ("conll", "conllup"):
        write_export(project, Choice(form, shares=(60, 20, 20)))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_conll.py")
    names: dict = {}
    exec(block.code, names)
    assert len(names["sentences"]) == len(names["words"]) > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rusia, 🕊️!", ["Rusia", ",", "🕊", "\ufe0f", "!"]),
        ("الناتو\u00a0يرفض", ["الناتو", "يرفض"]),
        ("a\tb\r\nc # d", ["a", "b", "c", "#", "d"]),
        (" \n", []),
    ],
)
def test_words_have_no_white_space(text, words):
    assert [token.text for token in tokens_of(text)] == words
