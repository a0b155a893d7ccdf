"""Schema → Label Studio's labeling config."""

from __future__ import annotations

from xml.etree import ElementTree

from annotate.labelstudio.wire.controls import QUESTION, SPANS, TEXT, Control, control_name, controls
from annotate.schema import Role, Schema
from annotate.schema.changes import Answer, became, earlier_names, labels_of
from annotate.schema.elements import CLAIM
from annotate.schema.phrases import phrases

_MANY_LABELS = 12
_GREY = "#9aa5b1"
# Label Studio gives every label without a hotkey one, hidden or not; no keyboard has this key.
_NO_KEY = "f19"
_STYLE = """
.annotate-context .lsf-richtext__container { color: #5c6773; font-size: 0.95em; white-space: pre-line; }
.annotate-sentence .lsf-richtext__container { font-size: 1.15em; line-height: 1.8; }
.annotate-question h4, .annotate-question h5 { margin: 0.6em 0 0.2em; font-size: 1em; }
.annotate-question .lsf-choices { gap: 0.2em 1em; margin: 0; }
""".strip()


def to_labeling_config(schema: Schema) -> str:
    """The XML that shows a sentence in its context and asks what the schema asks."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = _STYLE
    _text(view, "before", "annotate-context", selectable=False)
    if schema.roles:
        labels = ElementTree.SubElement(view, "Labels", name=SPANS, toName=TEXT, choice="single", showInline="true")
        for role in schema.roles:
            attributes = _option(role.name, role.heading, role.hotkey) | {"background": role.colour}
            ElementTree.SubElement(labels, "Label", attributes)
        for name, colour in _earlier_roles(schema).items():
            ElementTree.SubElement(labels, "Label", _hidden(name) | {"background": colour})
    _text(view, TEXT, "annotate-sentence", selectable=bool(schema.roles))
    _text(view, "after", "annotate-context", selectable=False)
    titles = {actor.id: actor.name for actor in schema.register.actors}
    for name, control in controls(schema).items():
        _choices(view, name, control, schema, titles)
    _earlier_controls(view, schema)
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
        labels = ",".join((role.name, *_earlier_names(role, schema)))
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
    for earlier in earlier_names(schema):
        if earlier.label and control_name(earlier.element) == name:
            ElementTree.SubElement(choices, "Choice", _hidden(earlier.label))


def _earlier_names(role: Role, schema: Schema) -> list[str]:
    """What a role was called before."""
    now = Answer(role.element)
    return [answer.element.name for answer in earlier_names(schema) if became(answer, schema.changes) == now]


def _earlier_roles(schema: Schema) -> dict[str, str]:
    """The roles that have another name now, or are gone, with the colour of what they became."""
    colours = {name: role.colour for role in schema.roles for name in _earlier_names(role, schema)}
    roles = [answer.element for answer in earlier_names(schema) if answer.element.kind == "role"]
    return {role.name: colours.get(role.name, _GREY) for role in roles}


def _earlier_controls(view: ElementTree.Element, schema: Schema) -> None:
    """Hidden controls for questions and attributes that have another name now, or are gone.

    The server refuses a config without a control that has answers; the page keeps the answers of one that is hidden.
    """
    names = earlier_names(schema)
    for earlier in names:
        if earlier.label or earlier.element.kind == "role":
            continue
        box = ElementTree.SubElement(view, "View", style="display: none")
        attributes = {"name": control_name(earlier.element), "toName": TEXT, "choice": "multiple"}
        choices = ElementTree.SubElement(box, "Choices", attributes)
        if earlier.element.kind == "attribute":
            choices.set("perRegion", "true")
        now = became(earlier, schema.changes)
        labels = [name.label for name in names if name.label and name.element == earlier.element]
        labels += [label for label in (labels_of(now.element, schema) if now else ()) if label not in labels]
        for label in labels or ["–"]:
            ElementTree.SubElement(choices, "Choice", _hidden(label))


def _hidden(name: str) -> dict[str, str]:
    return {"value": name, "visible": "false", "hotkey": _NO_KEY}


def _option(name: str, title: str, hotkey: str) -> dict[str, str]:
    """The attributes of a label: people read `title`, results carry `name`."""
    attributes = {"value": title}
    if title != name:
        attributes["alias"] = name
    if hotkey:
        attributes["hotkey"] = hotkey
    return attributes
