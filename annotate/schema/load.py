"""YAML file → Schema, with every problem named by file, line and element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annotate.errors import SchemaError
from annotate.schema.actors import check_register
from annotate.schema.called import check_called
from annotate.schema.changes import Fault, check_changes
from annotate.schema.described import Answerable, Attribute
from annotate.schema.keys import KEYS, PAGE_KEYS
from annotate.schema.model import CLAIM, Schema
from annotate.schema.numbers import without_count
from annotate.schema.record import RESERVED_CLAIM, RESERVED_GOLD, RESERVED_RECORD, RESERVED_SPAN
from annotate.validation import nearest, validate
from annotate.yamlfile import Document, Location, Problem, read_yaml

NO_SCHEMA = "`annotate init` writes schemas to start from; `schema:` in config.yaml names the one to use"


def read_schema(file: Path) -> Schema:
    """Read a schema and the register it names.

    Raises:
        SchemaError: the file cannot be read, or something in it is wrong.
    """
    if not file.exists():
        raise SchemaError(f"there is no schema file {file}", NO_SCHEMA)
    schema, problems = check_schema(file)
    if schema is None or problems:
        others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SchemaError(f"{problems[0]}{others}", "correct that line; `annotate schema check` lists every problem")
    return schema


def check_schema(file: Path) -> tuple[Schema | None, list[Problem]]:
    """Read a schema and list what is wrong with it and its register.

    Label Studio's own validation accepts duplicate labels and hotkeys and references to nothing, so all of it is here.
    """
    try:
        document = read_yaml(file)
    except OSError as error:
        return None, [Problem(file, 1, "", f"cannot be read: {error.strerror}")]
    schema, problems = validate(document, Schema)
    if schema is None:
        return None, problems
    problems += _problems(document, schema)
    if schema.register_file:
        register_file = file.parent / schema.register_file
        register, register_problems = check_register(register_file)
        if not register_file.exists():
            register_problems = [document.problem(("actors",), f"there is no register file {register_file}")]
        problems += register_problems
        if register:
            schema = schema.with_register(register)
    problems += [document.problem(location, message) for location, message in check_changes(schema)]
    return schema, problems


def _problems(document: Document, schema: Schema) -> list[Problem]:
    found = [
        *_structure(schema),
        *_names(schema),
        *_references(schema),
        *_network(schema),
        *_labels(schema),
        *_hotkeys(schema),
        *check_called(schema),
    ]
    return [document.problem(location, message) for location, message in found]


Named = tuple[Location, str]


def _structure(schema: Schema) -> Iterator[Fault]:
    if not schema.sentence_questions and not schema.roles:
        yield (), "asks nothing: it needs a question or a claim"
    if schema.claim:
        heads = [index for index, role in enumerate(schema.claim.roles) if role.head]
        if not heads:
            yield ("claim", "roles"), "no role has `head: true`: a claim needs one head"
        for index in heads[1:]:
            yield ("claim", "roles", index), "is a second head: a claim has only one"
        for index in heads[:1]:
            if not schema.claim.roles[index].enabled:
                yield ("claim", "roles", index), "is the head and cannot be switched off"
    for location, element in _answerables(schema):
        if not element.labels and not element.actors:
            yield location, "has no labels to choose from"
        if element.level == "ordinal" and element.actors:
            yield location, "is ordinal, so its labels cannot be actors"


def _names(schema: Schema) -> Iterator[Fault]:
    questions: list[Named] = [(("questions", i), question.name) for i, question in enumerate(schema.questions)]
    yield from _repeated(questions, RESERVED_RECORD | RESERVED_GOLD)
    if not schema.claim:
        return
    roles: list[Named] = [(("claim", "roles", i), role.name) for i, role in enumerate(schema.claim.roles)]
    attributes: list[tuple[Location, Attribute]] = [
        (("claim", "attributes", i), item) for i, item in enumerate(schema.claim.attributes)
    ]
    on_claim: list[Named] = [(at, item.name) for at, item in attributes if item.on == CLAIM]
    yield from _repeated(roles + on_claim, RESERVED_CLAIM)
    for at, name in roles:
        if re.fullmatch(r"(claim|spans)\d*|page|question", name) and name not in RESERVED_CLAIM:
            yield at, f"`{name}` is a reserved name"
    for role in schema.claim.roles:
        targets = (role.name, CLAIM) if role.head else (role.name,)
        yield from _repeated([(at, item.name) for at, item in attributes if item.on in targets], RESERVED_SPAN)


def _repeated(named: list[Named], reserved: frozenset[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for location, name in named:
        if name in reserved:
            yield location, f"`{name}` is a reserved name"
        if name in seen:
            yield location, f"the name {name} is used twice"
        seen.add(name)


def _references(schema: Schema) -> Iterator[Fault]:
    if schema.claim:
        roles = [role.name for role in schema.claim.roles]
        for index, attribute in enumerate(schema.claim.attributes):
            if attribute.on not in (CLAIM, *roles):
                suggestion = nearest(attribute.on, [CLAIM, *roles])
                yield ("claim", "attributes", index, "on"), f"there is no role {attribute.on}{suggestion}"
    asks_for_actors = any(element.actors for _, element in _answerables(schema))
    if (asks_for_actors or any(role.actor for role in schema.roles)) and not schema.register_file:
        yield (), "uses actors but has no register: add `actors: FILE`"
    if schema.claims_if:
        question = next((q for q in schema.sentence_questions if q.name == schema.claims_if.question), None)
        if question is None:
            suggestion = nearest(schema.claims_if.question, [q.name for q in schema.sentence_questions])
            yield ("claims_if", "question"), f"there is no question {schema.claims_if.question}{suggestion}"
        elif not question.is_of_text:
            said = f"{question.name} is `of: annotator`: what annotators say of themselves cannot announce claims"
            yield ("claims_if", "question"), said
        elif schema.claims_if.label not in question.values:
            suggestion = nearest(schema.claims_if.label, list(question.values))
            yield ("claims_if", "label"), f"{question.name} has no label {schema.claims_if.label}{suggestion}"
        elif "," in schema.claims_if.label:
            yield ("claims_if", "label"), "a label that says there are claims cannot contain a comma"


def _network(schema: Schema) -> Iterator[Fault]:
    if schema.network is None:
        return
    with_actors = [role.name for role in schema.roles if role.actor]
    with_actors += [attribute.name for attribute in schema.claim_attributes if attribute.actors]
    for key, names in (("actor", schema.network.actor), ("target", schema.network.target)):
        for index, name in enumerate(names):
            if name not in with_actors:
                suggestion = nearest(name, with_actors)
                yield (
                    ("network", key, index),
                    f"there is no role or attribute of claims {name} that names actors{suggestion}",
                )
    attributes = {attribute.name: attribute for attribute in schema.claim_attributes}
    for key, name in (("concept", schema.network.concept), ("qualifier", schema.network.qualifier)):
        if name and name not in attributes:
            yield ("network", key), f"there is no attribute of claims {name}{nearest(name, list(attributes))}"
        elif name and key == "qualifier" and attributes[name].level == "set":
            yield ("network", key), f"{name} takes several labels, so it cannot qualify a statement"


def _labels(schema: Schema) -> Iterator[Fault]:
    for location, element in _answerables(schema):
        names: set[str] = set()
        values: set[float] = set()
        for index, label in enumerate(element.labels):
            at = (*location, "labels", index)
            if without_count(label.name) != (label.name, 1):
                yield at, f"the label {label.name} reads like a number of claims"
            if label.name.casefold() in names:
                yield at, f"the label {label.name} is written twice"
            names.add(label.name.casefold())
            value = element.values[label.name]
            if element.level == "ordinal" and value in values:
                yield at, f"the value {value:g} is used twice"
            values.add(value)
            if element.level == "set" and "," in label.name:
                yield at, "a label of a set cannot contain a comma"


def _hotkeys(schema: Schema) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for location, owner, hotkey in _all_hotkeys(schema):
        if hotkey.casefold() in PAGE_KEYS:
            yield location, f"the hotkey {hotkey} is the page's own: it unselects a span"
        elif hotkey and hotkey.casefold() not in KEYS:
            yield (
                location,
                f"the hotkey {hotkey} must be one key from a to z or 0 to 9; key combinations are for further claims",
            )
        if hotkey and hotkey.casefold() in owners:
            yield location, f"the hotkey {hotkey} already belongs to {owners[hotkey.casefold()]}"
        owners.setdefault(hotkey.casefold(), owner)


def _all_hotkeys(schema: Schema) -> Iterator[tuple[Location, str, str]]:
    for index, role in enumerate(schema.claim.roles if schema.claim else ()):
        if role.enabled:
            yield ("claim", "roles", index, "hotkey"), role.name, role.hotkey
    for location, element in _answerables(schema):
        if element.enabled:
            for index, label in enumerate(element.labels):
                yield (*location, "labels", index, "hotkey"), f"{element.name} {label.name}", label.hotkey


def _answerables(schema: Schema) -> Iterator[tuple[Location, Answerable]]:
    for index, question in enumerate(schema.questions):
        yield ("questions", index), question
    for index, attribute in enumerate(schema.claim.attributes if schema.claim else ()):
        yield ("claim", "attributes", index), attribute
