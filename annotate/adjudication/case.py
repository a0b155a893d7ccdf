"""A sentence that an adjudicator decides: the annotators' versions, what is agreed, and the points that are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from annotate.adjudication.values import digest_of, in_order
from annotate.schema.record import Record

PointKind = Literal["answer", "spans", "claim", "claims"]


@dataclass(frozen=True)
class Option:
    """One way to settle a point.

    Attributes:
        value: what gold would hold. Of an answer: a label, labels, or None. Of spans: a list of them. Of a claim: the
            whole claim, or None. Of claims: {"answer": the answer that announces claims, "claims": {place: claim}}.
        letters: the versions that have it.
        text: the value for people.
        instead_of: the ids of agreed spans that the spans take the place of, because they overlap them.
    """

    value: Any
    letters: tuple[str, ...]
    text: str
    instead_of: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """Names the option in its point, whatever letters the versions have."""
        return digest_of([self.value, self.instead_of])


@dataclass(frozen=True)
class Point:
    """One thing to decide: an element of the sentence, of a claim or of a span, or which claims there are.

    Attributes:
        id: names the point in its sentence as gold's decisions are named; it is that of the decision, or of the role.
        kind: what the values of its options are.
        element: the question, role or attribute.
        title: the element for people.
        about: the words of the claim or span that it is about; empty for a question about the sentence.
        options: what the versions have, the first letter first.
        settles: the ids of gold's open decisions that it settles.
        claim: the place of the claim that it is about, as gold names it; empty for a question about the sentence.
        on: the id of the span that an attribute is of; empty for one of a claim.
    """

    id: str
    kind: PointKind
    element: str
    title: str
    about: str
    options: tuple[Option, ...]
    settles: tuple[str, ...]
    claim: str = ""
    on: str = ""

    def of_letter(self, letter: str) -> Option | None:
        """The option that a version has; None if it says nothing of this point."""
        return next((option for option in self.options if letter in option.letters), None)


@dataclass(frozen=True)
class Version:
    """What one annotator said; adjudicators see the letter only.

    `places` names the claims of the record, in their order, as points and gold do.
    """

    letter: str
    record: Record
    places: tuple[str, ...]

    @property
    def annotator(self) -> str:
        """Whose version it is."""
        return self.record.annotator


@dataclass(frozen=True)
class AgreedClaim:
    """What is agreed of a claim that is there: its head, role → {id: span}, and answers."""

    place: str
    head: tuple[str, dict[str, Any]]
    spans: Mapping[str, Mapping[str, dict[str, Any]]]
    answers: Mapping[str, Any]

    def values(self, head_role: str) -> dict[str, Any]:
        """The claim as annotations.jsonl has it, without what is open."""
        values: dict[str, Any] = {head_role: dict(self.head[1])}
        values |= {role: in_order(map(dict, spans.values())) for role, spans in self.spans.items()}
        return values | dict(self.answers)


@dataclass(frozen=True)
class Agreed:
    """What gold holds of a sentence without an adjudicator: answers, and claims as far as they are agreed."""

    answers: Mapping[str, Any]
    claims: tuple[AgreedClaim, ...]
    head_role: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """The part of a line of annotations.jsonl that the schema names; what is open is left out."""
        claims = [claim.values(self.head_role) for claim in self.claims]
        return {**self.answers, **({"claims": claims, "unlinked": []} if self.head_role else {})}


@dataclass(frozen=True)
class Case:
    """A sentence with open points.

    Attributes:
        sentence_id: the sentence.
        article_id: its article.
        versions: A first.
        agreed: what no point asks about.
        points: what is asked, in the order of the schema and of the claims in the sentence.
        places: what each claim that somebody marked is called, in the order of the sentence.
        cost: the part of all disagreement that lies in the sentence, the mean over elements; 0 to 1.
    """

    sentence_id: str
    article_id: str
    versions: tuple[Version, ...]
    agreed: Agreed
    points: tuple[Point, ...]
    places: tuple[str, ...]
    cost: float = field(default=0.0, compare=False)

    @cached_property
    def digest(self) -> str:
        """Changes when what is offered or agreed changes, and not with letters or the register."""
        points = [[point.id, point.settles, sorted(option.id for option in point.options)] for point in self.points]
        return digest_of([points, self.agreed.fields])

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whose versions there are, by name."""
        return tuple(sorted(version.annotator for version in self.versions))

    def point(self, name: str) -> Point | None:
        """The point with this id."""
        return next((point for point in self.points if point.id == name), None)

    def annotators_of(self, option: Option) -> Iterator[str]:
        """Whose version has the option."""
        return (version.annotator for version in self.versions if version.letter in option.letters)

    def staying(self, point: Point) -> list[dict[str, Any]]:
        """The agreed spans in the role of a point about spans that stay whatever is chosen; none of other points."""
        replaced = {name for option in point.options for name in option.instead_of}
        claims = [claim for claim in self.agreed.claims if point.kind == "spans" and claim.place == point.claim]
        agreed = {name: span for claim in claims for name, span in claim.spans.get(point.element, {}).items()}
        return [span for name, span in agreed.items() if name not in replaced]
