"""The claims of a page on which arrows link spans to a head: one made before claims had numbers, or others' page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.asked import AskedParts
from annotate.labelstudio.wire.parsed import Parsed
from annotate.labelstudio.wire.regions import Key, Region, new_claim, position, sort_fillers
from annotate.schema import Role, Schema


def linked_claims(asked: AskedParts, regions: Mapping[Key, Region], schema: Schema, parsed: Parsed) -> None:
    """Add a claim for each head, with the spans that are linked to it; with one head, all spans are its own."""
    if schema.head is None:
        return
    links = _links(asked, regions, schema.head, parsed)
    heads = {key: region for key, region in regions.items() if region.role == schema.head.name}
    claims = {
        key: new_claim(region, schema) for key, region in sorted(heads.items(), key=lambda pair: position(pair[1].span))
    }
    unlinked: list[JsonObject] = []
    for key, region in regions.items():
        if key in heads:
            continue
        owners = links.get(key) or (list(heads) if len(heads) == 1 else [])
        for owner in owners:
            if region.span in claims[owner][region.role]:
                parsed.warnings.append(f"the {region.role} {region.span['text']!r} is marked twice")
            else:
                claims[owner][region.role].append(region.span)
        if not owners:
            unlinked.append({"role": region.role, **region.span})
            parsed.warnings.append(f"the {region.role} {region.span['text']!r} is not linked to a {schema.head.name}")
    parsed.fields["claims"] = [sort_fillers(claim, schema) for claim in claims.values()]
    parsed.fields["unlinked"] = sorted(unlinked, key=position)


def _links(asked: AskedParts, regions: Mapping[Key, Region], head: Role, parsed: Parsed) -> dict[Key, list[Key]]:
    """The heads each span is linked to."""
    links: dict[Key, list[Key]] = defaultdict(list)
    for item in asked.links:
        numbers = [str(item.get("from_id")), str(item.get("to_id"))]
        ends = [[key for key in regions if key[0] == number] for number in numbers]
        if not all(ends):
            parsed.left_out["relation"] += 1
            if asked.others.isdisjoint(numbers):
                parsed.warnings.append("a link to a span that is not there is left out")
            continue
        keys = list(dict.fromkeys(key for end in ends for key in end))
        heads = [key for key in keys if key[1] == head.name]
        if len(heads) != 1 or len(keys) == 1:
            names = " and ".join(f"{regions[end[0]].role} {regions[end[0]].span['text']!r}" for end in ends)
            parsed.warnings.append(
                f"the link between {names} does not join a span to one {head.name}, so it is ignored"
            )
            continue
        for key in keys:
            if key != heads[0] and heads[0] not in links[key]:
                links[key].append(heads[0])
    return links
