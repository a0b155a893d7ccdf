import pytest

from annotate.agreement import align_records, diagnose
from annotate.records.contents import weights_of
from annotate.records.matches import distance


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


def test_spans_have_the_annotators_and_sentences_that_differ_most(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    records += [annotated("citra", number, [claim("NATO" if number else "jaminan keamanan")]) for number in range(2)]
    found = diagnose(records, schema, elements=["guarantee"])
    assert found.differing[0].annotator == "citra"
    assert found.differing[1].pair == "citra"
    (costly,) = found.costly
    assert costly.answers == {"ani": "jaminan keamanan", "budi": "jaminan keamanan", "citra": "NATO"}
    assert costly.share == 1


def test_a_gap_on_few_units_comes_after_one_on_many(annotated, claim, schema) -> None:
    people = ("ani", "budi", "citra")
    records = [
        annotated(name, number, [claim()] if name == "citra" and number % 2 else [])
        for name in people
        for number in range(30)
    ]
    records += [annotated(name, 50, [claim(act="offer" if name == "ani" else "refuse")]) for name in people]
    found = diagnose(records, schema, elements=["act", "has_claim"]).differing
    gaps = {(each.element, each.annotator): each.distance - each.overall for each in found}
    assert gaps["act", "ani"] > gaps["has_claim", "citra"]
    assert (found[0].element, found[0].annotator) == ("has_claim", "citra")


def test_a_confusion_costs_as_much_as_its_answers_are_apart(annotated, claim, schema) -> None:
    pairs = [("oppose", "support"), ("oppose", "mixed"), ("mixed", "mixed"), ("support", "support")]
    records = [
        annotated(name, number, [claim(stance=stance)])
        for number, pair in enumerate(pairs)
        for name, stance in zip(("ani", "budi"), pair, strict=True)
    ]
    shares = {each.answers: each.share for each in diagnose(records, schema, elements=["stance"]).confusions}
    assert shares["oppose", "support"] > 0.5 > shares["mixed", "oppose"]
    assert sum(shares.values()) == pytest.approx(1)


def test_claims_are_apart_by_1_minus_their_soft_f1(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim(), claim("kata Peskov", act="demand")]),
        annotated("budi", 1, [claim(stance="mixed")]),
        annotated("ani", 2, []),
        annotated("budi", 2, []),
        annotated("ani", 3, [claim()]),
        annotated("budi", 3, []),
        annotated("ani", 4, None),
        annotated("budi", 4, [claim()]),
    ]
    aligned = align_records(records, schema)
    weights = weights_of(schema)
    expected = [
        distance(one, two, weights) if one is not None and two is not None else None
        for one, two in zip(*aligned.frames, strict=True)
    ]
    assert expected[1:] == [0, 1, None]
    (differing, _) = diagnose(records, schema, elements=["claim"]).differing
    assert differing.units == 3
    assert differing.distance == pytest.approx(sum(each for each in expected if each is not None) / 3)
