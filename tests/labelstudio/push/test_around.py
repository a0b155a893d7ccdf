"""What a task shows around its sentence."""

from dataclasses import replace

from study import SCHEMA_FILE, made_sentences

from annotate.allocation.plan import Assignment, Plan
from annotate.labelstudio.push.around import around, by_place, described, progress_in
from annotate.schema import read_schema

SCHEMA = read_schema(SCHEMA_FILE)
ONE, TWO, THREE, FOUR = made_sentences(1)


def texts(*sentences) -> list[str]:
    return [sentence.text for sentence in sentences]


def test_the_neighbours_are_prose_and_headings_and_others_are_passed_over():
    places = by_place([ONE, replace(TWO, kind="byline"), THREE, replace(FOUR, kind="boilerplate")])
    shown = around(replace(THREE, before=(ONE.text, TWO.text), after=(FOUR.text,)), places, SCHEMA, "")
    assert (shown.before, shown.after) == (texts(ONE), [])


def test_of_a_neighbour_that_was_not_selected_the_sentence_knows_the_text():
    shown = around(replace(THREE, before=("Satu.", "Dua."), after=("Empat.",)), by_place([THREE]), SCHEMA, "")
    assert (shown.before, shown.after) == (["Satu.", "Dua."], ["Empat."])


def test_the_place_in_the_round_and_the_article_stand_above_the_sentence():
    plan = Plan()
    sentences = made_sentences(2, each=2)
    for number, sentence in enumerate(sentences):
        plan.give("ani", Assignment(sentence.id))
        plan.rounds[sentence.id] = 0 if number == 0 else 1
    articles = {sentence.id: sentence.article_id for sentence in sentences}
    assert list(progress_in(plan, "ani", articles, SCHEMA).values()) == [
        "1 of 1 · article 1 of 1",
        "1 of 3 · article 1 of 2",
        "2 of 3 · article 2 of 2",
        "3 of 3 · article 2 of 2",
    ]
    known = replace(ONE, article={"title": "Russia rules out troops", "source": "Reuters", "date": "2025-03-12T08:00"})
    assert described(known) == "“Russia rules out troops”, Reuters, 2025-03-12"
    assert described(ONE) == ""
