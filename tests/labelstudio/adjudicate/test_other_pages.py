"""The page in a real browser where a sentence is asked in turns, or where a schema has no claims, or nothing else."""

from __future__ import annotations

from typing import Any

from adjudicating import record
from drawn import SCHEMAS

from annotate.adjudication.case import Case
from annotate.adjudication.values import answer_value, claim_value
from annotate.corpus import Sentence, digest
from annotate.labelstudio.wire.case_tasks import turns_of
from annotate.labelstudio.wire.config.adjudication_page import POINT_KEYS
from annotate.schema import Record, Schema, read_schema

TEXT = "Rusia menuntut jaminan dari Barat, kata Lavrov; Kiev meminta perlindungan dari NATO, ujar Zelensky."
SENTENCE = Sentence(f"a:0-{len(TEXT)}", "a", 0, 0, len(TEXT), TEXT, "prose", 0, (TEXT,), (), {}, digest(TEXT))
QUESTIONS = """\
name: questions
version: 1
title: Questions only
questions:
  - name: tone
    title: <b onclick=x>Which</b> tone?
    required: true
    definition: How.
    labels: [{name: calm, title: <i>calm</i>}, {name: angry, title: <img src=x>angry}]
  - {name: topic, required: true, definition: What., labels: [TOPICS]}
"""
SPANS = """\
name: places
version: 1
title: Places in a sentence
claim:
  roles: [{name: place, head: true, definition: A place.}]
"""


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def letter_of(case: Case, annotator: str) -> str:
    return next(version.letter for version in case.versions if version.annotator == annotator)


def decide_as(dewi: Any, annotator: str) -> Record:
    """Decide the sentence as an annotator said it, by keys alone, turn after turn; the record that gold has of it."""
    case = dewi.cases[SENTENCE.id]
    hands = dewi.begin_stream()
    for turn in range(1, len(turns_of(case)) + 1):
        hands = dewi.there(SENTENCE.id, turn)
        hands.press(
            *(option["hotkey"] for option in dewi.wanted(SENTENCE.id, letter_of(case, annotator), turn).values())
        )
        hands.submit()
    pulled = dewi.conflicts.pull()
    assert (pulled.valid.total(), pulled.rejected.total()) == (len(turns_of(case)), 0), dewi.conflicts.rejected()
    return dewi.conflicts.gold().standing.settled[SENTENCE.id].outcome.record


def said(one: Record, schema: Schema) -> dict[str, Any]:
    """What a record says of the text."""
    answers = {question.name: answer_value(one, question, schema) for question in schema.sentence_questions}
    return answers | {"claims": [claim_value(claim, schema) for claim in getattr(one, "claims", ())]}


def two_claims(*, act: str, stance: str, cue: str, addressee: str, category: str) -> list[dict[str, Any]]:
    """Two claims of which everything but their heads is as it is told."""
    about = {"act": act, "stance": stance, "category": [category]}
    about |= {
        "cue": [span(cue)],
        "addressee": [span(addressee)],
        "beneficiary": [span("Kiev")] if act == "offer" else [],
    }
    return [
        {"guarantee": span("jaminan"), "claimant": [span("Rusia")], **about},
        {"guarantee": span("perlindungan"), "claimant": [span("Kiev")], **about},
    ]


def test_a_sentence_with_more_points_than_a_page_has_room_for_is_decided_turn_by_turn(adjudicating):
    schema = SCHEMAS["claim_stance"]
    versions = {
        "ani": two_claims(act="demand", stance="support", cue="menuntut", addressee="Barat", category="treaty"),
        "budi": two_claims(act="offer", stance="oppose", cue="meminta", addressee="NATO", category="other"),
    }
    records = {
        name: record(schema, name, {"has_claim": "yes", "claims": claims}, TEXT) for name, claims in versions.items()
    }
    dewi = adjudicating(records.values(), [SENTENCE])
    case = dewi.cases[SENTENCE.id]
    assert (len(case.points), len(turns_of(case))) == (12, 2)
    assert said(decide_as(dewi, "budi"), schema) == said(records["budi"], schema)


def test_questions_only_are_decided_with_titles_as_text_and_no_key_shown_where_there_is_none(adjudicating, tmp_path):
    topics = [f"topic {number}" for number in range(len(POINT_KEYS) + 2)]
    labels = ", ".join(f"{{name: {topic}}}" for topic in topics)
    (tmp_path / "questions.yaml").write_text(QUESTIONS.replace("TOPICS", labels))
    schema = read_schema(tmp_path / "questions.yaml")
    records = {
        f"a{number}": record(schema, f"a{number}", {"tone": ("calm", "angry")[number % 2], "topic": topic}, TEXT)
        for number, topic in enumerate(topics)
    }
    dewi = adjudicating(records.values(), [SENTENCE], schema)
    case = dewi.cases[SENTENCE.id]
    assert [len(point.options) for point in case.points] == [2, len(topics)]
    hands = dewi.begin_stream()
    asked = dewi.page.locator(".annotate-points")
    shown = asked.inner_text()
    assert "<b onclick=x>Which</b> tone?" in shown and "<i>calm</i>" in shown and "<img src=x>angry" in shown
    assert dewi.page.locator(".annotate-points :is(b, i, img), .annotate-versions :is(b, i, img)").count() == 0
    hands.press(*(option["hotkey"] for option in dewi.wanted(SENTENCE.id, letter_of(case, "a1")).values()))
    hands.submit()
    dewi.there(SENTENCE.id, 2)
    assert "f19" not in asked.inner_text().lower()
    last = dewi.task(SENTENCE.id, 2)["data"]["point_1"][-1]
    hands.click(".annotate-point .lsf-choice", last["value"])
    hands.submit()
    dewi.conflicts.pull()
    decided = dewi.conflicts.gold().standing.settled[SENTENCE.id].outcome.record
    assert (decided.tone, decided.topic) == ("angry", last["value"].partition(": ")[2])


def test_spans_without_claims_are_decided_by_keys(adjudicating, tmp_path):
    (tmp_path / "places.yaml").write_text(SPANS)
    schema = read_schema(tmp_path / "places.yaml")
    marked = {"ani": ["Rusia", "Barat"], "budi": ["Kiev", "NATO", "Barat"]}
    records = {
        name: record(schema, name, {"claims": [{"place": span(words)} for words in places]}, TEXT)
        for name, places in marked.items()
    }
    dewi = adjudicating(records.values(), [SENTENCE], schema)
    assert [point.kind for point in dewi.cases[SENTENCE.id].points] == ["claim", "claim", "claim"]
    decided = decide_as(dewi, "budi")
    assert sorted(claim.place.text for claim in decided.claims) == sorted(marked["budi"])
