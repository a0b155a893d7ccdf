"""The parts of a page → Label Studio's XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import SubElement

from annotate.labelstudio.wire.config.parts import (
    Box,
    Choices,
    Heading,
    Markdown,
    Marks,
    NoteLine,
    Option,
    Panel,
    Part,
    Text,
    UnlessChosen,
    Unseen,
    WhenChosen,
    WhenSelected,
    all_boxes,
)
from annotate.labelstudio.wire.controls import TEXT

# Label Studio gives every label without a hotkey one, hidden or not; no keyboard has this key.
NO_KEY = "f19"
_XML = ElementTree.Element
_SIGN = {Marks: ("label", ".lsf-label__hotkey"), Choices: ("choice", "sup")}


def to_xml(parts: Sequence[Part], style: str, name: str = "") -> str:
    """The labeling config of a page with these parts and a style sheet, which may know the page by its name."""
    view = _XML("View", {"className": f"annotate-{name}"} if name else {})
    rules = (rule for box in all_boxes(parts) for rule in _without_sign(box))
    SubElement(view, "Style").text = "\n".join((style, *rules))
    for part in parts:
        write_part(part, view)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode")


def write_part(part: Part, view: _XML) -> None:
    """Add a part to what is in a view."""
    match part:
        case Text(name, markable, shows_roles):
            told = {"showLabels": "true"} if shows_roles else {} if markable else {"selectionEnabled": "false"}
            SubElement(view, "Text", {"name": name, "value": f"${name}", "granularity": "word"} | told)
        case Heading(text):
            SubElement(view, "Header", value=text, size="5")
        case Markdown(text):
            SubElement(view, "Markdown", value=text)
        case Panel(name):
            # `Markdown` would run scripts in it.
            told = {"inline": "true", "selectionEnabled": "false"}
            SubElement(view, "HyperText", {"name": name, "value": f"${name}"} | told)
        case NoteLine(control, placeholder):
            told = {"rows": "1", "maxSubmissions": "1", "editable": "true", "placeholder": placeholder}
            SubElement(view, "TextArea", {"name": control, "toName": TEXT} | told)
        case Marks(control, options):
            labels = SubElement(view, "Labels", name=control, toName=TEXT, choice="single", showInline="true")
            for option in options:
                write_option(option, labels)
        case Choices():
            _choices(part, view)
        case Box(name, inside, when):
            names = (f"annotate-{name}", *map(_keyless_name, _with_keyless(inside)))
            box = SubElement(view, "View", {"className": " ".join(names)} | _when(when))
            for inner in inside:
                write_part(inner, box)
        case Unseen(kept):
            write_part(kept, SubElement(view, "View", style="display: none"))


def _choices(asked: Choices, view: _XML) -> None:
    attributes = {"name": asked.control, "toName": TEXT}
    if asked.per_span:
        attributes |= {"perRegion": "true"} | _when(asked.when)
    if asked.required:
        attributes |= {"required": "true", "requiredMessage": asked.required}
    if asked.style == "search":
        one = {} if asked.several else {"maxUsages": "1"}
        # A group could be picked by the keyboard as if it were an answer, so the list is flat.
        look = {"leafsOnly": "true", "showFullPath": "false", "placeholder": asked.placeholder}
        taxonomy = SubElement(view, "Taxonomy", attributes | one | look | {"minWidth": "20em", "maxWidth": "20em"})
        for option in asked.options:
            SubElement(taxonomy, "Choice", _named(option))
        return
    attributes["choice"] = "multiple" if asked.several else "single"
    attributes |= {"layout": "select"} if asked.style == "list" else {"showInline": "true"}
    if asked.variable:
        attributes["value"] = f"${asked.variable}"
    choices = SubElement(view, "Choices", attributes)
    for option in asked.options:
        write_option(option, choices)


def write_option(option: Option, control: _XML) -> None:
    """Add an option to those of a control."""
    attributes = _named(option)
    if option.kept:
        attributes |= {"visible": "false", "hotkey": NO_KEY}
    elif option.key is not None:
        attributes["hotkey"] = option.key or NO_KEY
    told = {"hint": option.hint, "background": option.colour}
    attributes |= {name: value for name, value in told.items() if value}
    SubElement(control, "Label" if control.tag == "Labels" else "Choice", attributes)


def _named(option: Option) -> dict[str, str]:
    return {"value": option.title} | ({"alias": option.name} if option.title != option.name else {})


def _when(when: WhenChosen | UnlessChosen | WhenSelected | None) -> dict[str, str]:
    match when:
        case UnlessChosen(control, labels):
            return _when(WhenChosen(control, labels)) | {"visibleWhen": "choice-unselected"}
        case WhenChosen(control, labels):
            return {"visibleWhen": "choice-selected", "whenTagName": control, "whenChoiceValue": ",".join(labels)}
        case WhenSelected(roles, control):
            tag = {"whenTagName": control} if control else {}
            return {"visibleWhen": "region-selected"} | tag | {"whenLabelValue": ",".join(roles)}
    return {}


def _without_sign(box: Box) -> Iterator[str]:
    """Style rules that hide the sign of a key that no keyboard has, where an option got no other."""
    for part in _with_keyless(box.parts):
        label, sign = _SIGN[type(part)]
        for place, option in enumerate([option for option in part.options if not option.kept], 1):
            if option.key == "":
                yield f".{_keyless_name(part)} .lsf-{label}:nth-of-type({place}) {sign} {{ display: none; }}"


def _with_keyless(parts: Sequence[Part]) -> list[Marks | Choices]:
    """The parts that show the keys of their options, and have an option without one."""
    showing = [part for part in parts if isinstance(part, Marks) or (isinstance(part, Choices) and part.style == "row")]
    return [part for part in showing if any(option.key == "" and not option.kept for option in part.options)]


def _keyless_name(part: Marks | Choices) -> str:
    return f"annotate-of-{part.control}"
