"""The actor register: who is meant by a span."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from annotate.schema.parts import Part, Text
from annotate.validation import matching, validate
from annotate.yamlfile import Problem, read_yaml

ActorId = Annotated[
    str, matching(r"[a-z0-9][a-z0-9_-]{,59}", "up to 60 small letters a to z, digits, - and _, like joe_biden")
]


class Actor(Part):
    """Somebody who can claim, deliver or be protected.

    `country` is the state a person or organisation acts for; `parent` the actor it belongs to. Both are actor ids.
    `group` is the camp that networks count it to.
    """

    id: ActorId
    name: Text
    type: Literal["state", "organisation", "person", "group"]
    country: ActorId | None = None
    parent: ActorId | None = None
    group: Text | None = None
    aliases: tuple[Text, ...] = ()


class Register(Part):
    """All known actors."""

    actors: tuple[Actor, ...] = Field(default=())
    version: Text = "1"

    @property
    def ids(self) -> tuple[str, ...]:
        """Every actor's id, in the order of the file."""
        return tuple(actor.id for actor in self.actors)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {_key(alias): actor.id for actor in self.actors for alias in (actor.name, *actor.aliases)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._aliases, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def resolve(self, text: str) -> str | None:
        """The actor a span names: its longest alias, in whole words, whatever the case; None if unknown."""
        found = self.aliases_in(text)
        return max(found, key=lambda one: len(one[0]))[1] if found else None

    def aliases_in(self, text: str) -> list[tuple[str, str]]:
        """The aliases in a text, in whole words and small letters, longer ones first taken, each with its actor."""
        found = self._pattern.findall(_key(text)) if self.actors else []
        return [(alias, self._aliases[alias]) for alias in found]


class Unresolved(NamedTuple):
    """A span text that no alias covers, how often it occurs, and one sentence id that has it."""

    text: str
    times: int
    example: str


def unresolved(spans: list[tuple[str, str]], register: Register) -> list[Unresolved]:
    """The (span text, sentence id) pairs that name nobody in the register, most frequent first."""
    missing = [(" ".join(text.split()), sentence) for text, sentence in spans if register.resolve(text) is None]
    examples = dict(reversed(missing))
    return [Unresolved(text, times, examples[text]) for text, times in Counter(t for t, _ in missing).most_common()]


def check_register(file: Path) -> tuple[Register | None, list[Problem]]:
    """Read a register and list what is wrong with it."""
    try:
        document = read_yaml(file)
    except OSError as error:
        return None, [Problem(file, 1, "", f"cannot be read: {error.strerror}")]
    register, problems = validate(document, Register)
    if register is None:
        return None, problems
    ids: dict[str, int] = {}
    owners: dict[str, Actor] = {}
    for index, actor in enumerate(register.actors):
        if actor.id in ids:
            problems.append(document.problem(("actors", index, "id"), f"the id {actor.id} is used twice"))
        ids[actor.id] = index
        for alias in {_key(alias): alias for alias in (actor.name, *actor.aliases)}.values():
            owner = owners.setdefault(_key(alias), actor)
            if owner is not actor:
                problems.append(
                    document.problem(("actors", index, "aliases"), f"the alias {alias!r} already means {owner.id}")
                )
    for index, actor in enumerate(register.actors):
        for key, target in (("country", actor.country), ("parent", actor.parent)):
            if target is not None and target not in ids:
                problems.append(document.problem(("actors", index, key), f"there is no actor {target}"))
    return register, problems


def _key(alias: str) -> str:
    return " ".join(alias.casefold().split())
