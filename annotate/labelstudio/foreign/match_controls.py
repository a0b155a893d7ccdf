"""Whether a project that others made asks what a schema asks, under whatever names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotate.errors import SchemaError
from annotate.json_files import JsonObject
from annotate.labelstudio.wire.called import called_controls
from annotate.labelstudio.wire.controls import (
    QUESTION,
    SPANS,
    control_element,
    control_name,
    controls,
    is_pages_own,
    match_control,
    names_alike,
    parse_name,
)
from annotate.schema import Schema
from annotate.schema.called import our_label, our_role
from annotate.schema.changes import Answer, became, earlier_names, is_present
from annotate.schema.elements import CLAIM, Element
from annotate.schema.numbers import without_count


def fit_controls(project: int, parsed: Mapping[str, JsonObject], schema: Schema) -> tuple[str, dict[str, str]]:
    """The task variable that holds the text, and our name for each of the project's controls.

    A control is ours if it has our name, or if it marks spans, or if one element of the schema alone has its name.
    Names of earlier versions of the schema count as well: the change log says how to read what is answered under them.
    The controls of our own page with numbered claims keep their names, which say the claim.

    Raises:
        SchemaError: names what the schema does not know, or requires and nothing asks.
    """
    ours_by_name = controls(schema)
    earlier = [control_name(name.element) for name in earlier_names(schema) if _is_asked(name)]
    names: dict[str, str] = {}
    problems: list[str] = []
    for name, tag in parsed.items():
        ours = _control_name(name, tag, [*ours_by_name, *earlier], schema)
        if ours is None:
            problems.append(f"the schema has no question or attribute for its control `{name}` ({tag['type']})")
            continue
        names[name] = ours
        if is_pages_own(ours):
            continue
        answers = {label: _answer(ours, label, schema) for label in tag["labels"]}
        problems += [
            f"the schema has no label {label} for its control `{name}`"
            for label, answer in answers.items()
            if not _is_known(answer, schema)
        ]
        if not _marks_spans(ours) and list(names.values()).count(ours) > 1:
            problems.append(f"its control `{name}` asks {control_element(ours)} a second time")
    spans = [label for name, ours in names.items() if _marks_spans(ours) for label in parsed[name]["labels"]]
    offered = {became(_answer(SPANS, label, schema), schema.changes) for label in spans}
    asked = {became(Answer(control_element(ours)), schema.changes) for ours in names.values() if not _marks_spans(ours)}
    head = schema.head.name if schema.head else ""
    for ours, (element, target) in ours_by_name.items():
        role = Answer(Element("role", head if target == CLAIM else target))
        if element.required and (target == QUESTION or role in offered) and Answer(control_element(ours)) not in asked:
            problems.append(f"no control asks for {element.name}, which the schema requires")
    inputs = {(shown["type"], shown["value"]) for tag in parsed.values() for shown in tag["inputs"]}
    if len(inputs) != 1 or not all(kind == "Text" for kind, _ in inputs):
        problems.append("its controls are not all about one Text")
    if problems:
        raise SchemaError(
            f"project {project} cannot be adopted: {'; '.join(problems)}",
            "nothing was changed; change the schema or the project's labeling config so that they match",
        )
    return inputs.pop()[1], names


def _control_name(name: str, tag: JsonObject, controls_asked: Sequence[str], schema: Schema) -> str | None:
    """As `match_control`, for names of several versions: among those of one element, one that all the labels fit."""
    # Our own page asks for spans and answers of each claim under names of their own.
    ours = (SPANS,) if tag["type"] == "Labels" else controls_asked if tag["type"] in ("Choices", "Taxonomy") else ()
    if is_pages_own(name) or parse_name(name).name in ours:
        return name
    if tag["type"] in ("Choices", "Taxonomy") and len(called := called_controls(name, schema)) == 1:
        return called[0]
    if matching := match_control(name, tag["type"], controls_asked):
        return matching
    alike = names_alike(name, controls_asked) if tag["type"] == "Choices" else []
    fitting = [
        control
        for control in alike
        if all(_is_known(_answer(control, label, schema), schema) for label in tag["labels"])
    ]
    one_element = len({became(Answer(control_element(control)), schema.changes) for control in fitting or alike}) == 1
    return (fitting or alike)[0] if one_element else None


def _answer(ours: str, label: str, schema: Schema) -> Answer:
    if _marks_spans(ours):
        return Answer(Element("role", our_role(label, schema)))
    asked = controls(schema).get(ours)
    said = our_label(label, asked.element) if asked else label
    return Answer(control_element(ours), without_count(said)[0])


def _marks_spans(ours: str) -> bool:
    return parse_name(ours).name == SPANS


def _is_known(answer: Answer, schema: Schema) -> bool:
    """Whether the schema has it, or its change log says that it was renamed or taken out."""
    now = became(answer, schema.changes)
    return now is None or is_present(now, schema)


def _is_asked(answer: Answer) -> bool:
    return not answer.label and answer.element.kind != "role"
