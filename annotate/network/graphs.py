"""Networks for other programs: GraphML and GEXF, by networkx.

No attribute is called `id` or has two types, which igraph refuses; what is not known is left out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from annotate.network.build import Edge, Network
from annotate.schema import Schema

if TYPE_CHECKING:
    from networkx import Graph

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAKEN = frozenset({"id", "name", "label", "type", "mode", "weight", "source", "target", "key", "start", "end"})
_ERA = "1970-01-01"


def write_graphml(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write GraphML, as networkx, igraph and Gephi read it."""
    from networkx import write_graphml_xml

    write_graphml_xml(to_graph(network, schema), file, named_key_ids=True)


def write_gexf(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write static GEXF, as Gephi reads it; its date is the last of the articles."""
    _write_gexf(to_graph(network, schema), network, file)


def write_dynamic_gexf(network: Network, schema: Schema, file: IO[bytes]) -> None:
    """Write GEXF with the days of each edge as spells, for Gephi's timeline; edges without a date are always there.

    Weights do not change in time: no program reads those that do.
    """
    graph = to_graph(network, schema)
    if network.choice.kind == "demand":
        for number, claim in enumerate(network.statements, 1):
            if claim.date:
                edge = graph.edges[claim.actor, claim.concept, f"e{number}"]
                edge["start"], edge["end"] = days_of(claim.date)
    else:
        days: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for said in network.statements:
            if said.date:
                days.setdefault((said.actor, f"concept: {said.concept}"), set()).add(days_of(said.date))
        for (actor, concept), spells in days.items():
            if graph.has_edge(actor, concept):
                graph.edges[actor, concept]["spells"] = sorted(spells)
    _write_gexf(graph, network, file)


def days_of(day: str) -> tuple[str, str]:
    """The first and the last day that a date means.

    >>> days_of("2022-02"), days_of("2022-02-05T10:00")
    (('2022-02-01', '2022-02-28'), ('2022-02-05', '2022-02-05'))
    """
    year, month, number = (*map(int, day[:10].split("-")), 0, 0)[:3]
    first = date(year, month or 1, number or 1)
    last = first if number else date(year, month or 12, monthrange(year, month or 12)[1])
    return first.isoformat(), last.isoformat()


def _write_gexf(graph: Graph, network: Network, file: IO[bytes]) -> None:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    # The writer has put today's date there; the same input has to give the same bytes.
    for meta in writer.xml.iter("meta"):
        meta.set("lastmodifieddate", network.last_date or _ERA)
    writer.write(file)


def to_graph(network: Network, schema: Schema) -> Graph:
    """The network as a networkx graph: an edge for each claim of a demand network, else one for each weight."""
    import networkx

    kinds = {"demand": networkx.MultiDiGraph, "two-mode": networkx.Graph, "one-mode": networkx.Graph}
    graph = kinds[network.choice.kind]()
    names = {actor.id: actor.name for actor in schema.register.actors}
    is_two_mode = network.choice.kind == "two-mode"
    for actor in network.rows:
        of_mode: dict[str, Any] = {"type": False, "mode": "actor"} if is_two_mode else {}
        graph.add_node(actor, name=actor, label=_clean(names.get(actor, actor)), **of_mode)
    for concept in network.columns if is_two_mode else ():
        # An actor may have the name of a concept.
        graph.add_node(f"concept: {concept}", name=concept, label=concept, type=True, mode="concept")
    if network.choice.kind == "demand":
        _add_claims(graph, network)
        return graph
    for edge in network.edges:
        target = f"concept: {edge.target}" if is_two_mode else edge.target
        graph.add_edge(edge.source, target, **_of_edge(edge))
    return graph


def _add_claims(graph: Graph, network: Network) -> None:
    for number, claim in enumerate(network.statements, 1):
        said = {f"answer_{name}" if name in _TAKEN else name: _clean(value) for name, value in claim.answers.items()}
        known = {"article": claim.article, "sentence": claim.sentence, "date": claim.date, "words": claim.words}
        said |= {name: _clean(value) for name, value in known.items() if value}
        graph.add_edge(claim.actor, claim.concept, key=f"e{number}", weight=float(claim.weight), **said)


def _of_edge(edge: Edge) -> dict[str, Any]:
    sure = edge.certainty
    bounds = dict(zip(("low", "high"), map(float, sure.bounds), strict=True)) if sure.bounds else {}
    return {"weight": edge.weight, "articles": sure.articles, "distinct": sure.is_distinct, **bounds}


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
