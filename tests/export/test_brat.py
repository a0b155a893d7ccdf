"""brat, read back by bioc."""

import json
import re

from bioc import brat
from documents import blocks_checked_by
from exporting import SEEDS, demo_workspace, rows_drawn, sentences
from hypothesis import given, settings

from annotate.export import Choice, write_export
from annotate.export.brat import write_brat
from annotate.export.brat_names import names_of
from annotate.export.documents import ascii_names, documents
from annotate.export.read import read_rows
from annotate.file_names import file_name


def read(rows, folder):
    """Write and read: article → the texts and marks, by what bioc calls them."""
    losses = write_brat(rows, folder)
    read_back = {}
    for document in documents(rows):
        path = folder / file_name(document.id)
        text = path.with_name(f"{path.name}.txt").read_bytes().decode()
        read_back[document.id] = brat.loads(text, path.with_name(f"{path.name}.ann").read_bytes().decode())
    return read_back, losses


def is_blank(text):
    return not text.strip()


def expected_claims(rows):
    """Article → claims as (head's words, sorted (role, words)) without white space, which is what can be compared."""
    names = names_of(rows.schema).roles
    claims = {}
    for document in documents(rows):
        claims[document.id] = sorted(
            (
                squeezed("".join(span.text for span in claim.of(rows.schema.head.name))),
                sorted(
                    (names[span.role], squeezed(span.text))
                    for span in claim.spans
                    if span.role != rows.schema.head.name and not is_blank(span.text)
                ),
            )
            for row in document.rows
            for claim in row.claims
            if not is_blank(claim.of(rows.schema.head.name)[0].text)
        )
    return claims


def squeezed(text):
    return re.sub(r"\s", "", text)


@settings(max_examples=20)
@given(SEEDS)
def test_spans_roles_and_claims_come_back(drawn_project, tmp_path_factory, seed):
    for of_annotators in (False, True):
        rows = rows_drawn(drawn_project(seed), of_annotators)
        read_back, losses = read(rows, tmp_path_factory.mktemp("brat"))
        if rows.schema.head is None:
            continue
        claims = {}
        for name, document in read_back.items():
            words = {each.id: squeezed(each.text) for each in document.entities}
            claims[name] = sorted(
                (
                    words[event.trigger_id],
                    sorted((re.sub(r"\d+$", "", role), words[mark]) for role, mark in event.arguments.items()),
                )
                for event in document.events
            )
        assert claims == expected_claims(rows)
        heads = [claim.of(rows.schema.head.name)[0].text for row in rows for claim in row.claims]
        assert losses["claims whose head is white space"] == sum(map(is_blank, heads))


def test_every_mark_has_the_words_that_are_at_its_offsets(drawn_project, tmp_path):
    rows = read_rows(drawn_project(3))
    for document in read(rows, tmp_path)[0].values():
        for entity in document.entities:
            pieces = [document.text[each.begin : each.end] for each in sorted(entity.locations)]
            assert " ".join(pieces).rstrip() == entity.text.rstrip()


def test_the_demo_comes_back_with_its_answers_and_notes(tmp_path):
    rows = read_rows(demo_workspace(tmp_path / "work"))
    (tmp_path / "brat").mkdir()
    read_back, losses = read(rows, tmp_path / "brat")
    assert +losses == {}
    stances = [each for document in read_back.values() for each in document.attributes if each.type == "Stance"]
    assert len(stances) == sum("stance" in claim.answers for row in rows for claim in row.claims)
    flags = [each for document in read_back.values() for each in document.attributes if each.type == "Category_troops"]
    assert len(flags) == sum("troops" in claim.answers.get("category", ()) for row in rows for claim in row.claims)
    notes = [json.loads(each.text) for document in read_back.values() for each in document.notes]
    assert {each["sentence_id"] for each in notes if "sentence_id" in each} == {row.sentence.id for row in rows}
    assert sum("claim" in each for each in notes) == sum(len(row.claims) for row in rows)


def test_the_lines_of_the_documentation_read_it(tmp_path, monkeypatch, capsys):
    write_export(demo_workspace(tmp_path / "work"), Choice("brat"))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_brat.py")
    exec(block.code, {})
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_a_span_across_a_line_end_is_in_parts(drawn_project, tmp_path):
    rows = read_rows(drawn_project(1))
    read(rows, tmp_path)
    first = sentences()[0]
    line = next(line for line in (tmp_path / "a%231.ann").read_text().splitlines() if "\tSentence 2 " in line)
    middle = first.start + first.text.index("\r\n")
    assert line.split("\t")[1] == f"Sentence {first.start} {middle};{middle + 2} {first.end}"


def test_labels_are_written_in_ascii_and_differ():
    names = ascii_names(["a b", "a_b", "рф", "ы", "a|b"])
    assert len(set(names.values())) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names.values())
