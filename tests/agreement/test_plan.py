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
        "guarantee": {"span_f1", "relaxed_span_f1", "unitizing_alpha"},
        "claimant.actor": {"alpha_masi", "alpha_jaccard", "observed"},
        "stance": {"alpha", "observed", "ac2"},
    }


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
    assert row.basis == "2 of 3 claims: marked by two annotators"
    assert row.agreement.units == 2


def test_an_optional_attribute_says_how_often_two_answered_it(annotated, claim, schema) -> None:
    records = [
        annotated("ani", 1, [claim(confidence="1")]),
        annotated("budi", 1, [claim(confidence="3")]),
        annotated("ani", 2, [claim(confidence="2")]),
        annotated("budi", 2, [claim()]),
    ]
    (row,) = rows_of(records, schema, "confidence", "alpha")
    assert row.basis == "2 of 2 claims: marked by two annotators, 1 of them with two answers"


def test_an_undefined_measure_is_a_row_with_its_reason(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    (row,) = rows_of(records, schema, "has_claim", "alpha")
    assert row.agreement.value is None
    assert row.agreement.reason == "every judgement is 'yes'"
    assert row.to_json() | {"signature": ""} == {
        "element": "has_claim",
        "kind": "question",
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
    frames = [row.agreement.measure for row in measure(records, schema)]
    for one, two, name in zip(before, after, frames, strict=True):
        assert one == two or abs(one - two) < 1e-9 or name.startswith("frame_alpha")


def test_lengths_may_be_given_where_ids_do_not_say(annotated, claim, schema) -> None:
    records = [annotated(name, 1, [claim()]) for name in ("ani", "budi")]
    renamed = [record.model_copy(update={"sentence_id": "s1"}) for record in records]
    measures = [row.agreement.measure for row in measure(renamed, schema, elements=["guarantee"])]
    assert "unitizing_alpha" not in measures
    rows = measure(renamed, schema, elements=["guarantee"], lengths={"s1": 63})
    assert [row.agreement.value for row in rows] == [1, 1, 1]


def test_ac1_counts_the_labels_that_the_schema_declares(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()]) for name in ("ani", "budi") for number in range(3)]
    (row,) = rows_of(records, schema, "has_claim", "ac1")
    assert row.agreement.value == 1
    assert "labels:3" in row.agreement.signature
