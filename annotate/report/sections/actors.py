"""Who fills which role, and the networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from annotate.errors import AnnotateError
from annotate.json_files import JsonObject
from annotate.network.choice import NetworkChoice, check_choice
from annotate.network.read import statements_of
from annotate.network.write import networks_of
from annotate.report.figure import Figure, Section
from annotate.report.material import Material
from annotate.schema.model import Schema

_NETWORKS = {
    "demand": "Who demands what from whom",
    "two-mode": "Who speaks of what",
    "one-mode": "Who speaks of the same as whom",
}


def actors_section(material: Material) -> Section:
    """How often gold has each actor in each role, and a network of each kind."""
    schema = material.project.schema
    times = Counter(actor for row in material.gold for actor in _actors(row, schema))
    totals: Counter[str] = Counter()
    for (actor, _), number in times.items():
        totals[actor] += number
    actors = Figure(
        "actors",
        "Who fills which role in gold",
        ("actor", "role", "times"),
        sorted(((*key, number) for key, number in times.items()), key=lambda row: (-totals[row[0]], row)),
        "bars",
        {"y": "actor", "x": "times", "fill": "role"},
        missing="Gold has no actor that the register knows." if material.gold else "There is no gold yet.",
    )
    networks = [_network(kind, title, material) for kind, title in _NETWORKS.items()]
    return Section("actors", "Actors and networks", (actors, *networks))


def _actors(row: JsonObject, schema: Schema) -> Iterator[tuple[str, str]]:
    names = {actor.id: actor.name for actor in schema.register.actors}
    for claim in row.get("claims", ()):
        for role in schema.roles:
            marked = claim.get(role.name) or []
            for span in marked if isinstance(marked, list) else [marked]:
                if actor := span.get("actor"):
                    yield names.get(actor, actor), role.name


def _network(kind: Any, title: str, material: Material) -> Figure:
    missing, rows = "There is no gold yet.", []
    schema, choice = material.project.schema, NetworkChoice(kind)
    names = {actor.id: actor.name for actor in schema.register.actors}
    if material.gold:
        try:
            check_choice(choice, schema)
            network = networks_of({"": statements_of(material.gold, schema, choice)}, choice, schema).networks[""]
            for edge in network.edges:
                low, high = edge.certainty.bounds or (None, None)
                ends = (names.get(edge.source, edge.source), names.get(edge.target, edge.target))
                distinct = "yes" if edge.certainty.is_distinct else "no"
                rows.append((*ends, edge.weight, low, high, edge.certainty.articles, distinct))
        except AnnotateError as error:
            missing = f"There is no such network: {error.message}."
    return Figure(
        f"network-{kind}",
        title,
        ("source", "target", "weight", "low", "high", "articles", "distinct"),
        rows,
        "network",
        {"x": "source", "y": "target", "fill": "weight", "kind": kind},
        "A thicker line has more weight. A dashed line is not distinct from no line: its 95 % interval contains 0.",
        missing,
    )
