"""The files of a network in R: with igraph, and as the lines of the page read them."""

import networkx
import pytest
from documents import blocks_checked_by
from in_r import tables_in_r
from networks import claim, line, project, schema

from annotate.network import NetworkChoice, make_networks, write_networks

LINES = [
    line(0, claim(["a"], ["a", "b"], ["X"], "for"), article="one"),
    line(0, claim(["b"], ["a"], ["X", "Y"], "against"), article="two"),
    line(3, claim(["c"], [], ["X", "Y"], "torn"), article="two"),
    line(0, claim(["a"], ["b"], ["X"], "for"), article="three"),
]
LINES[0]["claims"][0]["thing"] = {"start": 0, "end": 4, "text": '"a" <&'}
DATES = {"one": "2022-01-30", "two": "2022-02-02", "three": "2022-02-03"}
GRAPH = """\
tables <- igraph::as_data_frame(igraph::read.graph("{}/network.graphml", format = "graphml"), "both")
nodes <- tables$vertices
edges <- tables$edges
"""


def write(folder, kind, choice):
    asked = schema(folder)
    write_networks(
        make_networks(project(folder, asked, LINES, DATES), choice), asked, folder / "work" / "network" / kind
    )


def said(table):
    """The lines of a table as sets of what they say; what is not known is not said."""
    names, *lines = table
    return sorted(
        sorted((name, plain(cell)) for name, cell in zip(names, row, strict=True) if cell not in ("", "NA"))
        for row in lines
    )


def plain(value):
    """A value in R's words, a number with the digits that both have."""
    try:
        return f"{float(value):.9g}" if not isinstance(value, bool) else str(value).upper()
    except ValueError:
        return value


@pytest.mark.parametrize(
    "choice", [NetworkChoice("demand"), NetworkChoice("two-mode", "subtract"), NetworkChoice("one-mode", "congruence")]
)
def test_igraph_in_r_sees_the_nodes_edges_weights_and_attributes_that_networkx_sees(tmp_path, choice):
    write(tmp_path, "kind", choice)
    graph = networkx.read_graphml(tmp_path / "work" / "network" / "kind" / "network.graphml", force_multigraph=True)
    nodes, edges = tables_in_r(GRAPH.format("work/network/kind"), tmp_path, "nodes", "edges")
    names = {node: data["name"] for node, data in graph.nodes(data=True)}
    theirs = [{"id": node} | data for node, data in graph.nodes(data=True)]
    assert said(nodes) == sorted(sorted((name, plain(value)) for name, value in each.items()) for each in theirs)
    ours = [{"from": names[one], "to": names[two]} | data for one, two, data in graph.edges(data=True)]
    expected = sorted(sorted((name, plain(value)) for name, value in each.items()) for each in ours)
    assert [[pair for pair in edge if pair[0] != "id"] for edge in said(edges)] == expected
    assert len(expected) > 1


def test_the_lines_of_the_page_read_a_network_and_a_matrix(tmp_path):
    write(tmp_path, "demand", NetworkChoice("demand"))
    write(tmp_path, "two-mode", NetworkChoice("two-mode"))
    [block] = blocks_checked_by("tests/network/test_files_in_r.py")
    more = "names <- data.frame(igraph::V(demands)$name)\nactors <- data.frame(rownames(counts))"
    names, actors, counts = tables_in_r(f"{block.code}{more}", tmp_path, "names", "actors", "counts")
    assert [name for (name,) in names[1:]] == ["a", "b"]
    assert [name for (name,) in actors[1:]] == ["a", "b", "c"]
    assert counts == [["X", "Y"], ["2", "0"], ["1", "1"], ["1", "1"]]
