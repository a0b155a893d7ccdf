"""The names that annotators marked in roles of actors: those that the register does not know, and doubtful ones."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotate.records.contents import each_span
from annotate.schema.actors import Actor, Register
from annotate.schema.model import Schema
from annotate.schema.record import Record

_EXAMPLES = 3
_LONGEST_ID = 40
_INDENT = "  "


class Mention(NamedTuple):
    """A name as it was marked."""

    text: str
    role: str
    sentence_id: str


@dataclass(frozen=True)
class Name:
    """A name with all its mentions.

    Attributes:
        text: its commonest spelling.
        spellings: the others.
        times: how often it was marked.
        roles: role → how often it was marked as one.
        examples: up to three sentences that have it.
        doubt: why the actor that it means is doubtful.
        actor: whom it means; empty if nobody in the register.
    """

    text: str
    spellings: tuple[str, ...]
    times: int
    roles: dict[str, int]
    examples: tuple[str, ...]
    doubt: str = ""
    actor: str = ""


class Review(NamedTuple):
    """The names that need a look, the most frequent first."""

    unknown: list[Name]
    doubtful: list[Name]


def review_names(records: Iterable[Record], schema: Schema) -> Review:
    """Sort the names in roles of actors into unknown and doubtful ones; the others are in neither.

    Doubtful is a name in which aliases of several actors occur that do not belong to each other, and one in which an
    alias is a part of what looks like a longer name.
    """
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in _mentions(records, schema):
        mentions[mention.text.casefold()].append(mention)
    unknown, doubtful = [], []
    for those in mentions.values():
        text = Counter(mention.text for mention in those).most_common(1)[0][0]
        actor = schema.register.resolve(text)
        doubt = _doubt(text, schema.register)
        if actor is None:
            unknown.append(_name(text, those))
        elif doubt:
            doubtful.append(_name(text, those, doubt, actor))
    return Review(sorted(unknown, key=_turn), sorted(doubtful, key=_turn))


def draft_actors(names: Sequence[Name], register: Register) -> str:
    """Entries for the register, in YAML: an id, a name and spellings for each name, and a type to be filled in."""
    taken = set(register.ids)
    lines = ["actors:"]
    for name in names:
        marked = ", ".join(f"{role} {times}" for role, times in name.roles.items())
        comment = f"{marked}; {', '.join(name.examples)}"
        # An article's name may have any character, and a comment is one line.
        lines.append(f"{_INDENT}# {' '.join(comment.split())}")
        lines.append(f"{_INDENT}- id: {json.dumps(_new_id(name.text, taken))}")
        lines.append(f"{_INDENT}  name: {json.dumps(name.text, ensure_ascii=False)}")
        lines.append(f"{_INDENT}  type:  # state, organisation, person or group")
        # Case means nothing to the register, so only other words would be aliases; there are none yet.
        lines.append(f"{_INDENT}  aliases: []")
    return "\n".join(lines if names else ["actors: []"]) + "\n"


def _mentions(records: Iterable[Record], schema: Schema) -> Iterator[Mention]:
    """Every span in a role of actors; one that belongs to several claims was marked once."""
    roles = [role.name for role in schema.roles if role.actor]
    for record in records:
        if record.status == "submitted":
            for role in roles:
                spans = {(span.start, span.end): span.text for span in each_span(record, role)}
                for text in spans.values():
                    yield Mention(" ".join(text.split()), role, record.sentence_id)


def _name(text: str, mentions: Sequence[Mention], doubt: str = "", actor: str = "") -> Name:
    spellings = dict.fromkeys(mention.text for mention in mentions)
    roles = Counter(mention.role for mention in mentions)
    examples = tuple(dict.fromkeys(mention.sentence_id for mention in mentions))[:_EXAMPLES]
    others = tuple(spelling for spelling in spellings if spelling != text)
    return Name(text, others, len(mentions), dict(roles.most_common()), examples, doubt, actor)


def _turn(name: Name) -> tuple[int, str]:
    return -name.times, name.text


def _doubt(text: str, register: Register) -> str:
    found = register.aliases_in(text)
    by_id = {actor.id: actor for actor in register.actors}
    actors = list(dict.fromkeys(actor for _, actor in found))
    if len(actors) > 1 and not _belong_together([by_id[actor] for actor in actors]):
        return f"names several actors: {', '.join(actors)}"
    rest = text.casefold()
    for alias, _ in found:
        rest = rest.replace(alias, " ", 1)
    left = set(re.findall(r"\w+", rest))
    longer = [word for word in re.findall(r"\w+", text) if word.casefold() in left and not word[0].islower()]
    if found and any(word[0].isalpha() for word in longer):
        return f"found by “{max((alias for alias, _ in found), key=len)}” in a longer name"
    return ""


def _belong_together(actors: Sequence[Actor]) -> bool:
    """Whether one of them belongs to, or acts for, all the others."""
    return any(all(other.id in (one.id, one.country, one.parent) for other in actors) for one in actors)


def _new_id(text: str, taken: set[str]) -> str:
    """An id of small letters that the register does not have, which is added to `taken`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_ID].strip("_") or "actor"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    return name
