"""Who annotates what: overlap, a calibration set, repeats; drawn by a seed, and never taken back.

A plan only grows. What somebody was given stays theirs when annotators or articles are added, and the same seed and
the same articles give the same plan whatever order they come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from annotate.allocation.plan import CALIBRATION, Assignment, Plan, assignees
from annotate.counting import count
from annotate.errors import ConfigError

if TYPE_CHECKING:
    from annotate.corpus import Sentence


class Allocation(BaseModel):
    """`allocation:` in config.yaml.

    `overlap` is how many annotators each unit gets. The first `calibration` units go to everybody before all others.
    `repeat` is the share of an annotator's main sentences that they get a second time, after everything else.
    `workload` weighs annotators against each other, 1 if not named; it needs an `overlap` that is not `all`.
    A `unit` is an article by default: its sentences are read with each other as context, and whole articles keep
    agreement's resampling by article honest.
    `blind` gives each annotator a project of their own. Without it all share one, and Label Studio hands its sentences
    out one by one as people come: who gets which, and how many, is not for us to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    overlap: Annotated[int, Field(ge=1)] | Literal["all"] = "all"
    calibration: int = Field(default=0, ge=0)
    repeat: float = Field(default=0, ge=0, lt=1)
    workload: dict[str, Annotated[float, Field(gt=0)]] = {}
    unit: Literal["sentence", "article"] = "article"
    blind: bool = True

    @field_validator("overlap", mode="wrap")
    @classmethod
    def _is_a_number_or_all(cls, overlap: Any, check: ValidatorFunctionWrapHandler) -> Any:
        try:
            return check(overlap)
        except ValidationError:
            raise ValueError("must be a number from 1, or `all`") from None

    @model_validator(mode="after")
    def _asks_of_a_shared_project_what_it_can_do(self) -> Self:
        if not self.blind and self.repeat:
            raise ValueError("`repeat` needs `blind: true`: a shared project gives nobody a sentence twice")
        if not self.blind and self.workload:
            raise ValueError("`workload` needs `blind: true`: in a shared project everybody takes as much as they like")
        return self

    def asked(self, annotators: Sequence[str]) -> int:
        """How many of these annotators each unit of a main round gets.

        Raises:
            ConfigError: fewer annotators than the overlap needs.
        """
        if self.overlap == "all":
            return len(annotators)
        if self.overlap > len(annotators):
            raise ConfigError(
                f"the overlap is {self.overlap}, but config.yaml has only {count(len(annotators), 'annotator')}",
                "lower `overlap:` under `allocation:`, or add annotators",
            )
        return self.overlap

    def refuse_impossible(self, annotators: Sequence[str]) -> None:
        """Stop if nothing can be allocated to these annotators.

        Raises:
            ConfigError: fewer annotators than the overlap needs, or a workload for somebody unknown.
        """
        self.asked(annotators)
        unknown = [name for name in self.workload if name not in annotators]
        if unknown:
            raise ConfigError(
                f"`workload:` names {unknown[0]}, who is not an annotator",
                f"the annotators are {', '.join(annotators)}",
            )


class Draw(NamedTuple):
    """How sentences are given out: by which settings, and the seed of what is left to chance."""

    allocation: Allocation
    seed: int


def allocate(
    sentences: Sequence[Sentence],
    annotators: Sequence[str],
    draw: Draw,
    earlier: Plan | None = None,
    *,
    new_round: bool = False,
) -> Plan:
    """The plan for these sentences, which has everything of the earlier one.

    `annotators` are ids; whoever is in the earlier plan and not among them keeps what they have and gets nothing new.
    With `new_round`, units that are not in the earlier plan begin a round of their own.

    Raises:
        ConfigError: fewer annotators than the overlap needs, or a workload for somebody unknown.
    """
    allocation, seed = draw
    allocation.refuse_impossible(annotators)
    plan = Plan(
        {annotator: dict(assignments) for annotator, assignments in (earlier.assignments if earlier else {}).items()},
        dict(earlier.rounds) if earlier else {},
    )
    units = _units(sentences, allocation.unit)
    order = sorted(units, key=lambda unit: _draw(seed, unit))
    rounds = _unit_rounds(units, order, plan, allocation.calibration, new_round)
    for unit in order:
        for sentence in units[unit]:
            plan.rounds.setdefault(sentence, rounds[unit])
    in_turn = [_Unit(unit, units[unit], rounds[unit]) for unit in sorted(order, key=rounds.__getitem__)]
    _give(in_turn, annotators, draw, plan)
    for annotator in annotators:
        _repeat(annotator, allocation.repeat, seed, plan)
    return plan


class _Unit(NamedTuple):
    """What is given as a whole: an article's sentences or a single one, in one round."""

    name: str
    sentences: list[str]
    round: int


@dataclass
class _Shares:
    """In sentences: what each annotator has of a round, and what each two have in common."""

    load: Counter[tuple[int, str]] = field(default_factory=Counter)
    common: Counter[frozenset[str]] = field(default_factory=Counter)

    def add(self, unit: _Unit, annotator: str, beside: Iterable[str]) -> None:
        """Count a unit for an annotator, and as common with those who have it already."""
        self.load[unit.round, annotator] += len(unit.sentences)
        for other in beside:
            self.common[frozenset((annotator, other))] += len(unit.sentences)


def _units(sentences: Sequence[Sentence], unit: str) -> dict[str, list[str]]:
    units: dict[str, list[str]] = {}
    for sentence in sentences:
        units.setdefault(sentence.id if unit == "sentence" else sentence.article_id, []).append(sentence.id)
    return units


def _unit_rounds(
    units: Mapping[str, list[str]], order: Sequence[str], plan: Plan, calibration: int, new_round: bool
) -> dict[str, int]:
    rounds = {
        unit: min(earlier)
        for unit, sentences in units.items()
        if (earlier := [plan.rounds[sentence] for sentence in sentences if sentence in plan.rounds])
    }
    last = max(plan.rounds.values(), default=CALIBRATION)
    main = last + 1 if new_round or last == CALIBRATION else last
    wanted = calibration - sum(number == CALIBRATION for number in rounds.values())
    for unit in order:
        if unit not in rounds:
            rounds[unit] = CALIBRATION if wanted > 0 else main
            wanted -= 1
    return rounds


def _give(units: Sequence[_Unit], annotators: Sequence[str], draw: Draw, plan: Plan) -> None:
    """Give each unit the annotators it lacks: those with least in its round, and among them who shares least so far."""
    allocation, seed = draw
    weights = {annotator: allocation.workload.get(annotator, 1.0) for annotator in annotators}
    mean = sum(weights.values()) / max(1, len(weights))
    has = assignees(plan)
    holders = {
        unit.name: sorted({name for sentence in unit.sentences for name in has.get(sentence, ())}) for unit in units
    }
    shares = _Shares()
    for unit in units:
        for index, name in enumerate(holders[unit.name]):
            shares.add(unit, name, holders[unit.name][:index])
    for unit in units:
        everybody = unit.round == CALIBRATION or allocation.overlap == "all"
        chosen = holders[unit.name]
        wanted = len({*chosen, *annotators}) if everybody else int(allocation.overlap)
        while len(chosen) < wanted and (free := [name for name in annotators if name not in chosen]):
            done = {name: shares.load[unit.round, name] * mean / weights[name] for name in free}
            near = [name for name in free if done[name] < min(done.values()) + len(unit.sentences)]
            best = min(
                near,
                key=lambda name: (
                    sum(shares.common[frozenset((name, other))] for other in chosen),
                    done[name],
                    _draw(seed, unit.name, name),
                ),
            )
            shares.add(unit, best, chosen)
            chosen.append(best)
        for name in annotators:
            if name in chosen:
                for sentence in unit.sentences:
                    plan.give(name, Assignment(sentence))


def _repeat(annotator: str, share: float, seed: int, plan: Plan) -> None:
    main = [sentence for sentence in plan.sentences(annotator) if plan.rounds.get(sentence, 1) != CALIBRATION]
    fresh = [sentence for sentence in main if Assignment(sentence, 1) not in plan.assignments[annotator]]
    wanted = round(share * len(main)) - (len(main) - len(fresh))
    for sentence in sorted(fresh, key=lambda sentence: _draw(seed, "repeat", annotator, sentence))[: max(0, wanted)]:
        plan.give(annotator, Assignment(sentence, 1))


def _draw(seed: int, *names: str) -> bytes:
    return sha256("\n".join((str(seed), *names)).encode()).digest()
