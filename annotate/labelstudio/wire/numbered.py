"""The claims of a page on which they have numbers: each has spans and answers of its own; a span may be of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotate.counting import count
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.controls import parse_name
from annotate.labelstudio.wire.parsed import Parsed
from annotate.labelstudio.wire.regions import Key, Region, new_claim, position, sort_fillers
from annotate.records.remarks import Remark, unreadable
from annotate.schema import Role, Schema


class Numbered(NamedTuple):
    """What a numbered page says: its spans, whose they are, the answers about each claim, and how many there are."""

    regions: Mapping[Key, Region]
    owners: Mapping[Key, set[int]]
    answers: Mapping[int, JsonObject]
    said: int | None


def claims_of_spans(items: list[JsonObject], owners: dict[Key, set[int]], parsed: Parsed) -> list[JsonObject]:
    """Note the claims that each span belongs to, and give each span once, although several controls may mark it."""
    spans: list[JsonObject] = []
    for item in items:
        claims = set(parse_name(str(item.get("from_name"))).claims)
        role = _role(item)
        key = (str(item.get("id")), role)
        before = owners.setdefault(key, set())
        if before and before != claims and before & claims:
            parsed.problems.append(f"a {role} is marked for several claims at once and again for one of them")
        if not before or before == claims or not any(_same_place(item, other) for other in spans):
            spans.append(item)
        owners[key] = before | claims
    return spans


def numbered_claims(page: Numbered, schema: Schema, parsed: Parsed) -> None:
    """Add each claim that the annotator says there is; whatever belongs to another is a problem."""
    if schema.head is None:
        return
    head, said = schema.head, page.said or 0
    _refuse_two_roles(page, schema, parsed)
    _refuse_double_marks(page, schema, parsed)
    for number in range(1, said + 1):
        heads = [key for key in page.regions if key[1] == head.name and number in page.owners[key]]
        if len(heads) != 1:
            remark = Remark("heads", {"number": str(number), "heads": str(len(heads)), "head": head.heading})
            parsed.refuse(f"claim {number} of {said} has {count(len(heads), head.name)}", remark)
    told = "the number of claims is missing" if page.said is None else f"{count(said, 'claim')} announced"
    if page.said == 0 and schema.claims_if:
        told = f"{schema.claims_if.question} is {parsed.fields.get(schema.claims_if.question)}"
    for what, about_span in _beyond(page, said, schema):
        parsed.refuse(f"{told} and {what}", about_span or unreadable(f"{told} and {what}"))
    claims = [] if parsed.problems else [_claim(page, number, head, schema, parsed) for number in range(1, said + 1)]
    parsed.fields["claims"] = sorted(claims, key=lambda claim: position(claim[head.name]))
    parsed.fields["unlinked"] = []


def _role(item: JsonObject) -> str:
    value = item.get("value")
    labels = value.get("labels") if isinstance(value, dict) else None
    return str(labels[0]) if isinstance(labels, list) and labels else ""


def _same_place(item: JsonObject, other: JsonObject) -> bool:
    return (item.get("id"), _role(item), item.get("value")) == (other.get("id"), _role(other), other.get("value"))


def _refuse_two_roles(page: Numbered, schema: Schema, parsed: Parsed) -> None:
    """A span that was selected when another role's key was pressed has both roles."""
    roles: dict[str, list[str]] = {}
    for number, role in page.regions:
        roles.setdefault(number, []).append(role)
    for number, those in roles.items():
        if len(those) > 1:
            words = page.regions[number, those[0]].span["text"]
            remark = Remark(
                "two_roles", {"words": words, "roles": ", ".join(map(_headings(schema).__getitem__, those))}
            )
            parsed.refuse(f"the span {words!r} is marked as {' and as '.join(those)} at once", remark)


def _refuse_double_marks(page: Numbered, schema: Schema, parsed: Parsed) -> None:
    """The same words in one role belong to several claims together, or to each by itself; and once to a claim.

    Words that are marked again at once, with the key of another role, get the role of the first time.
    """
    keys = list(page.regions)
    for index, key in enumerate(keys):
        for other in keys[:index]:
            one, two = page.owners[key], page.owners[other]
            if key[1] == other[1] and one & two and _at(page, key) == _at(page, other):
                words = page.regions[key].span["text"]
                again = {"words": words, "role": _headings(schema)[key[1]]}
                if one == two:
                    parsed.refuse(f"the {key[1]} {words!r} is marked twice", Remark("twice", again))
                else:
                    told = f"the {key[1]} {words!r} is marked for several claims at once and again for one of them"
                    parsed.refuse(told, Remark("double", again))


def _at(page: Numbered, key: Key) -> tuple[int, int]:
    return position(page.regions[key].span)


def _headings(schema: Schema) -> dict[str, str]:
    return {role.name: role.heading for role in schema.roles}


def _beyond(page: Numbered, said: int, schema: Schema) -> Iterator[tuple[str, Remark | None]]:
    """What belongs to a claim that is not there, with a remark if it is a span."""
    for key, region in page.regions.items():
        if beyond := sorted(number for number in page.owners[key] if number > said):
            of_claim = f" for claim {beyond[0]}" if said else ""
            words, role = region.span["text"], _headings(schema)[region.role]
            remark = Remark("beyond", {"words": words, "role": role, "number": str(beyond[0])})
            yield f"a {region.role} ({words!r}) is marked{of_claim}", remark
    for number, answers in sorted(page.answers.items()):
        if number > said and answers:
            yield f"{', '.join(answers)} of claim {number} is answered", None


def _claim(page: Numbered, number: int, head: Role, schema: Schema, parsed: Parsed) -> JsonObject:
    regions = [region for key, region in page.regions.items() if number in page.owners[key]]
    claim = new_claim(next(region for region in regions if region.role == head.name), schema)
    for name, answer in page.answers.get(number, {}).items():
        if claim.setdefault(name, answer) != answer:
            parsed.problems.append(f"{name} of claim {number} is answered twice")
    for region in regions:
        if region.role != head.name:
            claim[region.role].append(region.span)
    return sort_fillers(claim, schema)
