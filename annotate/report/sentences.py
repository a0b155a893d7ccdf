"""The sentences of the report: what was said about each, what it costs of agreement, and its gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from annotate.agreement.elements.measure import element_names
from annotate.errors import RecordError
from annotate.json_files import JsonObject
from annotate.report.columns import Columns, gold_record
from annotate.report.gold_notes import notes_on, written_notes
from annotate.report.interned import Interned
from annotate.report.material import Material
from annotate.schema.model import CLAIM, Schema
from annotate.sentence_id import SentenceId

GOLD = "gold labels"
"""What gold is called beside annotators, whose ids have no spaces."""
KINDS = {
    "question": "an answer about the sentence",
    "role": "the place of spans",
    "attribute": "an answer about a claim or a span",
    "open": "something is open in gold",
    "adjudicated": "an adjudicator decided",
    "warning": "an annotation has a warning",
    "skipped": "somebody skipped it",
    "none": "nobody differs",
}
"""What may be special about a sentence, and what the page calls it; a sentence has a bit for each, in this order."""
_BITS = {kind: 1 << number for number, kind in enumerate(KINDS)}
_MILLION = 1_000_000


def sentence_data(material: Material) -> JsonObject:
    """Everything that the page shows of sentences, costliest first; shares are whole numbers of millionths."""
    schema = material.project.schema
    columns, articles, elements = Columns(schema), Interned[str](), Interned[str]()
    texts = Interned[str]()
    names = ("id", "article", "text", "before", "after", "cost", "kinds", "notes", "annotations", "costs")
    rows: dict[str, list[Any]] = {name: [] for name in names}
    costs: dict[str, list[int]] = {"element": [], "share": []}
    by_sentence = _records_by_sentence(material)
    written = defaultdict(list)
    for ruling in material.rulings:
        written[ruling.sentence_id].append(ruling)
    shares = _shares_by_sentence(material)
    kind_of = _element_kinds(schema)
    total = material.differences.costs
    order = sorted(
        dict.fromkeys([*by_sentence, *material.gold.sentences]), key=lambda sentence: -total.get(sentence, 0.0)
    )
    for sentence in order:
        records, decided = by_sentence.get(sentence, []), material.gold.of(sentence)
        notes = [*notes_on(decided, material.names)] if decided else []
        kinds = {kind_of[element] for element in shares[sentence]} | {note.kind for note in notes}
        kinds |= {"warning"} if any(record.warnings for record in records) else set()
        kinds |= {"skipped"} if any(record.status == "skipped" for record in records) else set()
        kinds |= set() if shares[sentence] else {"none"}
        if material.choice.has_texts and not material.choice.is_anonymous:
            notes += written_notes(written[sentence], material.names)
        rows["id"].append(sentence)
        article = decided["article_id"] if decided else records[0].article_id
        rows["article"].append(articles.number(article))
        for name, text in zip(("text", "before", "after"), _texts(sentence, material), strict=True):
            rows[name].append(texts.number(text))
        rows["cost"].append(round(total.get(sentence, 0.0) * _MILLION))
        rows["kinds"].append(sum(_BITS[kind] for kind in kinds if kind in _BITS))
        rows["notes"].append(notes)
        rows["annotations"].append(columns.annotations)
        rows["costs"].append(len(costs["element"]))
        for element, share in shares[sentence].items():
            costs["element"].append(elements.number(element))
            costs["share"].append(round(share * _MILLION))
        for record in records:
            _add(columns, record, material)
        if decided:
            columns.add_record(gold_record(decided, schema), GOLD)
    return {
        "kinds": [*KINDS.values()],
        "roles": [{"name": role.name, "heading": role.heading, "colour": role.colour} for role in schema.roles],
        "articles": articles.values,
        "texts": texts.values,
        "elements": elements.values,
        "sentences": rows,
        "places": [_place(sentence) for sentence in order],
        "costs": costs,
        "gold": GOLD,
        **columns.to_json(),
    }


def _add(columns: Columns, record: Any, material: Material) -> None:
    """Add a record without what the report leaves out: warnings quote words, and addresses name project and server."""
    choice = material.choice
    warnings = record.warnings if choice.has_texts and not choice.is_anonymous else ()
    url = record.origin.url if record.origin and not choice.is_anonymous else ""
    columns.add_record(record, material.names[record.annotator], warnings, url)


def _place(sentence: str) -> int:
    """Where a sentence begins in its article; 0 where its id does not say."""
    try:
        return SentenceId.parse(sentence).start
    except RecordError:
        return 0


def _texts(sentence: str, material: Material) -> tuple[str, str, str]:
    """The text of a sentence, of the segment before it and of that after it; "" for what there is not."""
    kept = material.sentences.get(sentence)
    if not kept or not material.choice.has_texts:
        return "", "", ""
    return kept.text, (kept.before or ("",))[-1], (kept.after or ("",))[0]


def _records_by_sentence(material: Material) -> dict[str, list[Any]]:
    by_sentence: dict[str, list[Any]] = defaultdict(list)
    for record in material.records:
        by_sentence[record.sentence_id].append(record)
    for records in by_sentence.values():
        records.sort(key=lambda record: (material.names[record.annotator], record.repeat or 0))
    return dict(by_sentence)


def _shares_by_sentence(material: Material) -> Mapping[str, Mapping[str, float]]:
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for element, of_sentences in material.differences.by_element.items():
        for sentence, share in of_sentences.items():
            shares[sentence][element] = share
    return shares


def _element_kinds(schema: Schema) -> dict[str, str]:
    """Element → `question`, `role` or `attribute`; whole claims are no kind of their own."""
    kinds = dict.fromkeys(element_names(schema), "attribute")
    kinds |= {question.name: "question" for question in schema.sentence_questions}
    return kinds | {role.name: "role" for role in schema.roles} | {CLAIM: ""}
