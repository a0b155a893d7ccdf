"""Schema → Label Studio's labeling config.

The names of controls and of task variables are the wire format; they are fixed here and read back in `results`.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree

from annotate.schema import Answerable, Register, Schema

SPANS = "spans"
TEXT = "text"
_MANY_LABELS = 12
_STYLE = """
.annotate-context .lsf-richtext__container { color: #5c6773; font-size: 0.95em; white-space: pre-line; }
.annotate-sentence .lsf-richtext__container { font-size: 1.15em; line-height: 1.8; }
.annotate-question h4, .annotate-question h5 { margin: 0.6em 0 0.2em; font-size: 1em; }
.annotate-question .lsf-choices { gap: 0.2em 1em; margin: 0; }
""".strip()


class Control(NamedTuple):
    """A control that holds one answer: what it asks, and about what ("question", "claim" or a role)."""

    element: Answerable
    target: str


def controls(schema: Schema) -> dict[str, Control]:
    """The schema's answer controls by the name they have on the wire."""
    found = {f"question__{item.name}": Control(item, "question") for item in schema.sentence_questions}
    for target in ("claim", *(role.name for role in schema.roles)):
        for attribute in schema.attributes_on(target):
            found[f"{target}__{attribute.name}"] = Control(attribute, target)
    return found


def to_labeling_config(schema: Schema, register: Register) -> str:
    """The XML that shows a sentence in its context and asks what the schema asks."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = _STYLE
    _text(view, "before", "annotate-context", selectable=False)
    if schema.roles:
        labels = ElementTree.SubElement(view, "Labels", name=SPANS, toName=TEXT, choice="single", showInline="true")
        for role in schema.roles:
            attributes = _option(role.name, role.heading, role.hotkey) | {"background": role.colour}
            ElementTree.SubElement(labels, "Label", attributes)
    _text(view, TEXT, "annotate-sentence", selectable=bool(schema.roles))
    _text(view, "after", "annotate-context", selectable=False)
    titles = {actor.id: actor.name for actor in register.actors}
    for name, control in controls(schema).items():
        _choices(view, name, control, schema, titles)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode")


def _text(view: ElementTree.Element, name: str, style: str, *, selectable: bool) -> None:
    box = ElementTree.SubElement(view, "View", className=style)
    text = ElementTree.SubElement(box, "Text", name=name, value=f"${name}", granularity="word")
    if not selectable:
        text.set("selectionEnabled", "false")


def _choices(
    view: ElementTree.Element, name: str, control: Control, schema: Schema, actor_titles: dict[str, str]
) -> None:
    element, target = control
    box = ElementTree.SubElement(view, "View", className="annotate-question")
    names = schema.labels_of(element)
    attributes = {"name": name, "toName": TEXT, "choice": "multiple" if element.level == "set" else "single"}
    if target != "question":
        head = schema.head.name if schema.head else ""
        role = next(role for role in schema.roles if role.name == (head if target == "claim" else target))
        condition = {"visibleWhen": "region-selected", "whenTagName": SPANS, "whenLabelValue": role.name}
        attributes |= {"perRegion": "true"} | condition
        for key, value in condition.items():
            box.set(key, value)
    if element.required:
        attributes |= {"required": "true", "requiredMessage": f"Please answer: {element.heading}"}
    if len(names) > _MANY_LABELS:
        attributes["layout"] = "select"
    else:
        attributes["showInline"] = "true"
    ElementTree.SubElement(box, "Header", value=element.heading, size="5")
    choices = ElementTree.SubElement(box, "Choices", attributes)
    known = {label.name: label for label in element.labels}
    for label_name in names:
        label = known.get(label_name)
        title = (label.title if label else actor_titles.get(label_name, "")) or label_name
        choice = ElementTree.SubElement(choices, "Choice", _option(label_name, title, label.hotkey if label else ""))
        if label and label.definition:
            choice.set("hint", label.definition)


def _option(name: str, title: str, hotkey: str) -> dict[str, str]:
    """The attributes of a label: people read `title`, results carry `name`."""
    attributes = {"value": title}
    if title != name:
        attributes["alias"] = name
    if hotkey:
        attributes["hotkey"] = hotkey
    return attributes
