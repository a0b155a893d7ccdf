"""Schema → the labeling config of launches made before claims had numbers: spans are linked to a head by arrows."""

from __future__ import annotations

from annotate.labelstudio.wire.config.earlier import earlier_labels, earlier_roles, hidden_controls, names_of_role
from annotate.labelstudio.wire.config.parts import Box, Choices, Heading, Marks, Option, Part, Text, WhenSelected
from annotate.labelstudio.wire.config.to_xml import to_xml
from annotate.labelstudio.wire.controls import QUESTION, SPANS, TEXT, Control, controls
from annotate.schema import Answerable, Schema
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
    parts: list[Part] = [Box("context", (Text("before"),))]
    if schema.roles:
        roles = [Option(role.name, role.heading, role.hotkey or None, colour=role.colour) for role in schema.roles]
        gone = [Option(name, name, colour=colour, kept=True) for name, colour in earlier_roles(schema).items()]
        parts.append(Marks(SPANS, (*roles, *gone)))
    parts += [Box("sentence", (Text(TEXT, markable=bool(schema.roles)),)), Box("context", (Text("after"),))]
    parts += [_question(name, control, schema) for name, control in controls(schema).items()]
    parts += hidden_controls(schema, 1, linked=True)
    return to_xml(parts, _STYLE)


def _question(name: str, control: Control, schema: Schema) -> Box:
    element, target = control
    head = schema.head.name if schema.head else ""
    # The page drops the answers of a region whose label is not named here.
    roles = () if target == QUESTION else names_of_role(head if target == CLAIM else target, schema)
    when = WhenSelected(tuple(roles), SPANS) if roles else None
    asked = Choices(
        name,
        _options(element, schema),
        several=element.level == "set",
        required=phrases(schema.language).please_answer.format(question=element.heading) if element.required else "",
        per_span=when is not None,
        when=when,
        style="list" if len(schema.labels_of(element)) > _MANY_LABELS else "row",
    )
    return Box("question", (Heading(element.heading), asked), when)


def _options(element: Answerable, schema: Schema) -> tuple[Option, ...]:
    labels = {label.name: label for label in element.labels}
    actors = {actor.id: actor.name for actor in schema.register.actors}
    options = []
    for name in schema.labels_of(element):
        if label := labels.get(name):
            options.append(Option(name, label.title or name, label.hotkey or None, label.definition))
        else:
            options.append(Option(name, actors.get(name, "") or name, None))
    return (*options, *(Option(gone, gone, kept=True) for gone in earlier_labels(element, schema)))
