import pytest

from annotate.agreement import diagnose


def test_the_costliest_sentence_comes_with_each_answer_and_link(annotated, claim, schema) -> None:
    origin = {"project": 1, "task": 2, "annotation": 3, "url": "http://127.0.0.1/projects/1/data?task=2"}
    records = [
        annotated("ani", 1, [claim()], origin=origin),
        annotated("budi", 1, []),
        annotated("ani", 2, [claim()]),
        annotated("budi", 2, [claim(stance="mixed", category=["treaty"])]),
    ]
    costly = diagnose(records, schema).costly
    question = next(each for each in costly if each.element == "has_claim")
    assert question.answers == {"ani": "yes", "budi": "no"}
    assert question.links == {"ani": origin["url"]}
    assert question.share == 1
    whole = [each for each in costly if each.element == "claim"]
    assert [each.answers["budi"] for each in whole] == ["no claim", "jaminan keamanan (refuse, mixed, {treaty})"]
    assert sum(each.share for each in whole) == pytest.approx(1)


def test_the_category_pairs_most_confused_come_first(annotated, claim, schema) -> None:
    acts = [("refuse", "demand"), ("demand", "refuse"), ("offer", "promise"), ("offer", "offer")]
    records = [
        annotated(name, number, [claim(act=act)])
        for number, pair in enumerate(acts)
        for name, act in zip(("ani", "budi"), pair, strict=True)
    ]
    first = diagnose(records, schema).confusions[0]
    assert (first.element, first.answers, first.times) == ("act", ("demand", "refuse"), 2)
    assert first.share == 2 / 3


def test_the_annotator_who_differs_comes_first(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(4)]
    records += [annotated("citra", number, [claim()] if number < 2 else []) for number in range(4)]
    first = diagnose(records, schema, elements=["has_claim"]).differing[0]
    assert (first.annotator, first.distance, first.units) == ("citra", 0.5, 4)


def test_perfect_agreement_has_nothing_to_diagnose(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    found = diagnose(records, schema)
    assert found.to_json() == {"confusions": [], "differing": [], "costly": []}


def test_no_more_than_twenty_sentences_an_element(annotated, claim, schema) -> None:
    records = [annotated(name, n, [claim()] if name == "ani" else []) for name in ("ani", "budi") for n in range(30)]
    costly = diagnose(records, schema).costly
    assert len([each for each in costly if each.element == "has_claim"]) == 20
