"""Which claims make statements, and why others do not."""

import pytest
from network_example import MATRICES, STATEMENTS
from networks import NETWORK, SIDES, claim, line, project, schema

from annotate.errors import ConfigError, InsufficientData, SchemaError
from annotate.json_files import write_jsonl
from annotate.network import NetworkChoice, make_networks
from annotate.network.read import statements_of

OPEN = {"status": "unresolved", "kind": "attribute", "claim": 0, "element": "side"}


def made(folder, lines, choice, **how):
    return make_networks(project(folder, schema(folder), lines, how.pop("dates", None)), choice, **how)


def example_lines():
    claims = [claim([actor.lower()], topics=[topic], side=SIDES[value]) for actor, topic, value in STATEMENTS]
    return [line(number, each, article=f"a{number}") for number, each in enumerate(claims)]


@pytest.mark.parametrize(("kind", "weight", "normalisation"), MATRICES)
def test_claims_of_the_worked_example_make_its_matrices(tmp_path, kind, weight, normalisation):
    choice = NetworkChoice({"onemode": "one-mode", "twomode": "two-mode"}[kind], weight, normalisation)
    network = made(tmp_path, example_lines(), choice).networks[""]
    assert network.rows == ("a", "b", "c")
    for row, wanted in zip(network.matrix.tolist(), MATRICES[kind, weight, normalisation], strict=True):
        assert row == pytest.approx(wanted)


def test_several_actors_and_topics_multiply_or_share_the_claim(tmp_path):
    lines = [line(0, claim(["a", "b"], topics=["X", "Y"], side="for"))]
    for in_parts, weight in ((False, 1), (True, 0.25)):
        source = statements_of(lines, schema(tmp_path), NetworkChoice("two-mode", in_parts=in_parts))
        pairs = [(each.actor, each.concept) for each in source.statements]
        assert pairs == [("a", "X"), ("a", "Y"), ("b", "X"), ("b", "Y")]
        assert {each.weight for each in source.statements} == {weight}


def test_actors_are_those_of_spans_and_those_chosen_from_a_list_each_once(tmp_path):
    lines = [
        line(0, claim(["a", "a"], topics=["X"], who_else="a")),
        line(3, claim([], topics=["X"], who_else="b")),
        line(6, claim([], topics=["X"], who_else="nobody")),
    ]
    source = statements_of(lines, schema(tmp_path), NetworkChoice("two-mode"))
    assert [each.actor for each in source.statements] == ["a", "b"]
    assert source.left_out == {"no who in the register": 1}


def test_what_somebody_demands_of_themselves_is_an_edge_too(tmp_path):
    lines = [line(0, claim(["a"], ["a", "b"])), line(3, claim(["a"], ["b"]), article="b")]
    network = made(tmp_path, lines, NetworkChoice("demand")).networks[""]
    assert [(edge.source, edge.target, edge.weight) for edge in network.edges] == [("a", "a", 1), ("a", "b", 2)]
    assert network.rows == network.columns == ("a", "b")


def test_what_is_left_out_is_counted_by_reason(tmp_path):
    lines = [
        line(0, claim(["a"], topics=["X"]), decisions=[OPEN]),
        line(3, claim(["a"], topics=["X"])),
        line(6, claim([None], topics=["X"], side="for")),
        line(9, claim(["a"], side="for")),
        line(12, decisions=[OPEN | {"kind": "claim", "element": "thing", "claim": None}]),
        line(15, claim(["a"], topics=["X"], side="for"), claim(["b"], topics=["X"], side="for")),
    ]
    reasons = {"side undecided": 1, "no side": 1, "no who in the register": 1, "no topic": 1, "claim undecided": 1}
    network = made(tmp_path, lines, NetworkChoice("one-mode", "congruence"))
    assert (network.claims, network.left_out) == (6, reasons)


def test_a_stance_is_not_needed_where_it_is_ignored(tmp_path):
    source = statements_of([line(0, claim(["a"], topics=["X"]))], schema(tmp_path), NetworkChoice("two-mode"))
    assert (len(source.statements), source.left_out) == (1, {})


def test_each_month_has_its_network_and_claims_without_a_date_are_counted(tmp_path):
    lines = [line(0, claim(["a"], ["b"]), article=article) for article in ("old", "new", "later", "some", "none")]
    dates = {"old": "2022-01-31", "new": "2022-02-01", "later": "2022-02-28T08:00:00+07:00", "some": "2022"}
    networks = made(tmp_path, lines, NetworkChoice("demand"), period="month", dates=dates)
    assert {month: len(network.statements) for month, network in networks.networks.items()} == {
        "2022-01": 1,
        "2022-02": 2,
    }
    assert networks.left_out == {"no month in the date": 2}


def test_months_without_any_date_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(InsufficientData, match=r"no statement with such a date; .* no month in the date \(1\)") as why:
        made(tmp_path, [line(0, claim(["a"], ["b"]))], NetworkChoice("demand"), period="month")
    assert "leave out --by" in why.value.hint


def test_an_empty_network_is_refused_with_its_reasons(tmp_path):
    with pytest.raises(InsufficientData, match=r"the network is empty; left out: no who in the register \(1\)") as why:
        made(tmp_path, [line(0, claim([None], ["b"]))], NetworkChoice("demand"))
    assert "register" in why.value.hint


def test_one_actor_alone_has_no_network_of_actors(tmp_path):
    with pytest.raises(InsufficientData, match="all statements are those of a, and a network needs two actors"):
        made(tmp_path, [line(0, claim(["a"], topics=["X"]))], NetworkChoice("one-mode"))


@pytest.mark.parametrize(
    ("network", "level", "choice", "message"),
    [
        ("", "level: ordinal", NetworkChoice("demand"), "wants does not say what a network is made of"),
        ("network: {actor: [who]}", "level: ordinal", NetworkChoice("demand"), "wants has no `target`"),
        ("network: {actor: [who]}", "level: ordinal", NetworkChoice("two-mode"), "wants has no `concept`"),
        (
            "network: {actor: [who], concept: topic}",
            "level: ordinal",
            NetworkChoice("one-mode", "conflict"),
            "`qualifier`",
        ),
        (NETWORK, "level: nominal", NetworkChoice("one-mode", "conflict"), "side has no scale, which conflict needs"),
    ],
)
def test_a_schema_without_what_a_network_needs_is_refused(tmp_path, network, level, choice, message):
    asked = schema(tmp_path, network, level)
    with pytest.raises(SchemaError, match=message):
        make_networks(project(tmp_path, asked, example_lines()), choice)


@pytest.mark.parametrize(
    "choice",
    [
        NetworkChoice("demand", "subtract"),
        NetworkChoice("two-mode", "congruence"),
        NetworkChoice("two-mode", "ignore", "jaccard"),
        NetworkChoice("two-mode", "combine", "activity"),
    ],
)
def test_a_choice_that_does_not_fit_together_is_refused(tmp_path, choice):
    with pytest.raises(ConfigError):
        made(tmp_path, example_lines(), choice)


def test_each_annotator_has_a_network(tmp_path):
    asked = schema(tmp_path)
    given = project(tmp_path, asked, [])
    heading = {"status": "submitted", "schema": {"name": "wants", "version": "1", "digest": asked.digest}}
    said = {"ani": "A", "budi": "B"}
    spans = {name: {"start": 0, "end": 1, "text": text} for name, text in said.items()}
    claims = {name: [{"thing": span, "who": [span], "whom": [span]}] for name, span in spans.items()}
    rows = [
        heading | {"sentence_id": "a:0-2", "article_id": "a", "annotator": name, "claims": claims[name]}
        for name in said
    ]
    write_jsonl(given.files.annotations, [*rows, rows[0] | {"annotator": "skip", "status": "skipped", "claims": []}])
    networks = make_networks(given, NetworkChoice("demand"), of_annotators=True).networks
    assert {name: network.rows for name, network in networks.items()} == {"ani": ("a",), "budi": ("b",)}
