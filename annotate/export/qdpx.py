"""REFI-QDA: a project that ATLAS.ti, MAXQDA and NVivo open, with codes on words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

from annotate import __version__
from annotate.export.documents import WholeArticle, documents, xml_text
from annotate.export.rows import Answer, Claim, Row, Rows
from annotate.schema import Answerable, Schema

_NAMESPACE = "urn:QDA-XML:project:1.0"
_GOLD = "gold"
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_qdpx(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write a project, and return what it cannot hold: that words belong to one claim, and votes.

    Roles, actors and labels are codes; the labels of a claim are on its head, those of a sentence on the sentence.
    Offsets are code points. A carriage return in a text is a space, so that every program counts alike.
    """
    losses: Counter[str] = Counter()
    head = rows.schema.head.name if rows.schema.head else ""
    people: set[str] = set()
    # All sources together are too large to keep, and an archive is written one entry after the other.
    with ZipFile(file, "w") as archive, TemporaryFile() as sources:
        for document in documents(rows):
            people |= {row.annotator or _GOLD for row in document.rows}
            guid = _guid("article", document.id)
            archive.writestr(_entry(f"Sources/{guid}.txt"), document.text.replace("\r", " ").encode("utf-8", "replace"))
            losses["carriage returns, which are spaces"] += document.text.count("\r")
            sources.write(ElementTree.tostring(_source(document, guid, head, losses), encoding="utf-8"))
        _write_project(archive, _project(rows.schema, sorted(people)), sources)
    return losses


def _project(schema: Schema, people: Iterable[str]) -> ElementTree.Element:
    """The project without its sources, which are its last part."""
    project = ElementTree.Element("Project", xmlns=_NAMESPACE, name=schema.name, origin=f"annotate {__version__}")
    users = ElementTree.SubElement(project, "Users")
    for name in people:
        ElementTree.SubElement(users, "User", guid=_guid("user", name), name=xml_text(name))
    codes = ElementTree.SubElement(ElementTree.SubElement(project, "CodeBook"), "Codes")
    _add_codes(codes, schema)
    ElementTree.SubElement(project, "Sources")
    return project


def _write_project(archive: ZipFile, project: ElementTree.Element, sources: IO[bytes]) -> None:
    content = ElementTree.tostring(project, encoding="utf-8", xml_declaration=True)
    before, _, after = content.rpartition(b"<Sources />")
    entry = _entry("project.qde")
    entry.file_size = len(content) + sources.tell()
    sources.seek(0)
    with archive.open(entry, "w") as file:
        file.write(before + b"<Sources>")
        copyfileobj(sources, file)
        file.write(b"</Sources>" + after)


def _add_codes(codes: ElementTree.Element, schema: Schema) -> None:
    for role in schema.roles:
        _add_code(codes, role.heading, ("role", role.name)).set("color", role.colour)
        for attribute in schema.attributes_on(role.name):
            _add_labels(codes, attribute, role.name, schema)
    for attribute in schema.claim_attributes:
        _add_labels(codes, attribute, "claim", schema)
    for question in schema.sentence_questions:
        _add_labels(codes, question, "", schema)
    if schema.register.actors:
        actors = _add_code(codes, "actors", ("actors",))
        for actor in schema.register.actors:
            _add_code(actors, actor.name, ("actor", actor.id))


def _add_labels(codes: ElementTree.Element, element: Answerable, target: str, schema: Schema) -> None:
    parent = _add_code(codes, element.heading, ("element", target, element.name))
    for label in schema.labels_of(element):
        _add_code(parent, label, ("label", target, element.name, label))


def _add_code(parent: ElementTree.Element, name: str, key: tuple[str, ...]) -> ElementTree.Element:
    return ElementTree.SubElement(parent, "Code", guid=_guid("code", *key), name=xml_text(name), isCodable="true")


def _source(document: WholeArticle, guid: str, head: str, losses: Counter[str]) -> ElementTree.Element:
    """An article with its selections and their codes."""
    path = f"internal://{guid}.txt"
    source = ElementTree.Element("TextSource", guid=guid, name=xml_text(document.id), plainTextPath=path)
    numbers = count(1)
    for row in document.rows:
        losses["decisions with their votes"] += len(row.decisions)
        losses["links of spans to claims"] += sum(len(claim.spans) - 1 for claim in row.claims)
        user = _guid("user", row.annotator or _GOLD)
        for start, end, keys in _selections(row, head):
            mark = (document.id, str(next(numbers)))
            place = {"startPosition": str(row.sentence.start + start), "endPosition": str(row.sentence.start + end)}
            name = xml_text(" ".join(row.sentence.text[start:end].split())[:80])
            selection = ElementTree.SubElement(
                source, "PlainTextSelection", place, guid=_guid("selection", *mark), name=name, creatingUser=user
            )
            for key in keys:
                guid = _guid("coding", *mark, *key)
                coding = ElementTree.SubElement(selection, "Coding", guid=guid, creatingUser=user)
                ElementTree.SubElement(coding, "CodeRef", targetGUID=_guid_of_code(key))
    return source


def _selections(row: Row, head: str) -> Iterator[tuple[int, int, list[tuple[str, ...]]]]:
    """Places in the sentence, with the keys of their codes."""
    if row.answers:
        yield 0, len(row.sentence.text), list(_labels("", row.answers))
    for claim in (*row.claims, Claim(row.unlinked)):
        for span in claim.spans:
            keys: list[tuple[str, ...]] = [("role", span.role), *([("actor", span.actor)] if span.actor else [])]
            keys += _labels(span.role, span.answers)
            keys += _labels("claim", claim.answers) if span.role == head else []
            yield span.start, span.end, keys


def _labels(target: str, answers: Mapping[str, Answer]) -> Iterable[tuple[str, ...]]:
    for name, answer in answers.items():
        for label in answer if isinstance(answer, tuple) else (answer,):
            yield "label", target, name, label


@cache
def _guid_of_code(key: tuple[str, ...]) -> str:
    return _guid("code", *key)


def _guid(*key: str) -> str:
    return str(uuid5(NAMESPACE_URL, "annotate:" + "\x1f".join(key).encode("utf-8", "replace").decode()))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_DATE)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
