"""REFI-QDA, read back by pyrefiqda."""

import io

from documents import blocks_checked_by
from exporting import SEEDS, demo_workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiProject

from annotate.export import Choice, write_export
from annotate.export.qdpx import write_qdpx
from annotate.export.read import read_rows


def names_of(codes, above=()):
    """Guid → the names of a code and of those above it."""
    names = {}
    for code in codes:
        names[code.guid] = (*above, code.name)
        names |= names_of(code.code, names[code.guid])
    return names


def labels(answers):
    return [(name, label) for name, said in answers.items() for label in (said if isinstance(said, tuple) else (said,))]


def expected(rows):
    """(annotator, article, start, end, codes) of every selection."""
    schema = rows.schema
    heading = {each.name: each.heading for each in (*schema.answerables, *schema.roles)}
    actors = {actor.id: actor.name for actor in schema.register.actors}
    for row in rows:
        sentence, who = row.sentence, row.annotator or "gold"
        if row.answers:
            codes = sorted((heading[name], label) for name, label in labels(row.answers))
            yield who, sentence.article_id, sentence.start, sentence.end, codes
        for claim in row.claims:
            for span in claim.spans:
                said = labels(span.answers) + (labels(claim.answers) if span.role == schema.head.name else [])
                codes = [(heading[span.role],), *((heading[name], label) for name, label in said)]
                codes += [("actors", actors[span.actor])] if span.actor else []
                yield who, sentence.article_id, sentence.start + span.start, sentence.start + span.end, sorted(codes)
        for span in row.unlinked:
            codes = [(heading[span.role],)] + ([("actors", actors[span.actor])] if span.actor else [])
            yield who, sentence.article_id, sentence.start + span.start, sentence.start + span.end, sorted(codes)


def read_back(project, folder):
    users = {user.guid: user.name for user in project.users.user}
    codes = names_of(project.code_book.codes.code)
    for source in project.sources.text_source:
        assert (folder / "Sources" / source.plain_text_path.removeprefix("internal://")).exists()
        for each in source.plain_text_selection:
            named = sorted(codes[coding.code_ref.target_guid] for coding in each.coding)
            yield users[each.creating_user], source.name, each.start_position, each.end_position, named


@settings(max_examples=15)
@given(SEEDS, st.booleans())
def test_pyrefiqda_reads_the_same_codes_on_the_same_words(drawn_project, tmp_path_factory, seed, of_annotators):
    rows = read_rows(drawn_project(seed), of_annotators=of_annotators)
    folder = tmp_path_factory.mktemp("qdpx")
    file = io.BytesIO()
    losses = write_qdpx(rows, file)
    (folder / "gold.qdpx").write_bytes(file.getvalue())
    project = RefiProject.load(folder / "gold.qdpx", extract_dir=folder)
    assert sorted(read_back(project, folder)) == sorted(expected(rows))
    assert losses["links of spans to claims"] == sum(len(claim.spans) - 1 for row in rows for claim in row.claims)


def test_the_lines_of_the_documentation_read_the_demo(tmp_path, monkeypatch, capsys):
    write_export(demo_workspace(tmp_path / "work"), Choice("qdpx"))
    monkeypatch.chdir(tmp_path)
    [block] = blocks_checked_by("tests/export/test_qdpx.py")
    exec(block.code, {})
    assert capsys.readouterr().out == "claim_stance 5 articles\n"
