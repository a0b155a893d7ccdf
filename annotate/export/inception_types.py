"""The layers that INCEpTION has for a schema: what they are called, and their UIMA type system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from annotate.schema import Answerable, Schema

PACKAGE = "webanno.custom"
SENTENCE, CLAIM, SPAN, LINK = "Sentence", "Claim", "Span", "ClaimRolesLink"
"""The layers; INCEpTION calls the links of a layer by its name and that of the feature."""
ROLES = "roles"

_ANNOTATION, _TOP = "uima.tcas.Annotation", "uima.cas.TOP"
_STRING, _STRINGS, _INTEGER, _ARRAY = "uima.cas.String", "uima.cas.StringArray", "uima.cas.Integer", "uima.cas.FSArray"
_OF_UIMA = ("sofa", "begin", "end", "address")
_FIXED = {
    SENTENCE: ("sentenceId", "status", "annotator", "decisions"),
    CLAIM: ("claimId", "status", "actor", ROLES),
    SPAN: ("role", "actor"),
}


class Features(NamedTuple):
    """What the features are called that hold the answers to questions, about claims and about spans, by element."""

    questions: Mapping[str, str]
    claim: Mapping[str, str]
    of_role: Mapping[str, Mapping[str, str]]


def features_of(schema: Schema) -> Features:
    """The features of a schema's elements, in each layer none twice; an attribute of a role begins with the role."""
    taken = {layer: {*_OF_UIMA, *names} for layer, names in _FIXED.items()}
    claim = _named(schema.claim_attributes, "", taken[CLAIM])
    roles = {
        role.name: _named(schema.attributes_on(role.name), f"{role.name}_", taken[CLAIM if role.head else SPAN])
        for role in schema.roles
    }
    return Features(_named(schema.sentence_questions, "", taken[SENTENCE]), claim, roles)


def _named(elements: Iterable[Answerable], before: str, taken: set[str]) -> dict[str, str]:
    names = {}
    for element in elements:
        name = f"{before}{element.name}"
        while name in taken:
            name += "_"
        taken.add(name)
        names[element.name] = name
    return names


def type_system(schema: Schema, features: Features) -> bytes:
    """The content of TypeSystem.xml, which INCEpTION also imports as layers."""
    description = ElementTree.Element("typeSystemDescription", xmlns="http://uima.apache.org/resourceSpecifier")
    types = ElementTree.SubElement(description, "types")
    heads = [role.name for role in schema.roles if role.head]
    others = [role.name for role in schema.roles if not role.head]
    sentence = dict.fromkeys(_FIXED[SENTENCE], _STRING) | _ranges(schema.sentence_questions, features.questions)
    _add_type(types, SENTENCE, _ANNOTATION, sentence)
    if schema.head:
        span = dict.fromkeys(_FIXED[SPAN], _STRING)
        _add_type(types, SPAN, _ANNOTATION, span | _of_roles(schema, others, features))
        _add_type(types, LINK, _TOP, {"role": _STRING, "target": f"{PACKAGE}.{SPAN}"})
        claim = {"claimId": _INTEGER, "status": _STRING, "actor": _STRING}
        claim |= _ranges(schema.claim_attributes, features.claim) | _of_roles(schema, heads, features)
        _add_type(types, CLAIM, _ANNOTATION, claim | {ROLES: _ARRAY})
    ElementTree.indent(description)
    return ElementTree.tostring(description, encoding="utf-8", xml_declaration=True)  # type: ignore[no-any-return]


def _ranges(elements: Iterable[Answerable], names: Mapping[str, str]) -> dict[str, str]:
    return {names[element.name]: _STRINGS if element.level == "set" else _STRING for element in elements}


def _of_roles(schema: Schema, roles: Iterable[str], features: Features) -> dict[str, str]:
    ranges: dict[str, str] = {}
    for role in roles:
        ranges |= _ranges(schema.attributes_on(role), features.of_role[role])
    return ranges


def _add_type(types: ElementTree.Element, name: str, above: str, features: Mapping[str, str]) -> None:
    described = ElementTree.SubElement(types, "typeDescription")
    _add_texts(described, [("name", f"{PACKAGE}.{name}"), ("supertypeName", above)])
    listed = ElementTree.SubElement(described, "features")
    for feature, kind in features.items():
        one = ElementTree.SubElement(listed, "featureDescription")
        _add_texts(one, [("name", feature), ("rangeTypeName", kind)])
        if kind == _ARRAY:
            _add_texts(one, [("elementType", f"{PACKAGE}.{LINK}"), ("multipleReferencesAllowed", "false")])


def _add_texts(parent: ElementTree.Element, texts: Iterable[tuple[str, str]]) -> None:
    for name, text in texts:
        ElementTree.SubElement(parent, name).text = text
