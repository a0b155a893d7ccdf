"""Statements → a network: its matrix, and its edges with what is known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from annotate.errors import InsufficientData
from annotate.network.certainty import Certainty
from annotate.network.choice import NetworkChoice, scale_of, values_of
from annotate.network.counts import count_statements
from annotate.network.intervals import certainties
from annotate.network.matrices import Floats
from annotate.network.measured import Measure, measure_network
from annotate.network.statements import Names, Statement
from annotate.network.weighed import Weighed
from annotate.schema import Schema

_MORE = (
    "`annotate status` shows what is annotated; actors count if the register knows their names, and gold if it is "
    "decided"
)


class Edge(NamedTuple):
    """A weight that is not 0, and how sure it is."""

    source: str
    target: str
    weight: float
    certainty: Certainty


@dataclass(frozen=True)
class Network:
    """A network, and the statements that it is made of.

    Attributes:
        choice: its kind, and how its weights are made.
        statements: what it counts.
        rows: the actors, by id.
        columns: the same actors, or the concepts.
        matrix: the weights, shape (rows, columns).
        edges: the weights that are not 0, in the order of the matrix; those between two actors once, unless directed.
        measures: of the whole network and of its nodes.
    """

    choice: NetworkChoice
    statements: Sequence[Statement]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Floats
    edges: tuple[Edge, ...]
    measures: tuple[Measure, ...]

    @property
    def last_date(self) -> str:
        """The last date of its articles; "" if none is known."""
        return max((statement.date for statement in self.statements), default="")


def build_network(statements: Sequence[Statement], choice: NetworkChoice, schema: Schema, articles: int) -> Network:
    """Make a network of statements without duplicates.

    Args:
        statements: at least one.
        choice: the network.
        schema: whose qualifier has the scale.
        articles: how many articles were judged, those without statements among them.

    Raises:
        InsufficientData: there is no statement, or no edge.
    """
    from threadpoolctl import threadpool_limits

    if not statements:
        raise InsufficientData("no claim makes a statement, so the network is empty", _MORE)
    counts = count_statements(statements, axes(statements, choice, schema), articles)
    weighed = Weighed(counts, choice, scale_of(schema) if choice.uses_values else ())
    rows = counts.names.actors
    columns = rows if choice.kind == "one-mode" else counts.names.concepts
    if choice.kind == "one-mode" and len(rows) < 2:
        raise InsufficientData(f"all statements are those of {rows[0]}, and a network needs two actors", _MORE)
    if not weighed.matrix.any():
        raise InsufficientData("all weights are 0, so the network has no edge", "try --weight ignore")
    groups = {actor.id: actor.group for actor in schema.register.actors if actor.group}
    # The matrices are small: more threads take longer to meet than to multiply.
    with threadpool_limits(limits=1, user_api="blas"):
        edges = tuple(_edges(weighed, rows, columns))
        measures = measure_network(weighed, groups)
    return Network(choice, statements, rows, columns, weighed.matrix, edges, measures)


def axes(statements: Sequence[Statement], choice: NetworkChoice, schema: Schema) -> Names:
    """The axes of the counts; those of a demand network are the same actors twice."""
    # Jaccard tells values apart even where weights ignore them; then a statement without one counts too.
    values = values_of(schema) if choice.uses_values else (*values_of(schema), "")
    actors = {statement.actor for statement in statements}
    concepts = {statement.concept for statement in statements}
    if choice.kind == "demand":
        actors = concepts = actors | concepts
    return Names(tuple(sorted(actors)), tuple(sorted(concepts)), values)


def _edges(weighed: Weighed, rows: Sequence[str], columns: Sequence[str]) -> list[Edge]:
    matrix = weighed.matrix
    shown = np.argwhere(np.triu(matrix) if weighed.choice.kind == "one-mode" else matrix)
    return [
        Edge(rows[row], columns[column], float(matrix[row, column]), certainty)
        for (row, column), certainty in zip(shown, certainties(weighed, shown), strict=True)
    ]


def reasons(left_out: Counter[str]) -> str:
    """Why claims make no statement, in words, the commonest first."""
    return ", ".join(f"{reason} ({number})" for reason, number in sorted(left_out.items(), key=lambda x: (-x[1], x[0])))
