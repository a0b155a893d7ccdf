"""What a new page keeps of the page before it, out of sight.

The server refuses a page without a control or a label that has answers. Kept is what is only asked otherwise now: for
fewer claims, for spans of a role with or without questions, or as a list to search in. What the schema does not ask any
more is not kept: its change log has to say what became of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal
from xml.etree import ElementTree

from annotate.labelstudio.wire.config.parts import Choices, Marks, Option, Unseen
from annotate.labelstudio.wire.config.to_xml import write_option, write_part
from annotate.labelstudio.wire.controls import HOW_MANY, parse_name
from annotate.schema.numbers import without_count

_ANSWERING = ("Labels", "Choices", "Taxonomy")
_XML = ElementTree.Element


def with_kept(config: str, before: str) -> str:
    """The config with what the one `before` it had for answers that it asks too; as it is if that one is not XML."""
    try:
        old, new = ElementTree.fromstring(before), ElementTree.fromstring(config)
    except ElementTree.ParseError:
        return config
    there = {_control_name(control): control for control in _controls(new)}
    asked: dict[str, set[str]] = defaultdict(set)
    for name, control in there.items():
        asked[parse_name(name).name].update(map(_label_name, control))
    for control in _controls(old):
        name = _control_name(control)
        base = parse_name(name).name
        kept = [_kept(label) for label in control if base == HOW_MANY or _is_asked(label, asked[base])]
        if name not in there:
            if kept:
                write_part(_unseen(control, kept), new)
        elif control.tag == there[name].tag != "Taxonomy":
            shown = set(map(_label_name, there[name]))
            for option in kept:
                if option.name not in shown:
                    write_option(option, there[name])
    ElementTree.indent(new)
    return ElementTree.tostring(new, encoding="unicode")


def _controls(page: _XML) -> Iterator[_XML]:
    return (node for node in page.iter() if node.tag in _ANSWERING and node.get("name"))


def _control_name(control: _XML) -> str:
    return str(control.get("name"))


def _label_name(label: _XML) -> str:
    return label.get("alias") or label.get("value") or ""


def _is_asked(label: _XML, asked: set[str]) -> bool:
    return without_count(_label_name(label))[0] in asked


def _kept(label: _XML) -> Option:
    name = _label_name(label)
    return Option(name, name, colour=label.get("background", ""), kept=True)


def _unseen(control: _XML, options: list[Option]) -> Unseen:
    name, labels = _control_name(control), tuple(options)
    if control.tag == "Labels":
        return Unseen(Marks(name, labels))
    style: Literal["search", "row"] = "search" if control.tag == "Taxonomy" else "row"
    return Unseen(Choices(name, labels, several=True, per_span=control.get("perRegion") == "true", style=style))
