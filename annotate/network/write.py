"""Networks of a project, to a folder: one network, or one for each period or annotator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from annotate.errors import AnnotateError, InsufficientData
from annotate.file_names import FileNames
from annotate.network.build import Network, build_network, reasons
from annotate.network.choice import NetworkChoice, check_choice
from annotate.network.graphs import write_dynamic_gexf, write_gexf, write_graphml
from annotate.network.likeness import Likeness, likenesses
from annotate.network.picture import write_picture
from annotate.network.read import Source, read_annotations, read_gold
from annotate.network.statements import Period, by_period, without_duplicates
from annotate.network.tables import write_edges, write_matrix, write_measures, write_statements
from annotate.project import Project
from annotate.schema import Schema
from annotate.whole_folder import write_whole_folder

FILES: dict[str, Callable[[Network, Schema, IO[bytes]], None]] = {
    "edges.csv": write_edges,
    "matrix.csv": write_matrix,
    "measures.csv": write_measures,
    "statements.csv": write_statements,
    "network.graphml": write_graphml,
    "network.gexf": write_gexf,
    "network.svg": write_picture,
}


@dataclass(frozen=True)
class Made:
    """The networks of a project.

    Attributes:
        networks: by period, or annotator, or "" if there is one.
        claims: how many claims were read.
        left_out: reason → how many claims or statements are in no network.
        empty: part → why it has no network.
        likenesses: how alike the networks of annotators are, whole and not by period.
    """

    networks: Mapping[str, Network]
    claims: int
    left_out: Counter[str]
    empty: Mapping[str, str]
    likenesses: tuple[Likeness, ...] = ()


def make_networks(
    project: Project, choice: NetworkChoice, *, of_annotators: bool = False, period: Period | None = None
) -> Made:
    """Make the network of gold, or of each annotator, or of each period.

    Raises:
        ConfigError, SchemaError: the choice does not fit together, or the schema does not say what it needs.
        InsufficientData: every network is empty; the message says why, by reason.
        WorkspaceError, RecordError: a file is missing, broken or of another schema.
    """
    check_choice(choice, project.schema)
    sources = read_annotations(project, choice) if of_annotators else {"": read_gold(project, choice)}
    return networks_of(sources, choice, project.schema, period)


def networks_of(
    sources: Mapping[str, Source], choice: NetworkChoice, schema: Schema, period: Period | None = None
) -> Made:
    """Make the network of each source, by annotator, or "" for gold; or one for each period of each.

    Raises:
        InsufficientData: every network is empty; the message says why, by reason.
    """
    left_out: Counter[str] = Counter()
    networks: dict[str, Network] = {}
    failed: dict[str, AnnotateError] = {}
    names = FileNames(" @")
    for annotator, source in sources.items():
        kept = without_duplicates(source.statements, choice.duplicates, with_value=choice.uses_values)
        left_out += source.left_out + kept.left_out
        slices, undated = by_period(kept.statements, period) if period else ({"": kept.statements}, 0)
        left_out += Counter({f"no {period} in the date": undated})
        for name, statements in slices.items():
            part = "/".join(filter(None, (names.of(annotator) if annotator else "", name)))
            try:
                networks[part] = build_network(statements, choice, schema, source.articles_of(period, name))
            except InsufficientData as error:
                failed[part] = error
    if not networks:
        first = next(iter(failed.values()), InsufficientData("there is no statement with such a date"))
        why = f"; left out: {reasons(left_out)}" if left_out else ""
        hint = first.hint or "give the articles dates (ISO 8601), or leave out --by"
        raise InsufficientData(f"{first.message}{why}", hint)
    claims = sum(source.claims for source in sources.values())
    empty = {part: error.message for part, error in failed.items()}
    return Made(networks, claims, left_out, empty, tuple(likenesses(sources, choice, schema)))


def files_of(network: Network) -> dict[str, Callable[[Network, Schema, IO[bytes]], None]]:
    """The files of a network; one with days only where statements have days, and edges between actors have none."""
    has_days = network.last_date and network.choice.kind != "one-mode"
    return FILES | ({"network-dynamic.gexf": write_dynamic_gexf} if has_days else {})


def write_networks(made: Made, schema: Schema, path: Path, *, shared: bool = True) -> None:
    """Write the files of each network to a folder, which appears whole or stays as it was; `shared` as it says.

    Raises:
        WorkspaceError: the folder has other files, or the disk failed.
    """
    with write_whole_folder(path, shared=shared) as folder:
        for part, network in made.networks.items():
            (folder / part).mkdir(parents=True, exist_ok=True)
            for name, write in files_of(network).items():
                with (folder / part / name).open("wb") as file:
                    write(network, schema, file)


def to_json(made: Made) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "claims": made.claims,
        "left_out": dict(made.left_out),
        "networks": [_network_json(part, network) for part, network in made.networks.items()],
        "empty": dict(made.empty),
        "likenesses": [
            {
                "annotators": list(likeness.annotators),
                "sentences": likeness.sentences,
                "correlation": likeness.correlation,
                "interval": list(likeness.bounds) if likeness.bounds else None,
                "note": likeness.note,
            }
            for likeness in made.likenesses
        ],
    }


def _network_json(part: str, network: Network) -> dict[str, Any]:
    return {
        "part": part,
        "kind": network.choice.kind,
        "statements": len(network.statements),
        "actors": len(network.rows),
        "edges": list(_edges_json(network)),
        "measures": [
            {
                "measure": measure.name,
                "node": measure.node,
                "value": measure.value,
                "interval": list(measure.bounds) if measure.bounds else None,
                "note": measure.note,
            }
            for measure in network.measures
        ],
    }


def _edges_json(network: Network) -> Iterator[dict[str, Any]]:
    for edge in network.edges:
        sure = edge.certainty
        bounds = list(sure.bounds) if sure.bounds else None
        yield {
            "source": edge.source,
            "target": edge.target,
            "weight": edge.weight,
            "interval": bounds,
            "distinct": sure.is_distinct,
            "articles": sure.articles,
        }
