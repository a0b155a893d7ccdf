"""Schema → Label Studio's labeling config: a page on which claims have numbers and nothing is ever selected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import SubElement

from annotate.labelstudio.wire.config.earlier import (
    NO_KEY,
    earlier_labels,
    earlier_roles,
    hidden,
    hidden_controls,
    names_of_role,
)
from annotate.labelstudio.wire.config.help import help_block
from annotate.labelstudio.wire.config.style import STYLE
from annotate.labelstudio.wire.controls import HOW_MANY, QUESTION, TEXT, Control, control_name, controls, spans_name
from annotate.schema import Answerable, Role, Schema
from annotate.schema.changes import Answer
from annotate.schema.elements import CLAIM
from annotate.schema.keys import chord, page_keys
from annotate.schema.numbers import announcing, claim_numbers, is_searched
from annotate.schema.phrases import Phrases, phrases

_XML = ElementTree.Element
BOTH = (1, 2)


@dataclass(frozen=True)
class _Page:
    """What all parts of a page are made from; `claims` is how many it has room for."""

    schema: Schema
    claims: int
    words: Phrases
    keys: Mapping[Answer, str]
    actors: Mapping[str, str] = field(repr=False)


def to_labeling_config(schema: Schema, claims: int = 0) -> str:
    """The XML that shows a sentence in its context and asks what the schema asks.

    The page has room for as many claims as the schema says, or for so many `claims` if these are more.
    """
    numbers = claim_numbers(schema, claims)
    room = max(numbers.labels.values()) if numbers else 0
    actors = {actor.id: actor.name for actor in schema.register.actors}
    page = _Page(schema, room, phrases(schema.language), page_keys(schema), actors)
    view = _XML("View", className="annotate-page")
    style = SubElement(view, "Style")
    above = _box(view, "progress")
    SubElement(above, "Header", value="$progress", size="5")
    above.append(help_block(schema))
    _text(view, "before", "context", selectable=False)
    _text(view, TEXT, "sentence", selectable=bool(schema.roles))
    _text(view, "after", "context", selectable=False)
    if page.claims:
        _bar(_box(view, "bar"), page)
    for question in schema.sentence_questions:
        _question(view, control_name(question.element), Control(question, QUESTION), page)
    if page.claims and announcing(schema) is None:
        _how_many(view, page)
    if page.claims:
        _hint(view, page)
        grid = _box(view, "claims")
        for claim in range(1, page.claims + 1):
            box = _box(grid, f"claim{claim}", **_when_there(page, claim))
            for attribute in schema.claim_attributes:
                _question(box, control_name(attribute.element, claim), Control(attribute, CLAIM), page, claim)
        for name, control in controls(schema).items():
            if control.target not in (QUESTION, CLAIM):
                _question(view, name, control, page)
    for unseen in hidden_controls(schema, page.claims):
        view.append(unseen)
    style.text = "\n".join((STYLE, *_without_sign(view)))
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode")


def _without_sign(view: _XML) -> Iterator[str]:
    """Style rules that hide the sign of a key that no keyboard has, where a label got no other."""
    for box in view.iter("View"):
        for control in box.findall("Choices") + box.findall("Labels"):
            shown = [label for label in control if label.get("visible") != "false"]
            label, sign = ("choice", "sup") if control.tag == "Choices" else ("label", ".lsf-label__hotkey")
            for number, each in enumerate(shown, 1):
                if each.get("hotkey") == NO_KEY:
                    name = f"annotate-of-{control.get('name')}"
                    if name not in str(box.get("className")):
                        box.set("className", f"{box.get('className')} {name}")
                    yield f".{name} .lsf-{label}:nth-of-type({number}) {sign} {{ display: none; }}"


def _box(parent: _XML, name: str, **attributes: str) -> _XML:
    return SubElement(parent, "View", {"className": f"annotate-{name}", **attributes})


def _text(view: _XML, name: str, style: str, *, selectable: bool) -> None:
    text = SubElement(_box(view, style), "Text", name=name, value=f"${name}", granularity="word")
    if selectable:
        text.set("showLabels", "true")
    else:
        text.set("selectionEnabled", "false")


def _when_there(page: _Page, claim: int) -> dict[str, str]:
    """When what is about a claim is shown: when there are said to be so many."""
    numbers = claim_numbers(page.schema, page.claims)
    labels = [label for label, number in numbers.labels.items() if number >= claim] if numbers else []
    return _when_number(page, labels)


def _when_number(page: _Page, labels: list[str]) -> dict[str, str]:
    question = announcing(page.schema)
    name = control_name(question.element) if question else HOW_MANY
    return {"visibleWhen": "choice-selected", "whenTagName": name, "whenChoiceValue": ",".join(labels)}


def _bar(bar: _XML, page: _Page) -> None:
    """The roles to mark, for each claim, and for both at once where two are all there can be."""
    for claim in range(1, page.claims + 1):
        _marks(_box(bar, "marks", **_when_there(page, claim)), (claim,), page)
    if page.claims == len(BOTH):
        _marks(_box(bar, "marks", **_when_there(page, len(BOTH))), BOTH, page)


def _marks(box: _XML, claims: tuple[int, ...], page: _Page) -> None:
    """The controls that mark spans of these claims: one for all roles, and one for each that has questions.

    The key of another role gives the selected span a second role then, which is seen and refused, and not another one,
    with which the answers about it would vanish.
    """
    schema = page.schema
    together = [role for role in schema.roles if not schema.attributes_on(role.name)]
    apart = [role for role in schema.roles if schema.attributes_on(role.name)]
    if len(claims) > 1:  # a head belongs to one claim
        together = [role for role in together if not role.head]
        apart = [role for role in apart if not role.head]
    for control, roles in [
        (spans_name(claims), together),
        *((spans_name(claims, role.name), [role]) for role in apart),
    ]:
        if not roles and control != spans_name(claims):
            continue
        labels = SubElement(box, "Labels", name=control, toName=TEXT, choice="single", showInline="true")
        for role in roles:
            labels.append(_label(role, claims, page))
        if control == spans_name(claims):
            for name, colour in {**{role.name: role.colour for role in apart}, **earlier_roles(schema)}.items():
                SubElement(labels, "Label", hidden(name) | {"background": colour})


def _label(role: Role, claims: tuple[int, ...], page: _Page) -> _XML:
    number = "" if claims == (1,) else f" {'+'.join(map(str, claims))}"
    # Three keys are to be held down for a third claim, which does not exist where a row for both does.
    key = chord(page.keys.get(Answer(role.element), ""), 3 if len(claims) > 1 else claims[0])
    return _XML("Label", _option(role.name, f"{role.heading}{number}", key) | {"background": role.colour})


def _how_many(view: _XML, page: _Page) -> None:
    box = _box(view, "question")
    SubElement(box, "Header", value=f"{page.words.how_many} *", size="5")
    message = page.words.please_answer.format(question=page.words.how_many)
    choices = SubElement(
        box,
        "Choices",
        {"name": HOW_MANY, "toName": TEXT, "choice": "single", "showInline": "true"}
        | {"required": "true", "requiredMessage": message},
    )
    numbers = claim_numbers(page.schema, page.claims)
    for label, number in numbers.labels.items() if numbers else ():
        key = page.keys.get(Answer(numbers.element, label), "") if numbers else ""
        SubElement(choices, "Choice", _option(label, page.words.numbers[number], key))


def _hint(view: _XML, page: _Page) -> None:
    """What the style sheet shows while there are spans and no claim is announced: they would be submitted."""
    question = announcing(page.schema)
    numbers = claim_numbers(page.schema, page.claims)
    if question:
        others = [label for label in page.schema.labels_of(question) if numbers and label not in numbers.labels]
    else:
        others = ["0"]
    if others:
        SubElement(
            _box(_box(view, "no-claim", **_when_number(page, others)), "hint"),
            "Header",
            value=page.words.spans_left,
            size="5",
        )


def _question(view: _XML, name: str, control: Control, page: _Page, claim: int = 1) -> None:
    element, target = control
    box = _box(view, "question")
    attributes = {"name": name, "toName": TEXT}
    if target not in (QUESTION, CLAIM):
        # The page drops the answers of a region whose label is not named here.
        condition = {"visibleWhen": "region-selected", "whenLabelValue": ",".join(names_of_role(target, page.schema))}
        attributes |= {"perRegion": "true"} | condition
        for key, value in condition.items():
            box.set(key, value)
    if element.required:
        message = page.words.please_answer.format(question=element.heading)
        attributes |= {"required": "true", "requiredMessage": message}
    title = f"{element.heading} *" if element.required else element.heading
    SubElement(box, "Header", value=title, size="5")
    if is_searched(element, page.schema):
        _list(box, attributes, element, page)
        return
    several = "multiple" if element.level == "set" else "single"
    choices = SubElement(box, "Choices", attributes | {"choice": several, "showInline": "true"})
    for label, shown, key in _labels(element, page):
        choice = SubElement(choices, "Choice", _option(label, shown, chord(key, claim)))
        definition = next((each.definition for each in element.labels if each.name == label), "")
        if definition:
            choice.set("hint", definition)
    for gone in earlier_labels(element, page.schema):
        SubElement(choices, "Choice", hidden(gone))


def _labels(element: Answerable, page: _Page) -> Iterator[tuple[str, str, str]]:
    """What the page submits for each label of an element, what it shows, and the key."""
    counts = claim_numbers(page.schema, page.claims) if element == announcing(page.schema) else None
    for label in element.labels:
        said = page.schema.claims_if.label if counts and page.schema.claims_if else None
        shown = label.title or label.name
        for submitted, number in counts.labels.items() if counts and label.name == said else ((label.name, 0),):
            text = page.words.one_claim.format(label=shown) if number == 1 else page.words.numbers[number]
            key = page.keys.get(Answer(element.element, submitted), "")
            yield submitted, text if number else shown, key


def _list(box: _XML, attributes: dict[str, str], element: Answerable, page: _Page) -> None:
    """A list to search in: flat, for a group could be picked by the keyboard as if it were an answer."""
    one = {} if element.level == "set" else {"maxUsages": "1"}
    look = {"leafsOnly": "true", "showFullPath": "false", "placeholder": page.words.search}
    width = {"minWidth": "20em", "maxWidth": "20em"}
    taxonomy = SubElement(box, "Taxonomy", attributes | one | look | width)
    titles = {label.name: label.title for label in element.labels}
    for name in page.schema.labels_of(element):
        SubElement(
            taxonomy, "Choice", _option(name, titles.get(name) or page.actors.get(name) or name, "", keyed=False)
        )


def _option(name: str, title: str, key: str, *, keyed: bool = True) -> dict[str, str]:
    """The attributes of a label: people read `title`, results carry `name`."""
    attributes = {"value": title}
    if title != name:
        attributes["alias"] = name
    return attributes | ({"hotkey": key or NO_KEY} if keyed else {})
