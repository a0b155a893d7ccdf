"""INCEpTION: an article a UIMA CAS in XMI, and the type system that all of them have."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from annotate.export.documents import WholeArticle, documents, not_xml, xml_text
from annotate.export.inception_types import (
    CLAIM,
    LINK,
    ROLES,
    SENTENCE,
    SPAN,
    Features,
    features_of,
    type_system,
)
from annotate.export.jsonl import answers_to_json
from annotate.export.rows import Answer, Claim, Row, Rows, Span
from annotate.file_names import FileNames

_NAMESPACES = {
    "xmlns:xmi": "http://www.omg.org/XMI",
    "xmlns:cas": "http:///uima/cas.ecore",
    "xmlns:custom": "http:///webanno/custom.ecore",
    "xmi:version": "2.0",
}
_SOFA = "1"


def write_inception(rows: Rows, folder: Path) -> Counter[str]:
    """Write an article a file, and TypeSystem.xml; only characters that XML does not have are lost.

    A claim is on its head, and links to the spans of its roles. Offsets are UTF-16 code units of the article, as UIMA
    counts them.
    """
    losses: Counter[str] = Counter()
    features = features_of(rows.schema)
    head = rows.schema.head.name if rows.schema.head else ""
    (folder / "TypeSystem.xml").write_bytes(type_system(rows.schema, features))
    names = FileNames()
    for document in documents(rows):
        cas = _Cas(document, features, head)
        for row in document.rows:
            cas.add_row(row)
        path = folder / names.of(document.id)
        path.with_name(f"{path.name}.xmi").write_bytes(cas.to_xmi())
        losses["characters that XML does not have"] += not_xml(document.text)
    return losses


class _Cas:
    """The feature structures of one article, numbered from 2: 1 is the text."""

    def __init__(self, document: WholeArticle, features: Features, head: str) -> None:
        self._root = ElementTree.Element("xmi:XMI", _NAMESPACES)
        ElementTree.SubElement(self._root, "cas:NULL", {"xmi:id": "0"})
        self._text, self._features, self._head = document.text, features, head
        # A character beyond the basic plane is two UTF-16 code units.
        self._wide = [place for place, sign in enumerate(document.text) if ord(sign) > 0xFFFF]
        self._members: list[str] = []
        self._number = int(_SOFA)

    def add_row(self, row: Row) -> None:
        """A sentence with its answers, its claims, and spans of no claim."""
        sentence = row.sentence
        said = {"sentenceId": sentence.id, "status": row.status}
        said |= {"annotator": row.annotator} if row.annotator else {"decisions": json.dumps(list(row.decisions))}
        place = (sentence.start, sentence.end)
        self._add(SENTENCE, place, said, _named(row.answers, self._features.questions))
        spans: dict[str, str] = {}
        statuses = {each["claim"]: each["status"] for each in row.decisions if each["kind"] == "claim"}
        for number, claim in enumerate(row.claims):
            self._add_claim(row, claim, spans, {"claimId": str(number + 1), "status": statuses.get(number, row.status)})
        for span in row.unlinked:
            self._span(span, row, spans)

    def to_xmi(self) -> bytes:
        """The content of the file."""
        sofa = {"xmi:id": _SOFA, "sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text"}
        ElementTree.SubElement(self._root, "cas:Sofa", sofa | {"sofaString": xml_text(self._text)})
        ElementTree.SubElement(self._root, "cas:View", {"sofa": _SOFA, "members": " ".join(self._members)})
        return ElementTree.tostring(self._root, encoding="utf-8", xml_declaration=True)  # type: ignore[no-any-return]

    def _add_claim(self, row: Row, claim: Claim, spans: dict[str, str], said: dict[str, str]) -> None:
        [head] = claim.of(self._head)
        links = []
        for span in claim.spans:
            if span is not head:
                target = self._span(span, row, spans)
                links.append(self._structure(LINK, {"role": span.role, "target": target}).attrib["xmi:id"])
        said |= {"actor": head.actor} if head.actor else {}
        said |= {ROLES: " ".join(links)} if links else {}
        answers = _named(claim.answers, self._features.claim)
        answers |= _named(head.answers, self._features.of_role[self._head])
        self._add(CLAIM, _in_article(head, row), said, answers)

    def _span(self, span: Span, row: Row, spans: dict[str, str]) -> str:
        """The number of a span; one that fills the same role in several claims has one."""
        key = json.dumps([span.role, span.start, span.end, span.actor, answers_to_json(span.answers)])
        if key not in spans:
            said = {"role": span.role} | ({"actor": span.actor} if span.actor else {})
            answers = _named(span.answers, self._features.of_role[span.role])
            spans[key] = self._add(SPAN, _in_article(span, row), said, answers)
        return spans[key]

    def _add(self, layer: str, place: tuple[int, int], said: dict[str, str], answers: Mapping[str, Answer]) -> str:
        begin, end = (str(offset + bisect_left(self._wide, offset)) for offset in place)
        texts = said | {name: answer for name, answer in answers.items() if isinstance(answer, str)}
        structure = self._structure(layer, {"sofa": _SOFA, "begin": begin, "end": end} | texts)
        for name, answer in answers.items():
            for label in answer if isinstance(answer, tuple) else ():
                ElementTree.SubElement(structure, name).text = xml_text(label)
        number = structure.attrib["xmi:id"]
        self._members.append(number)
        return number

    def _structure(self, layer: str, attributes: Mapping[str, str]) -> ElementTree.Element:
        self._number += 1
        texts = {name: xml_text(value) for name, value in attributes.items()}
        return ElementTree.SubElement(self._root, f"custom:{layer}", {"xmi:id": str(self._number)} | texts)


def _in_article(span: Span, row: Row) -> tuple[int, int]:
    return row.sentence.start + span.start, row.sentence.start + span.end


def _named(answers: Mapping[str, Answer], names: Mapping[str, str]) -> dict[str, Answer]:
    return {names[name]: answer for name, answer in answers.items()}
