"""Which network is asked for, checked against the schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from annotate.errors import ConfigError, SchemaError
from annotate.network.matrices import BETWEEN_ACTORS, OF_CELLS, ONE_MODE, TWO_MODE, Floats, one_mode, two_mode
from annotate.network.statements import DUPLICATES, Duplicates
from annotate.schema import Schema

NetworkKind = Literal["demand", "two-mode", "one-mode"]
KINDS: tuple[NetworkKind, ...] = get_args(NetworkKind)
_EXAMPLE = "write `network: {actor: [ROLE], target: [ROLE], concept: ATTRIBUTE, qualifier: ATTRIBUTE}` into the schema"
_WEIGHTS = {"demand": ("ignore",), "two-mode": TWO_MODE, "one-mode": ONE_MODE}
_NORMALISATIONS = {"demand": ("no",), "two-mode": OF_CELLS, "one-mode": BETWEEN_ACTORS}


@dataclass(frozen=True)
class NetworkChoice:
    """A network: its kind, and how its weights are made.

    Attributes:
        kind: who demands what from whom, who speaks of what, or who says the same as whom.
        weight: how values count.
        normalisation: what weights are divided by; `no` leaves them.
        duplicates: where equal statements count once.
        in_parts: whether a claim that makes several statements counts as one.
    """

    kind: NetworkKind
    weight: str = "ignore"
    normalisation: str = "no"
    duplicates: Duplicates = "include"
    in_parts: bool = False

    @property
    def is_directed(self) -> bool:
        """Whether an edge has a direction."""
        return self.kind == "demand"

    @property
    def uses_values(self) -> bool:
        """Whether it matters what is said of a concept."""
        return self.weight != "ignore"

    def weights(self, counts: Floats, scale: tuple[float, ...]) -> Floats:
        """The matrix of weights of counts of shape (..., actors, concepts, values)."""
        if self.kind == "one-mode":
            return one_mode(counts, scale, self.weight, self.normalisation)  # type: ignore[arg-type]
        return two_mode(counts, scale, self.weight, self.normalisation)  # type: ignore[arg-type]


def check_choice(choice: NetworkChoice, schema: Schema) -> None:
    """Refuse what does not fit together, or what the schema does not say.

    Raises:
        ConfigError: there is no such kind, weight, normalisation or place of duplicates.
        SchemaError: the schema has no network, or not the part that the choice needs.
    """
    for what, value, values in (
        ("network", choice.kind, KINDS),
        (f"weight of a {choice.kind} network", choice.weight, _WEIGHTS.get(choice.kind, ())),
        (f"normalisation of a {choice.kind} network", choice.normalisation, _NORMALISATIONS.get(choice.kind, ())),
        ("choice for duplicates", choice.duplicates, DUPLICATES),
    ):
        if value not in values:
            raise ConfigError(f"there is no {what} called {value!r}", f"choose from {', '.join(values)}")
    if choice.weight == "combine" and choice.normalisation != "no":
        raise ConfigError("combined values are signs, not numbers, so they cannot be divided", "leave out --normalise")
    network = schema.network
    if network is None:
        raise SchemaError(f"the schema {schema.name} does not say what a network is made of", _EXAMPLE)
    if choice.kind == "demand" and not network.target:
        raise SchemaError(f"the network of the schema {schema.name} has no `target`", _EXAMPLE)
    if choice.kind != "demand" and not network.concept:
        raise SchemaError(f"the network of the schema {schema.name} has no `concept`", _EXAMPLE)
    if choice.uses_values and not network.qualifier:
        raise SchemaError(
            f"the network of the schema {schema.name} has no `qualifier`, which {choice.weight} needs",
            "add one, or use --weight ignore",
        )
    if choice.weight in ("congruence", "conflict", "subtract") and len(set(scale_of(schema))) < 2:
        raise SchemaError(
            f"{network.qualifier} has no scale, which {choice.weight} needs",
            "make it ordinal, with a `value` for each label, or use --weight ignore",
        )


def scale_of(schema: Schema) -> tuple[float, ...]:
    """The numbers of the qualifier's labels, in their order; none if it has no scale."""
    name = schema.network.qualifier if schema.network else ""
    qualifier = next((attribute for attribute in schema.claim_attributes if attribute.name == name), None)
    if qualifier is None or qualifier.level != "ordinal":
        return ()
    return tuple(qualifier.values.values())


def values_of(schema: Schema) -> tuple[str, ...]:
    """The qualifier's labels, in their order; none if the schema names no qualifier."""
    name = schema.network.qualifier if schema.network else ""
    return tuple(
        label
        for attribute in schema.claim_attributes
        if attribute.name == name
        for label in schema.labels_of(attribute)
    )
