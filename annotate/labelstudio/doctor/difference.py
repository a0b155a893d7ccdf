"""How two labeling configs differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


class _Part(NamedTuple):
    """An element: the part it belongs to, its attributes, and its own text under ""."""

    owner: str
    attributes: dict[str, str]


def config_differences(launched: str, current: str) -> list[str]:
    """What became of the launched labeling config, a phrase for each part; how the XML is written does not matter."""
    try:
        before, now = _parts(launched), _parts(current)
    except ElementTree.ParseError as error:
        return [f"it is not XML: {error}"]
    gone, new = before.keys() - now.keys(), now.keys() - before.keys()
    said = [f"{key} is gone" for key, part in before.items() if key in gone and part.owner not in gone]
    said += [f"{key} is new" for key, part in now.items() if key in new and part.owner not in new]
    said += [
        f"{key} has another {_changed(before[key], now[key])}" for key in before if _changed(before[key], now.get(key))
    ]
    if not said and list(before) != list(now):
        return ["its parts are in another order"]
    return said


def _changed(before: _Part, now: _Part | None) -> str:
    if now is None:
        return ""
    names = [*before.attributes, *(name for name in now.attributes if name not in before.attributes)]
    changed = [name for name in names if before.attributes.get(name) != now.attributes.get(name)]
    return ", ".join(name or "text" for name in changed)


def _parts(config: str) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for element, owner in _walk(ElementTree.fromstring(config), ""):
        key = _key(element, owner)
        while key in parts:
            key += " again"
        parts[key] = _Part(owner, element.attrib | {"": " ".join((element.text or "").split())})
    return parts


def _walk(element: Element, owner: str) -> Iterator[tuple[Element, str]]:
    yield element, owner
    for child in element:
        yield from _walk(child, _key(element, owner))


def _key(element: Element, owner: str) -> str:
    """What a person would call the element; a box is called by the first thing with a name in it."""
    name = element.get("name")
    if name:
        return f"{element.tag} {name}"
    if label := element.get("alias") or element.get("value"):
        return f"{element.tag} {label} of {owner}"
    inside = next((each.get("name") for each in element.iter() if each.get("name")), "") if owner else ""
    return f"{element.tag} around {inside}" if inside else str(element.tag)
