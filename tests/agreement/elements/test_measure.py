from random import Random

import pytest

from annotate.agreement import element_names, measure


def rows_of(records, schema, element, measure_name):
    return [row for row in measure(records, schema) if (row.element, row.agreement.measure) == (element, measure_name)]


def test_every_element_has_a_row_for_each_measure_of_its_level(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    rows = measure(records, schema)
    assert {row.element for row in rows} == set(element_names(schema))
    measures = {
        element: {row.agreement.measure for row in rows if row.element == element and row.kind != "claim"}
        for element in ("has_claim", "guarantee", "claimant.actor", "stance")
    }
    assert measures == {
        "has_claim": {"alpha", "observed", "ac1", "cohen_kappa"},
        "guarantee": {"span_f1", "relaxed_span_f1", "unitizing_alpha", "boundary_alpha"},
        "claimant.actor": {"alpha_masi", "alpha_jaccard", "observed", "unitizing_alpha", "value_alpha"},
        "stance": {"alpha", "observed", "ac2", "linear_kappa", "quadratic_kappa"},
    }


def test_a_role_is_measured_given_the_claim_too(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    rows = measure(records, schema, elements=["claimant"])
    assert {row.element for row in rows} == {"claimant"}
    (given,) = [row.agreement for row in rows if row.agreement.measure == "role_f1"]
    assert given.counts == {"matched_claims": 3, "filled_by_one": 0}


def test_skipped_is_missing_and_submitted_empty_is_an_answer(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim()]),
        annotated("budi", 1, []),
        annotated("ani", 2, [claim()]),
        annotated("budi", 2, None),
        annotated("ani", 3),
        annotated("budi", 3),
    ]
    (row,) = rows_of(records, schema, "has_claim", "alpha")
    assert (row.agreement.units, row.agreement.judgements) == (2, 4)
    (row,) = rows_of(records, schema, "guarantee", "span_f1")
    assert (row.agreement.value, row.agreement.units) == (0, 2)


def test_an_attribute_rests_on_claims_that_two_annotators_marked(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim("jaminan keamanan"), claim("kata Peskov", act="demand")]),
        annotated("budi", 1, [claim("jaminan keamanan NATO", stance="mixed")]),
        annotated("ani", 2, [claim()]),
        annotated("budi", 2, [claim()]),
    ]
    (row,) = rows_of(records, schema, "stance", "alpha")
    assert row.basis == "measured on the 2 of 3 claims that two annotators marked"
    assert row.agreement.units == 2


def test_no_answer_to_an_optional_question_is_an_answer(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim(claimant_unmarked="none")]),
        annotated("budi", 1, [claim()]),
        annotated("ani", 2, [claim(claimant_unmarked="none")]),
        annotated("budi", 2, [claim(claimant_unmarked="none")]),
    ]
    (row,) = rows_of(records, schema, "claimant_unmarked", "alpha")
    # 2 of 4 judgements differ from the other one; 3 are none and 1 is empty.
    observed, expected = 2 / 4, 2 * 3 * 1 / (4 * 3)
    assert row.agreement.value == pytest.approx(1 - observed / expected)
    assert (row.agreement.units, row.agreement.judgements) == (2, 4)
    assert "an empty answer counts as an answer" in row.agreement.note
    assert "|no-answer:counts|" in row.agreement.signature


def test_eight_answers_alike_and_ten_ties_with_no_answer_are_no_agreement(annotated, claim, schema) -> None:
    records = []
    for number in range(18):
        label = "russia" if number < 8 else "none"
        records.append(annotated("ani", number, [claim(claimant_unmarked=label)]))
        other = {"claimant_unmarked": label} if number < 8 else {}
        records.append(annotated("budi", number, [claim(**other)]))
    (row,) = rows_of(records, schema, "claimant_unmarked", "alpha")
    # 20 of 36 judgements differ; 16 russia, 10 none and 10 empty.
    expected = 2 * (16 * 10 + 16 * 10 + 10 * 10) / (36 * 35)
    assert row.agreement.value == pytest.approx(1 - 20 / 36 / expected)


def test_where_everybody_rightly_left_a_question_empty_there_is_one_answer_only(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    (row,) = rows_of(records, schema, "addressee_unmarked", "alpha")
    assert row.agreement.reason == "every judgement is (no answer)"
    (row,) = rows_of(records, schema, "addressee_unmarked", "observed")
    assert (row.agreement.value, row.agreement.units) == (1, 3)


def test_no_answer_is_as_far_from_each_step_of_a_scale_as_its_ends_are(annotated, claim, schema) -> None:
    def alpha(answers: list[tuple[str | None, str | None]]) -> float:
        records = []
        for number, pair in enumerate(answers):
            for name, answer in zip(("ani", "budi"), pair, strict=True):
                records.append(annotated(name, number, [claim(**({"confidence": answer} if answer else {}))]))
        (row,) = rows_of(records, schema, "confidence", "alpha")
        return row.agreement.value

    # Of 1, 3, 3, empty the ranks are 0.5 and 2.5, so every difference counts 4, as if all were names.
    assert alpha([("1", None), ("3", "3")]) == pytest.approx(1 - (2 / 4) / (2 * (1 * 2 + 1 * 1 + 2 * 1) / (4 * 3)))


def test_an_undefined_measure_is_a_row_with_its_reason(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    (row,) = rows_of(records, schema, "has_claim", "alpha")
    assert row.agreement.value is None
    assert row.agreement.reason == "every judgement is 'yes'"
    assert row.to_json() | {"signature": ""} == {
        "element": "has_claim",
        "kind": "question",
        "articles": 1,
        "measure": "alpha",
        "value": None,
        "units": 3,
        "annotators": 2,
        "judgements": 6,
        "reason": "every judgement is 'yes'",
        "signature": "",
    }


def test_no_records_leave_everything_undefined(schema) -> None:
    rows = measure([], schema)
    assert rows
    assert all(row.agreement.value is None and row.agreement.reason for row in rows)
    assert "only one annotator gave answers" not in {row.agreement.reason for row in rows}


def test_where_the_others_only_skipped_the_reason_says_who_gave_answers(annotated, claim, schema) -> None:
    records = [annotated("ani", 0, [claim()]), annotated("budi", 0, None)]
    reasons = {
        row.agreement.reason for row in measure(records, schema) if row.agreement.measure in ("alpha", "span_f1")
    }
    assert reasons == {"only one annotator gave answers"}


def test_actors_are_compared_as_sets_and_unknown_ones_by_their_words(annotated, claim, schema) -> None:
    words = {"start": 45, "end": 50, "text": "Ukrai"}
    unknown = {"start": 0, "end": 5, "text": "Rusia"}
    records = [
        annotated("ani", 1, [claim()]),
        annotated("budi", 1, [claim() | {"claimant": [unknown]}]),
        annotated("ani", 2, [claim(claimant="")]),
        annotated("budi", 2, [claim(claimant="")]),
    ]
    (row,) = rows_of(records, schema, "claimant.actor", "observed")
    assert row.agreement.value == 0.5
    assert words["text"] not in row.basis


def test_swapping_annotators_and_records_changes_no_value(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim(), claim("kata Peskov")]),
        annotated("budi", 1, [claim(stance="mixed")]),
        annotated("citra", 1, [claim("jaminan")]),
        annotated("ani", 2, [], "b"),
        annotated("budi", 2, [claim("keamanan NATO")], "b"),
        annotated("citra", 2, [claim("NATO", act="demand")], "b"),
    ]
    names = {"ani": "citra", "budi": "ani", "citra": "budi"}
    swapped = [record.model_copy(update={"annotator": names[record.annotator]}) for record in reversed(records)]
    before, after = ([row.agreement.value for row in measure(each, schema)] for each in (records, swapped))
    assert before == pytest.approx(after, abs=1e-9)


def drawn(annotated, claim, random: Random) -> list:
    """Records of three annotators in four articles, with several claims on one head."""

    def any_claim() -> dict:
        return claim(
            random.choice(["jaminan keamanan", "jaminan keamanan NATO", "keamanan"]),
            random.choice(["Rusia", "Peskov", ""]),
            act=random.choice(["refuse", "demand"]),
            stance=random.choice(["oppose", "mixed", "support"]),
            category=random.sample(["treaty", "troops"], random.randint(0, 2)),
        )

    return [
        annotated(name, number, [any_claim() for _ in range(random.randint(0, 3))], f"a{number % 4}")
        for number in range(8)
        for name in ("ani", "budi", "citra")
    ]


@pytest.mark.parametrize("seed", range(8))
def test_neither_order_nor_names_change_a_row(annotated, claim, schema, seed: int) -> None:
    random = Random(seed)
    records = drawn(annotated, claim, random)
    names = dict(zip(("ani", "budi", "citra"), random.sample(("ani", "budi", "citra"), 3), strict=True))
    shuffled = [
        record.model_copy(
            update={
                "annotator": names[record.annotator],
                "claims": tuple(random.sample(record.claims, len(record.claims))),
            }
        )
        for record in random.sample(records, len(records))
    ]
    before, after = (measure(each, schema) for each in (records, shuffled))
    for one, two in zip(before, after, strict=True):
        found, again = one.agreement, two.agreement
        assert (one.element, one.basis, found.note) == (two.element, two.basis, again.note)
        assert (found.signature, found.reason, found.counts) == (again.signature, again.reason, again.counts)
        assert found.value == pytest.approx(again.value, abs=1e-9)
        assert found.interval == pytest.approx(again.interval, abs=1e-9)


def test_the_same_articles_are_drawn_in_whichever_order_records_come(annotated, claim, schema) -> None:
    records = [
        annotated(name, 1, [claim()] if number % (2 + turn) else [], f"a{number}")
        for number in range(40)
        for turn, name in enumerate(("ani", "budi"))
    ]
    before, after = (measure(each, schema, elements=["has_claim"]) for each in (records, records[::-1]))
    assert [row.agreement.interval for row in before] == [row.agreement.interval for row in after]


def test_the_record_that_repeats_another_is_left_out_wherever_it_stands(annotated, claim, schema) -> None:
    first, other = annotated("ani", 1, [claim()]), annotated("budi", 1, [claim()])
    again = annotated("ani", 1, [], repeat=1)
    for records in ([first, again, other], [again, first, other]):
        (row,) = rows_of(records, schema, "guarantee", "span_f1")
        assert row.agreement.value == 1


def test_lengths_may_be_given_where_ids_do_not_say(annotated, claim, schema) -> None:
    records = [annotated(name, 1, [claim()]) for name in ("ani", "budi")]
    renamed = [record.model_copy(update={"sentence_id": "s1"}) for record in records]
    undefined = measure(renamed, schema, elements=["guarantee"])[-2].agreement
    assert (undefined.measure, undefined.value) == ("boundary_alpha", None)
    assert undefined.reason == "the length of the sentence s1 is not known"
    rows = measure(renamed, schema, elements=["guarantee"], lengths={"s1": 63})
    assert [row.agreement.value for row in rows] == [1, 1, 1, 1, 1]


def test_ac1_counts_the_labels_that_the_schema_declares(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    (row,) = rows_of(records, schema, "has_claim", "ac1")
    assert row.agreement.value == 1
    assert "labels:3" in row.agreement.signature


def test_what_annotators_say_of_themselves_is_measured_and_is_no_part_of_a_claim(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim(act=act, confidence=sure)])
        for number, act in enumerate(("refuse", "demand", "offer"))
        for name, sure in (("ani", "1"), ("budi", "3"))
    ]
    for measure_name in ("frame_f1", "soft_frame_f1", "frame_alpha", "frame_alpha_both"):
        (row,) = rows_of(records, schema, "claim", measure_name)
        assert row.agreement.value == 1
    (row,) = rows_of(records, schema, "confidence", "observed")
    assert (row.agreement.value, row.agreement.units) == (0, 3)
