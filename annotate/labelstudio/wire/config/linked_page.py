"""Schema → the labeling config of launches made before claims had numbers: spans are linked to a head by arrows."""

from __future__ import annotations

from xml.etree import ElementTree

from annotate.labelstudio.wire.config.earlier import (
    earlier_labels,
    earlier_roles,
    hidden,
    hidden_controls,
    names_of_role,
)
from annotate.labelstudio.wire.controls import QUESTION, SPANS, TEXT, Control, controls
from annotate.schema import Schema
from annotate.schema.elements import CLAIM
from annotate.schema.phrases import phrases

_MANY_LABELS = 12
_STYLE = """
.annotate-context .lsf-richtext__container { color: #5c6773; font-size: 0.95em; white-space: pre-line; }
.annotate-sentence .lsf-richtext__container { font-size: 1.15em; line-height: 1.8; }
.annotate-question h4, .annotate-question h5 { margin: 0.6em 0 0.2em; font-size: 1em; }
.annotate-question .lsf-choices { gap: 0.2em 1em; margin: 0; }
""".strip()


def to_linked_config(schema: Schema) -> str:
    """The XML that shows a sentence in its context and asks what the schema asks."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = _STYLE
    _text(view, "before", "annotate-context", selectable=False)
    if schema.roles:
        labels = ElementTree.SubElement(view, "Labels", name=SPANS, toName=TEXT, choice="single", showInline="true")
        for role in schema.roles:
            attributes = _option(role.name, role.heading, role.hotkey) | {"background": role.colour}
            ElementTree.SubElement(labels, "Label", attributes)
        for name, colour in earlier_roles(schema).items():
            ElementTree.SubElement(labels, "Label", hidden(name) | {"background": colour})
    _text(view, TEXT, "annotate-sentence", selectable=bool(schema.roles))
    _text(view, "after", "annotate-context", selectable=False)
    titles = {actor.id: actor.name for actor in schema.register.actors}
    for name, control in controls(schema).items():
        _choices(view, name, control, schema, titles)
    for hidden_control in hidden_controls(schema, 1, linked=True):
        view.append(hidden_control)
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
    if target != QUESTION:
        head = schema.head.name if schema.head else ""
        role = next(role for role in schema.roles if role.name == (head if target == CLAIM else target))
        # The page drops the answers of a region whose label is not named here.
        labels = ",".join(names_of_role(role.name, schema))
        condition = {"visibleWhen": "region-selected", "whenTagName": SPANS, "whenLabelValue": labels}
        attributes |= {"perRegion": "true"} | condition
        for key, value in condition.items():
            box.set(key, value)
    if element.required:
        message = phrases(schema.language).please_answer.format(question=element.heading)
        attributes |= {"required": "true", "requiredMessage": message}
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
    for gone in earlier_labels(element, schema):
        ElementTree.SubElement(choices, "Choice", hidden(gone))


def _option(name: str, title: str, hotkey: str) -> dict[str, str]:
    """The attributes of a label: people read `title`, results carry `name`."""
    attributes = {"value": title}
    if title != name:
        attributes["alias"] = name
    if hotkey:
        attributes["hotkey"] = hotkey
    return attributes
