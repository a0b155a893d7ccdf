"""gold.jsonl or annotations.jsonl → statements, and what makes none, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from annotate.corpus.selecting.selection import iso_date
from annotate.errors import WorkspaceError
from annotate.formats import read_numbered_jsonl
from annotate.gold.make import FORMAT
from annotate.gold.other_schema import refuse_other_schema
from annotate.json_files import JsonObject
from annotate.network.choice import NetworkChoice
from annotate.network.statements import Period, Statement, period_of
from annotate.project import Project
from annotate.records.slim import read_slim, row_maker
from annotate.schema import Schema
from annotate.workspace import Workspace, needed

_AGAIN = "`annotate gold` writes it again"
_SPLIT_AGAIN = "make it again with: annotate split"


@dataclass
class Source:
    """What was read.

    Attributes:
        statements: in the order of the file.
        claims: how many claims there are.
        left_out: reason → how many claims it keeps from making a statement; a claim can have several reasons.
        sentences: the sentences that were judged, with their articles.
        dates: article → its date, as far as it is known.
    """

    statements: list[Statement] = field(default_factory=list)
    claims: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)

    def articles_of(self, period: Period | None, name: str) -> int:
        """How many articles were judged, in part at least: all, or those of a period by its name."""
        articles = set(self.sentences.values())
        if period is None:
            return len(articles)
        return sum(period_of(self.dates.get(article, ""), period) == name for article in articles)


def read_gold(project: Project, choice: NetworkChoice) -> Source:
    """The statements of gold; only what is decided makes any.

    Raises:
        WorkspaceError: gold is missing, broken, or of another schema.
    """
    file = needed(project.files.gold, "gold")
    refuse_other_schema(file, project.schema)
    lines = (line for _, line in read_numbered_jsonl(file, _AGAIN, FORMAT))
    dates = read_dates(project.files)
    try:
        return statements_of(lines, project.schema, choice, dates)
    except (KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{file} is not made like the schema {project.schema.name}: {error!r}", _AGAIN) from error


def read_annotations(project: Project, choice: NetworkChoice) -> dict[str, Source]:
    """The statements of each annotator, by name; of a sentence that somebody had twice, the first time.

    Raises:
        WorkspaceError: there are no annotations, or the file is broken.
        RecordError: a line does not keep to the schema.
    """
    lines: dict[str, list[JsonObject]] = {}
    to_row = row_maker(project.schema)
    for record, _ in read_slim(needed(project.files.annotations, "pull"), project.schema):
        if record.status == "submitted" and not record.repeat:
            lines.setdefault(record.annotator, []).append(to_row(record))
    dates = read_dates(project.files)
    return {name: statements_of(lines[name], project.schema, choice, dates) for name in sorted(lines)}


def read_dates(files: Workspace) -> dict[str, str]:
    """Article → its date, ISO 8601 as far as it goes; articles without such a date are missing."""
    dates = {}
    for file in (files.tasks, files.sentences):
        for _, row in read_numbered_jsonl(file, _SPLIT_AGAIN) if file.exists() else ():
            known = row.get("article")
            date = iso_date(str(known.get("date", ""))) if isinstance(known, dict) else ""
            if date:
                dates[str(row.get("article_id"))] = date
    return dates


def statements_of(
    lines: Iterable[JsonObject], schema: Schema, choice: NetworkChoice, dates: Mapping[str, str] | None = None
) -> Source:
    """The statements of some lines; each actor of a claim makes one with each of its concepts, or targets.

    Args:
        lines: as in gold.jsonl or annotations.jsonl.
        schema: whose `network` says what is an actor.
        choice: the network that they are for.
        dates: article → its date.
    """
    date_of = dates or {}
    source = Source(dates=date_of)
    for line in lines:
        article, sentence = line["article_id"], line["sentence_id"]
        source.sentences[sentence] = article
        decisions = line.get("decisions", ())
        source.left_out.update(_undecided_claims(decisions))
        open_elements = {
            (decision["claim"], decision["element"]) for decision in decisions if decision["status"] == "unresolved"
        }
        for number, claim in enumerate(line.get("claims", ())):
            source.claims += 1
            parts = _parts(claim, schema, choice)
            missing = [name for name, values in parts.items() if not values]
            for name in missing:
                elements = _elements(schema, choice)[name]
                undecided = any((number, element) in open_elements for element in elements)
                of_actors = name == "actor" or (name == "concept" and choice.kind == "demand")
                source.left_out[_reason(elements[0], of_actors, undecided)] += 1
            if missing:
                continue
            made = list(product(parts["actor"], parts["concept"], parts["qualifier"]))
            for actor, concept, value in made:
                weight = 1 / len(made) if choice.in_parts else 1.0
                words, answers = _words(claim, schema), _said(claim, schema)
                source.statements.append(
                    Statement(
                        actor, concept, value, article, sentence, date_of.get(article, ""), weight, words, answers
                    )
                )
    return source


def _parts(claim: JsonObject, schema: Schema, choice: NetworkChoice) -> dict[str, list[str]]:
    """What a claim has of each part of a statement."""
    network = schema.network
    assert network is not None
    is_demand = choice.kind == "demand"
    concepts = _actors(claim, network.target, schema) if is_demand else _labels(claim.get(network.concept))
    # Where values are ignored, a claim without one counts too.
    values = _labels(claim.get(network.qualifier)) if network.qualifier else []
    return {
        "actor": _actors(claim, network.actor, schema),
        "concept": concepts,
        "qualifier": values if choice.uses_values else values or [""],
    }


def _elements(schema: Schema, choice: NetworkChoice) -> dict[str, tuple[str, ...]]:
    """The elements that each part of a statement comes from."""
    network = schema.network
    assert network is not None
    concept = network.target if choice.kind == "demand" else (network.concept,)
    return {"actor": network.actor, "concept": concept, "qualifier": (network.qualifier,)}


def _actors(claim: JsonObject, elements: Iterable[str], schema: Schema) -> list[str]:
    """The actors whom the spans of roles mean, and whom answers name, each once."""
    roles = {role.name for role in schema.roles}
    named: dict[str, None] = {}
    for element in elements:
        value = claim.get(element)
        if element in roles:
            named |= dict.fromkeys(span["actor"] for span in _spans(value) if span.get("actor"))
        else:
            named |= dict.fromkeys(label for label in _labels(value) if label in schema.actor_ids)
    return list(named)


def _spans(value: Any) -> list[JsonObject]:
    return [value] if isinstance(value, dict) else list(value or ())


def _labels(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _words(claim: JsonObject, schema: Schema) -> str:
    return str(claim[schema.head.name]["text"]) if schema.head else ""


def _said(claim: JsonObject, schema: Schema) -> dict[str, str]:
    answers = {attribute.name: _labels(claim.get(attribute.name)) for attribute in schema.claim_attributes}
    return {name: " | ".join(labels) for name, labels in answers.items() if labels}


def _reason(element: str, of_actors: bool, undecided: bool) -> str:
    if undecided:
        return f"{element} undecided"
    return f"no {element} in the register" if of_actors else f"no {element}"


def _undecided_claims(decisions: Iterable[JsonObject]) -> Iterator[str]:
    for decision in decisions:
        if decision["kind"] == "claim" and decision["status"] == "unresolved":
            yield "claim undecided"
