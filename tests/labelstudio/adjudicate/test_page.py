"""The adjudicator's page in a real browser: each kind of conflict decided by keyboard, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator

from attacking import refusals
from labeling import Actions
from seed_conflicts import seed_conflicts

from annotate.adjudication import Case
from annotate.corpus import Sentence, digest
from annotate.labelstudio.wire.config.adjudication_page import POINT_KEYS
from annotate.schema import Record, Schema, record_model, stamp

HTML = "Rusia <b onclick=\"document.title='hit'\">menolak</b> jaminan <img src=x onerror=\"document.title='hit'\"> itu."
KINDS = ("answer", "spans", "claim", "claims")


def sentence_with_html() -> Sentence:
    return Sentence(f"html:0-{len(HTML)}", "html", 0, 0, len(HTML), HTML, "prose", 0, (HTML,), (), {}, digest(HTML))


def records_with_html(schema: Schema) -> Iterator[Record]:
    """A claim whose head is all of the HTML, and no claim."""
    sentence = sentence_with_html()
    start = HTML.index("jaminan")
    head = {"start": start, "end": len(HTML), "text": HTML[start:]}
    claim = {"guarantee": head, "act": "refuse", "stance": "oppose"}
    for annotator, answers in {"ani": {"has_claim": "yes", "claims": [claim]}, "budi": {"has_claim": "no"}}.items():
        row = {"sentence_id": sentence.id, "article_id": "html", "annotator": annotator, "status": "submitted"}
        yield record_model(schema).model_validate(row | answers | {"schema": stamp(schema).model_dump()})


def samples(cases: dict[str, Case]) -> dict[str, str]:
    """A sentence with one point of each kind, and the one with the most points; and whose version is wanted."""
    chosen: dict[str, str] = {}
    for number, kind in enumerate(KINDS):
        case = next(
            each
            for each in cases.values()
            if [point.kind for point in each.points] == [kind] and each.article_id != "html"
        )
        chosen[case.sentence_id] = "ABC"[number % 3]
    most = max(cases.values(), key=lambda case: len(case.points))
    return chosen | {most.sentence_id: "C"}


def test_conflicts_of_each_kind_are_decided_by_keyboard_and_come_back_as_they_were_meant(adjudicating, server):
    seeds = seed_conflicts()
    dewi = adjudicating([*seeds.records, *records_with_html(seeds.schema)], [sentence_with_html()])
    conflicts, page = dewi.conflicts, dewi.page
    meant = {}
    for sentence, letter in samples(dewi.cases).items():
        hands, wanted = dewi.begin(sentence), dewi.wanted(sentence, letter)
        hands.press(*(option["hotkey"] for option in wanted.values()))
        hands.submit()
        assert hands.actions() == Actions(keys=len(wanted), chords=1)
        meant[sentence] = {point: option["alias"] for point, option in wanted.items()}

    # The stream goes on with the costliest sentence that is left, and an answer that is missing holds it up.
    left = [sentence for sentence in dewi.cases if sentence not in meant]
    hands = dewi.begin_stream()
    assert page.evaluate("() => Htx.task.id") == dewi.task(left[0])["id"]
    hands.press("Control+Enter")
    page.get_by_text("A point is still open.").wait_for()
    page.keyboard.press("Escape")
    wanted = dewi.wanted(left[0], "B")
    hands.press(*(option["hotkey"] for option in wanted.values()))
    hands.submit()
    meant[left[0]] = {point: option["alias"] for point, option in wanted.items()}
    dewi.there(left[1])

    # What is text stays text, in the versions, the context, the options and the note.
    html = sentence_with_html().id
    hands = dewi.begin(html)
    assert HTML in page.locator(".annotate-versions td").first.inner_text().replace("guarantee", "")
    assert page.locator(".annotate-page img, .annotate-page [onclick]").count() == 0
    assert page.title() != "hit"
    note = "<b>unclear</b>"
    hands.click(".annotate-note textarea, .annotate-note input")
    page.keyboard.type(note)
    hands.press("Enter")
    hands.press(POINT_KEYS[0])
    hands.submit()
    meant[html] = {point: option["alias"] for point, option in dewi.wanted(html, "A").items()}

    assert refusals(server.workspace, "dewi@example.org") == []

    conflicts.pull()
    rulings = {ruling.sentence_id: ruling for ruling in conflicts.rulings()}
    assert {name: {each.point: each.option for each in one.points} for name, one in rulings.items()} == meant
    assert rulings[html].note == note
    assert conflicts.rejected() == []
    assert set(conflicts.gold().standing.settled) == set(meant)


def test_a_sentence_is_marked_by_hand_where_no_option_is_right(adjudicating):
    dewi = adjudicating([*records_with_html(seed_conflicts().schema)], [sentence_with_html()])
    conflicts, sentence = dewi.conflicts, sentence_with_html().id
    hands = dewi.begin(sentence)
    hands.press("0", "Shift+Y")
    hands.mark("Shift+2", "Rusia")
    hands.mark("Shift+1", "jaminan")
    hands.press("Shift+R", "Shift+Z")
    hands.submit()
    assert hands.actions() == Actions(keys=1, chords=6, drags=2)
    pulled = conflicts.pull()
    assert (pulled.valid.total(), pulled.rejected.total()) == (1, 0), conflicts.rejected()
    [claim] = conflicts.gold().standing.settled[sentence].outcome.record.claims
    assert (claim.guarantee.text, [each.text for each in claim.claimant]) == ("jaminan", ["Rusia"])
    assert (claim.act, claim.stance) == ("refuse", "oppose")
