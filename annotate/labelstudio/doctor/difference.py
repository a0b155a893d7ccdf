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
    root = ElementTree.fromstring(config)
    for element, control in _walk(root, ""):
        key, owner = (element.tag, "") if element is root else _called(element, control)
        while key in parts:
            key += " again"
        if key:
            parts[key] = _Part(owner, element.attrib | {"": " ".join((element.text or "").split())})
    return parts


def _walk(element: Element, control: str) -> Iterator[tuple[Element, str]]:
    """Each element with the control that it is in."""
    yield element, control
    for child in element:
        yield from _walk(child, _called(element, control)[0] if element.get("name") else control)


def _called(element: Element, control: str) -> tuple[str, str]:
    """What a person would call the element, and the part without which it need not be named."""
    if name := element.get("name"):
        return f"{element.tag} {name}", control
    if label := element.get("alias") or element.get("value"):
        return f"{element.tag} {label}{' of ' if control else ''}{control}", control
    inside = next((each for each in element.iter() if each.get("name")), None)
    if inside is not None:
        return f"{element.tag} around {inside.get('name')}", _called(inside, "")[0]
    return (element.tag if (element.text or "").strip() else ""), control
