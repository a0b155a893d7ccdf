"""UIMA CAS in XMI, read back by cassis."""

import json
from collections import Counter
from dataclasses import replace

from cassis import load_cas_from_xmi, load_typesystem
from documents import blocks_checked_by
from exporting import SEEDS, demo_workspace, rows_drawn, sentences
from hypothesis import given, settings

from annotate.corpus import digest
from annotate.export import Choice, write_export
from annotate.export.documents import documents
from annotate.export.inception import write_inception
from annotate.export.inception_types import features_of
from annotate.export.read import read_rows
from annotate.export.rows import Row, Rows
from annotate.export.texts import rebuilt_text
from annotate.file_names import file_name
from annotate.schema import read_schema

SENTENCE, CLAIM, SPAN = (f"webanno.custom.{layer}" for layer in ("Sentence", "Claim", "Span"))


def read_back(folder, article):
    """The CAS of an article; cassis gives offsets in code points."""
    types = load_typesystem(folder / "TypeSystem.xml")
    return load_cas_from_xmi(folder / f"{file_name(article)}.xmi", types)


def answers(structure, names):
    """Element → answer, of the features that have one."""
    said = {element: structure.get(feature) for element, feature in names.items()}
    return {name: tuple(each.elements) if hasattr(each, "elements") else each for name, each in said.items() if each}


def span_of(structure, features, role):
    place = structure.begin, structure.end, structure.get_covered_text()
    return role, *place, structure.actor or "", tuple(sorted(answers(structure, features.of_role[role]).items()))


def expected(span, row):
    offset = row.sentence.start
    said = tuple(sorted(span.answers.items()))
    return span.role, span.start + offset, span.end + offset, span.text, span.actor, said


@settings(max_examples=25)
@given(SEEDS)
def test_cassis_reads_the_same_claims_spans_answers_and_actors(drawn_project, tmp_path_factory, seed):
    for of_annotators in (False, True):
        rows = rows_drawn(drawn_project(seed), of_annotators)
        folder = tmp_path_factory.mktemp("inception")
        assert +write_inception(rows, folder) == {}
        features = features_of(rows.schema)
        head = rows.schema.head.name if rows.schema.head else ""
        for document in documents(rows):
            cas = read_back(folder, document.id)
            assert cas.sofa_string == document.text
            for row, structure in zip(document.rows, cas.select(SENTENCE), strict=True):
                assert (structure.sentenceId, structure.status) == (row.sentence.id, row.status)
                assert structure.get_covered_text() == row.sentence.text
                assert answers(structure, features.questions) == row.answers
                assert (structure.annotator or "") == row.annotator
                assert json.loads(structure.decisions or "[]") == [*row.decisions]
            if not head:
                continue
            claims = Counter()
            for structure in cas.select(CLAIM):
                links = structure.roles.elements if structure.roles else []
                fillers = sorted(span_of(link.target, features, link.role) for link in links)
                said = tuple(sorted(answers(structure, features.claim).items()))
                claims[span_of(structure, features, head), tuple(fillers), said] += 1
            assert claims == Counter(
                (
                    expected(claim.of(head)[0], row),
                    tuple(sorted(expected(span, row) for span in claim.spans if span.role != head)),
                    tuple(sorted(claim.answers.items())),
                )
                for row in document.rows
                for claim in row.claims
            )
            spans = {span_of(structure, features, structure.role) for structure in cas.select(SPAN)}
            loose = {expected(span, row) for row in document.rows for span in row.unlinked}
            linked = {span for _, fillers, _ in claims for span in fillers}
            assert spans == loose | linked


def test_offsets_in_the_file_are_utf_16_code_units(drawn_project, tmp_path):
    rows = read_rows(drawn_project(1))
    write_inception(rows, tmp_path)
    first = sentences()[0]
    assert "🕊" in first.text
    wide = sum(ord(sign) > 0xFFFF for sign in first.text)
    assert f'begin="{first.start}" end="{first.end + wide}"' in (tmp_path / "a%231.xmi").read_text()


def test_a_claim_of_gold_has_its_own_status_and_its_number(tmp_path):
    rows = read_rows(demo_workspace(tmp_path / "work"))
    (tmp_path / "out").mkdir()
    write_inception(rows, tmp_path / "out")
    statuses = Counter(
        structure.status
        for document in documents(rows)
        for structure in read_back(tmp_path / "out", document.id).select(CLAIM)
    )
    decided = [each for row in rows for each in row.decisions if each["kind"] == "claim" and each["claim"] is not None]
    assert statuses == Counter(each["status"] for each in decided)
    assert statuses.total() == sum(len(row.claims) for row in rows)


AWKWARD = """\
name: awkward_names
version: 1
title: Names that INCEpTION has for itself
questions: [{name: sofa, definition: Which., labels: [{name: a}, {name: b}]}]
claim:
  roles: [{name: begin, head: true, definition: What.}, {name: role, definition: Who.}]
  attributes:
    - {name: roles, definition: Which., labels: [{name: a}, {name: b}]}
    - {name: tone, on: role, level: set, definition: Which., labels: [{name: a}, {name: b}]}
"""


def test_names_that_uima_has_itself_are_written_in_another_way(tmp_path):
    (tmp_path / "schema.yaml").write_text(AWKWARD)
    features = features_of(read_schema(tmp_path / "schema.yaml"))
    assert features.questions == {"sofa": "sofa_"}
    assert features.claim == {"roles": "roles_"}
    assert features.of_role == {"begin": {}, "role": {"tone": "role_tone"}}


def test_characters_that_xml_does_not_have_are_replaced_and_counted(tmp_path, every_schema):
    [first, *_] = sentences()
    text = first.text.replace("menuntut", "men\0ntut")
    sentence = replace(first, text=text, digest=digest(text))
    schema = every_schema["claim_stance"]
    read = [Row(sentence, "unanimous", answers={"has_claim": "no"})]
    rows = Rows(schema, lambda: iter(read), {"a#1": rebuilt_text([sentence])})
    assert write_inception(rows, tmp_path) == {"characters that XML does not have": 1}
    [structure] = read_back(tmp_path, "a#1").select(SENTENCE)
    assert structure.get_covered_text() == text.replace("\0", "\ufffd")


def test_the_lines_of_the_documentation_read_it(tmp_path, monkeypatch, capsys):
    project = demo_workspace(tmp_path / "work")
    write_export(project, Choice("inception"))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_inception.py")
    exec(block.code, {})
    assert len(capsys.readouterr().out.splitlines()) == sum(len(row.claims) for row in read_rows(project))
