"""Schema → Label Studio's labeling config.

The names of controls and of task variables are the wire format; they are fixed here and read back in `results`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from xml.etree import ElementTree

from annotate.schema import Answerable, Schema
from annotate.schema.changes import Answer, became, earlier_names, labels_of
from annotate.schema.phrases import phrases

SPANS = "spans"
TEXT = "text"
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


def our_name(name: str, kind: str, known: Collection[str]) -> str | None:
    """What we call a control of others: any that marks spans, or the only one about an element with its name.

    `kind` is Labels or Choices; `known` are the names of answer controls. None if it is nothing that the schema asks.
    """
    if kind == "Labels":
        return SPANS
    alike = names_alike(name, known) if kind == "Choices" else []
    return alike[0] if len(alike) == 1 else None


def names_alike(name: str, known: Collection[str]) -> list[str]:
    """Those of our names that a control of others may mean: the same one, or else each about an element so called."""
    if name in known:
        return [name]
    return [ours for ours in known if ours.partition("__")[2].casefold() == name.casefold()]


def control_name(element: str) -> str:
    """The name on the wire of a question or an attribute that is named in full ("attribute x on claim")."""
    _, name, *target = element.split(" ")
    return f"{target[1] if target else 'question'}__{name}"


def element_name(control: str) -> str:
    """A question's or attribute's full name, from its name on the wire; what is no such name gives an unknown one."""
    target, _, name = control.partition("__")
    return f"question {name}" if target == "question" else f"attribute {name} on {target}"


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
    if target != "question":
        head = schema.head.name if schema.head else ""
        role = next(role for role in schema.roles if role.name == (head if target == "claim" else target))
        # The page drops the answers of a region whose label is not named here.
        labels = ",".join((role.name, *_earlier_names(role.name, schema)))
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


def _earlier_names(role: str, schema: Schema) -> list[str]:
    """What a role was called before."""
    now = Answer(f"role {role}")
    earlier = [answer for answer in earlier_names(schema) if became(answer, schema.changes) == now]
    return [answer.element.removeprefix("role ") for answer in earlier]


def _earlier_roles(schema: Schema) -> dict[str, str]:
    """The roles that have another name now, or are gone, with the colour of what they became."""
    colours = {name: role.colour for role in schema.roles for name in _earlier_names(role.name, schema)}
    roles = [answer.element for answer in earlier_names(schema) if answer.element.startswith("role ")]
    return {name: colours.get(name, _GREY) for name in (role.removeprefix("role ") for role in roles)}


def _earlier_controls(view: ElementTree.Element, schema: Schema) -> None:
    """Hidden controls for questions and attributes that have another name now, or are gone.

    The server refuses a config without a control that has answers; the page keeps the answers of one that is hidden.
    """
    names = earlier_names(schema)
    for earlier in names:
        kind = earlier.element.partition(" ")[0]
        if earlier.label or kind == "role":
            continue
        box = ElementTree.SubElement(view, "View", style="display: none")
        attributes = {"name": control_name(earlier.element), "toName": TEXT, "choice": "multiple"}
        choices = ElementTree.SubElement(box, "Choices", attributes)
        if kind == "attribute":
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
