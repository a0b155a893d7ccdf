"""Label Studio results ↔ claims.

A result is the list of regions, choices and relations that the annotator's page submits. The server checks none of
it, so everything is checked here: what cannot be understood is a problem, what is odd but clear is a warning.
"""

from __future__ import annotations

from collections import defaultdict

from annotate.json_files import JsonObject
from annotate.labelstudio.wire.answers import labels_of
from annotate.labelstudio.wire.asked import Answer, AskedParts, is_numbered, sort_result
from annotate.labelstudio.wire.controls import QUESTION
from annotate.labelstudio.wire.linked import linked_claims
from annotate.labelstudio.wire.numbered import Numbered, claims_of_spans, numbered_claims
from annotate.labelstudio.wire.parsed import Parsed
from annotate.labelstudio.wire.regions import Key, Region, read_regions
from annotate.schema import Schema
from annotate.schema.elements import CLAIM
from annotate.schema.numbers import announcing, without_count


def parse_result(result: object, text: str, schema: Schema, *, numbered: bool = False) -> Parsed:
    """Read one annotation's result about the sentence `text`.

    Whether claims have numbers or arrows is told from the result; where both could be, `numbered` says it.
    """
    parsed = Parsed()
    if not isinstance(result, list):
        parsed.problems.append("the result is not a list")
        return parsed
    asked = sort_result(result, schema)
    parsed.left_out += asked.left_out
    parsed.problems += asked.problems
    by_number = schema.head is not None and (is_numbered(asked, schema) or (numbered and not asked.links))
    owners: dict[Key, set[int]] = {}
    spans = claims_of_spans(asked.spans, owners, parsed) if by_number else asked.spans
    marked = read_regions(spans, text, schema)
    parsed.counting = marked.counting
    parsed.warnings += marked.warnings
    parsed.problems += marked.problems
    by_claim = _answers(asked, marked.by_key, schema, parsed, by_number)
    if by_number:
        numbered_claims(Numbered(marked.by_key, owners, by_claim, _claims_said(asked, schema, parsed)), schema, parsed)
    else:
        linked_claims(asked, marked.by_key, schema, parsed)
    return parsed


def _answers(
    asked: AskedParts, regions: dict[Key, Region], schema: Schema, parsed: Parsed, by_number: bool
) -> dict[int, JsonObject]:
    """Write each answer where it belongs, and return those about claims that the controls number, by claim."""
    head = schema.head.name if schema.head else ""
    by_claim: dict[int, JsonObject] = defaultdict(dict)
    for answer in asked.answers:
        control, number = answer.control, str(answer.item.get("id"))
        role = head if control.target == CLAIM else control.target
        region = regions.get((number, role))
        if control.target == QUESTION:
            place = parsed.fields
        elif region is not None:
            place = region.span
        elif by_number and control.target == CLAIM:
            place = by_claim[answer.claim]
        else:
            parsed.left_out[control.element.name] += 1
            if number not in asked.others:
                roles = [key[1] for key in regions if key[0] == number]
                where = f"a {roles[0]}, which has no such question," if roles else "a span that is not there"
                parsed.warnings.append(f"an answer to {control.element.name} for {where} is left out")
            continue
        _write_answer(answer, place, schema, parsed)
    return by_claim


def _write_answer(answer: Answer, place: JsonObject, schema: Schema, parsed: Parsed) -> None:
    element, labels = answer.control.element, labels_of(answer.item)
    name = element.name
    if labels is None:
        value = answer.item.get("value")
        answered = value.get(answer.item["type"]) if isinstance(value, dict) else None
        parsed.problems.append(f"{name} has {answered!r} where labels belong")
        return
    if element is announcing(schema):
        labels = [without_count(label)[0] for label in labels]
    choices = schema.labels_of(element)
    unknown = [label for label in labels if label not in choices]
    is_set = element.level == "set"
    if unknown:
        parsed.problems.append(f"{name} has no label {unknown[0]!r}")
    elif len(labels) > 1 and not is_set:
        parsed.problems.append(f"{name} takes one label and has {len(labels)}: {', '.join(labels)}")
    elif labels or is_set:
        said = sorted(set(labels), key=choices.index) if is_set else labels[0]
        if place.setdefault(name, said) != said:
            parsed.problems.append(f"{name} is answered twice")


def _claims_said(asked: AskedParts, schema: Schema, parsed: Parsed) -> int | None:
    """How many claims the annotator says there are; None if nothing was said."""
    question = announcing(schema)
    if question and schema.claims_if:
        answers = [labels_of(answer.item) for answer in asked.answers if answer.control.element == question]
        pairs = [without_count(label) for labels in answers for label in labels or ()]
        said = {number if label == schema.claims_if.label else 0 for label, number in pairs}
    else:
        labels = [label for item in asked.numbers for label in labels_of(item) or ("",)]
        if not all(label.isdecimal() and len(label) < 3 for label in labels):
            parsed.problems.append("the number of claims is not a number")
            return None
        said = set(map(int, labels))
    if len(said) > 1:
        parsed.problems.append("two different numbers of claims are given")
    return min(said, default=None)
