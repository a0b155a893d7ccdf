"""Discourse Network Analyzer: the file as SQLite reads it, and the networks that follow from it alone."""

import io
import sqlite3
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pytest
from exporting import ARTICLES, SEEDS, demo_workspace
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.errors import ConfigError, InsufficientData
from annotate.export import Choice, write_export
from annotate.export.dna import write_dna
from annotate.export.dna_file import LONGEST
from annotate.export.read import read_rows
from annotate.network import NetworkChoice, make_networks

SHORT = {
    "CODERS": ("Name", "Password"),
    "DOCUMENTS": ("Title", "Author", "Source", "Section", "Type"),
    "STATEMENTTYPES": ("Label",),
    "VARIABLES": ("Variable",),
    "ENTITIES": ("Value",),
    "ATTRIBUTEVARIABLES": ("AttributeVariable",),
    "ATTRIBUTEVALUES": ("AttributeValue",),
}


def opened(rows):
    file = io.BytesIO()
    losses = write_dna(rows, file)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(file.getvalue())
    return connection, losses


def said(connection):
    """Every statement, with the value of each variable by its name."""
    names = dict(connection.execute("SELECT ID, Variable FROM VARIABLES"))
    values = defaultdict(dict)
    short = "SELECT StatementId, d.VariableId, Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity"
    for query in (short, "SELECT StatementId, VariableId, Value FROM DATAINTEGER"):
        for statement, variable, value in connection.execute(query):
            values[statement][names[variable]] = value
    return [
        {"id": number, "document": document, "start": start, "stop": stop, "coder": coder} | values[number]
        for number, document, start, stop, coder in connection.execute(
            "SELECT ID, DocumentId, Start, Stop, Coder FROM STATEMENTS"
        )
    ]


@settings(max_examples=25)
@given(SEEDS, st.booleans())
def test_a_file_keeps_to_what_dna_reads(drawn_project, seed, of_annotators):
    rows = read_rows(drawn_project(seed), of_annotators=of_annotators)
    if not rows.schema.head:
        with pytest.raises(InsufficientData, match="the schema has no claims"):
            opened(rows)
        return
    connection, losses = opened(rows)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table, columns in SHORT.items():
        for column in columns:
            assert connection.execute(f"SELECT max(length({column})) FROM {table}").fetchone()[0] in range(LONGEST + 1)
    (variables,) = connection.execute("SELECT count(*) FROM VARIABLES").fetchone()
    statements = said(connection)
    assert all(len(statement) == 5 + variables for statement in statements)
    heads = {
        (row.sentence.article_id, row.sentence.start + head.start, head.text)
        for row in rows
        for claim in row.claims
        for head in claim.of(rows.schema.head.name)
    }
    texts = dict(connection.execute("SELECT ID, Text FROM DOCUMENTS"))
    names = dict(connection.execute("SELECT ID, Notes FROM DOCUMENTS"))
    for statement in statements:
        words = texts[statement["document"]][statement["start"] : statement["stop"]]
        article = names[statement["document"]]
        assert words == as_dna(ARTICLES[article][statement["start"] : statement["stop"]])
        assert (article, statement["start"]) in {(name, start) for name, start, _ in heads}
    kept = {(statement["sentence"], statement["claim"], statement["coder"]) for statement in statements}
    claims = sum(len(row.claims) for row in rows)
    assert len(kept) == claims - losses["claims without the number of a stance"]


def as_dna(text):
    return "".join("\ufffd" if ord(sign) > 0xFFFF else " " if sign == "\r" else sign for sign in text)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return demo_workspace(tmp_path_factory.mktemp("demo") / "work")


@pytest.fixture(scope="module")
def demo_statements(demo):
    return said(opened(read_rows(demo).dated("2022-02-24"))[0])


@pytest.mark.parametrize("weight", ["ignore", "subtract"])
def test_the_network_of_actors_and_categories_follows_from_the_file_alone(demo, demo_statements, weight):
    """Each claim once: several addressees make several statements of one claim."""
    names = {actor.id: actor.name for actor in demo.schema.register.actors}
    each = {(one["sentence"], one["claim"], one["claimant"], one["category"], one["stance"]) for one in demo_statements}
    weights = Counter()
    for _, _, actor, category, stance in each:
        if actor and category:
            weights[actor, category] += 1 if weight == "ignore" else stance
    # Claims without a stance are in no DNA file, so they are left out on both sides.
    network = make_networks(demo, NetworkChoice("two-mode", "subtract")).networks[""]
    counted = Counter((names[one.actor], one.concept) for one in network.statements)
    expected = counted if weight == "ignore" else {(names[e.source], e.target): e.weight for e in network.edges}
    assert {pair: number for pair, number in weights.items() if number} == expected


def test_the_network_of_demands_follows_from_the_file_alone(demo, demo_statements):
    names = {actor.id: actor.name for actor in demo.schema.register.actors}
    each = {(one["sentence"], one["claim"], one["claimant"], one["addressee"]) for one in demo_statements}
    weights = Counter((actor, target) for _, _, actor, target in each if actor and target)
    statements = make_networks(demo, NetworkChoice("demand")).networks[""].statements
    with_stance = {(one["sentence"]) for one in demo_statements}
    expected = Counter((names[one.actor], names[one.concept]) for one in statements if one.sentence in with_stance)
    assert weights == expected


def test_congruence_of_actors_follows_from_the_file_alone(demo, demo_statements):
    each = {(one["sentence"], one["claim"], one["claimant"], one["category"], one["stance"]) for one in demo_statements}
    said_by = defaultdict(list)
    for _, _, actor, category, stance in sorted(each):
        if actor and category:
            said_by[actor].append((category, stance))
    network = make_networks(demo, NetworkChoice("one-mode", "congruence")).networks[""]
    names = {actor.id: actor.name for actor in demo.schema.register.actors}
    actors = [names[actor] for actor in network.rows]
    matrix = np.array(
        [
            [
                sum(1 - abs(one - other) / 2 for a, one in said_by[row] for b, other in said_by[column] if a == b)
                for column in actors
            ]
            for row in actors
        ]
    )
    np.fill_diagonal(matrix, 0)
    assert sorted(said_by) == sorted(actors)
    assert matrix == pytest.approx(network.matrix)


def test_annotators_are_coders(demo):
    connection, _ = opened(read_rows(demo, of_annotators=True).dated("2022-02-24"))
    coders = [name for (name,) in connection.execute("SELECT Name FROM CODERS")]
    assert sorted(coders) == ["ani", "budi", "citra"]
    relations = connection.execute("SELECT count(*) FROM CODERRELATIONS").fetchone()
    assert relations == (6,)


def test_articles_without_a_date_need_one(demo):
    with pytest.raises(InsufficientData, match="no article has a date"):
        write_export(demo, Choice("dna"))
    with pytest.raises(ConfigError, match="'30/01/2022' is not a date"):
        write_export(demo, Choice("dna", day="30/01/2022"))
    done = write_export(demo, Choice("dna", day="2022-02-24"))
    assert done.losses["claims that are several statements"] > 0


def test_the_same_input_gives_the_same_bytes(demo):
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        write_dna(read_rows(demo).dated("2022-02"), file)
    assert files[0].getvalue() == files[1].getvalue()


def test_a_title_that_is_too_long_is_cut_and_counted(demo):
    rows = read_rows(demo).dated("2022")
    long = replace(
        rows,
        read=lambda: (
            replace(row, sentence=replace(row.sentence, article={**row.sentence.article, "title": "🕊" * 300}))
            for row in rows
        ),
    )
    connection, losses = opened(long)
    assert losses[f"texts of over {LONGEST} characters, which are cut"] == 5
    assert {title for (title,) in connection.execute("SELECT Title FROM DOCUMENTS")} == {"\ufffd" * LONGEST}
