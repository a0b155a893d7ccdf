"""The files of a network, as other programs read them."""

import csv
import io
import xml.etree.ElementTree as ElementTree

import igraph
import networkx
import pytest
from networks import claim, line, project, schema

from annotate.errors import WorkspaceError
from annotate.network import NetworkChoice, make_networks, write_networks
from annotate.network.write import FILES

LINES = [
    line(0, claim(["a"], ["a", "b"], ["X"], "for"), article="one"),
    line(0, claim(["b"], ["a"], ["X", "Y"], "against"), article="two"),
    line(3, claim(["c"], [], ["Y"], "torn"), article="two"),
]
LINES[0]["claims"][0]["thing"] = {"start": 0, "end": 4, "text": "a\x0b<&"}
DATES = {"one": "2022-01-30", "two": "2022-02-02"}


def written(folder, choice):
    asked = schema(folder)
    made = make_networks(project(folder, asked, LINES, DATES), choice)
    write_networks(made, asked, folder / "out")
    return folder / "out"


def test_graphml_of_demands_has_an_edge_for_each_claim_with_what_is_known_of_it(tmp_path):
    graph = networkx.read_graphml(written(tmp_path, NetworkChoice("demand")) / "network.graphml", force_multigraph=True)
    assert sorted((source, target) for source, target in graph.edges()) == [("a", "a"), ("a", "b"), ("b", "a")]
    assert {name: data["label"] for name, data in graph.nodes(data=True)} == {"a": "A", "b": "B"}
    assert graph.get_edge_data("b", "a")["e3"] == {
        "weight": 1.0,
        "side": "against",
        "topic": "X | Y",
        "article": "two",
        "sentence": "two:0-2",
        "date": "2022-02-02",
        "words": "it",
    }


def test_graphml_of_two_modes_says_which_node_is_what(tmp_path):
    graph = networkx.read_graphml(written(tmp_path, NetworkChoice("two-mode", "subtract")) / "network.graphml")
    assert {name: data["type"] for name, data in graph.nodes(data=True)} == {
        "a": False,
        "b": False,
        "concept: X": True,
        "concept: Y": True,
        "c": False,
    }
    assert graph.edges["b", "concept: Y"] == {"weight": -1.0, "articles": 1, "distinct": False}


@pytest.mark.parametrize(
    "choice", [NetworkChoice("demand"), NetworkChoice("two-mode"), NetworkChoice("one-mode", "congruence")]
)
def test_each_attribute_has_one_type(tmp_path, choice):
    """igraph refuses a file in which a name has two."""
    root = ElementTree.parse(written(tmp_path, choice) / "network.graphml").getroot()
    keys = [(key.get("for"), key.get("attr.name")) for key in root.findall("{*}key")]
    assert len(keys) == len(set(keys)) > 2
    assert "id" not in {name for _, name in keys}


def test_gexf_is_read_and_has_the_last_date_of_the_articles(tmp_path):
    file = written(tmp_path, NetworkChoice("one-mode")) / "network.gexf"
    assert networkx.read_gexf(file).number_of_edges() == 2
    assert 'lastmodifieddate="2022-02-02"' in file.read_text()


def test_dynamic_gexf_has_the_days_of_each_claim(tmp_path):
    """A date without a day means all days of its month."""
    dates = DATES | {"two": "2022-02"}
    asked = schema(tmp_path)
    write_networks(
        make_networks(project(tmp_path, asked, LINES, dates), NetworkChoice("demand")), asked, tmp_path / "out"
    )
    root = ElementTree.parse(tmp_path / "out" / "network-dynamic.gexf").getroot()
    assert root.find("{*}graph").get("mode") == "dynamic"
    days = [(edge.get("source"), edge.get("start"), edge.get("end")) for edge in root.findall(".//{*}edge")]
    assert sorted(days) == [("a", "2022-01-30", "2022-01-30")] * 2 + [("b", "2022-02-01", "2022-02-28")]


def test_dynamic_gexf_of_two_modes_has_the_days_of_an_edge_as_spells(tmp_path):
    root = ElementTree.parse(written(tmp_path, NetworkChoice("two-mode")) / "network-dynamic.gexf").getroot()
    spells = {
        (edge.get("source"), edge.get("target")): [spell.get("start") for spell in edge.findall(".//{*}spell")]
        for edge in root.findall(".//{*}edge")
    }
    assert spells[("a", "concept: X")] == ["2022-01-30"]
    assert spells[("b", "concept: Y")] == ["2022-02-02"]


@pytest.mark.parametrize("choice", [NetworkChoice("one-mode"), NetworkChoice("demand")])
def test_there_is_no_dynamic_gexf_without_days(tmp_path, choice):
    asked = schema(tmp_path)
    dates = DATES if choice.kind == "one-mode" else {}
    write_networks(make_networks(project(tmp_path, asked, LINES, dates), choice), asked, tmp_path / "out")
    assert not (tmp_path / "out" / "network-dynamic.gexf").exists()


@pytest.mark.parametrize(
    "choice", [NetworkChoice("demand"), NetworkChoice("two-mode", "subtract"), NetworkChoice("one-mode", "congruence")]
)
def test_igraph_reads_what_networkx_reads(tmp_path, choice):
    file = written(tmp_path, choice) / "network.graphml"
    theirs, ours = igraph.Graph.Read_GraphML(str(file)), networkx.read_graphml(file)
    assert theirs.vs["name"] == [data["name"] for _, data in ours.nodes(data=True)]
    assert sorted(theirs.es["weight"]) == sorted(data["weight"] for *_, data in ours.edges(data=True))
    assert theirs.is_directed() == ours.is_directed()
    if choice.kind == "two-mode":
        assert theirs.is_bipartite()
        assert theirs.vs["type"] == [data["type"] for _, data in ours.nodes(data=True)]


def test_the_matrix_has_names_of_rows_and_columns(tmp_path):
    rows = [*csv.reader(io.StringIO((written(tmp_path, NetworkChoice("two-mode")) / "matrix.csv").read_text()))]
    assert rows == [["", "X", "Y"], ["a", "1", "0"], ["b", "1", "1"], ["c", "0", "1"]]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    bytes_of = [
        {name: (written(tmp_path, NetworkChoice("demand")) / name).read_bytes() for name in FILES},
        {name: (written(tmp_path, NetworkChoice("demand")) / name).read_bytes() for name in FILES},
    ]
    assert bytes_of[0] == bytes_of[1]


def test_a_folder_with_other_files_stays(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match=r"has a file that no export wrote: thesis\.txt"):
        written(tmp_path, NetworkChoice("demand"))
