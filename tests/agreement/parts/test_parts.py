import pytest

from annotate.agreement import measure, measure_by


def records_of(annotated, claim, sentences=2):
    answers = {
        "ani": ["y", "n", "y", "n", "y", "n"],
        "budi": ["y", "n", "y", "n", "n", "n"],
        "citra": ["n", "y", "y", "y", "y", "n"],
    }
    return [
        annotated(name, number, [claim()] if answer == "y" else [], f"a{number // sentences}")
        for name, line in answers.items()
        for number, answer in enumerate(line)
    ]


def in_rounds(records, rounds, otherwise=2):
    return [record.model_copy(update={"round": rounds.get(record.article_id, otherwise)}) for record in records]


def test_each_pair_is_measured_alone(annotated, claim, schema) -> None:
    rows = measure_by(records_of(annotated, claim), schema, "pair", elements=["has_claim"])
    alphas = {row.group: row.agreement.value for row in rows if row.agreement.measure == "alpha"}
    assert set(alphas) == {"ani budi", "ani citra", "budi citra"}
    assert max(alphas, key=alphas.get) == "ani budi"


def test_leaving_out_the_one_who_differs_raises_alpha(annotated, claim, schema) -> None:
    records = records_of(annotated, claim)
    rows = measure_by(records, schema, "without", elements=["has_claim"])
    gains = {row.group: row.agreement.value for row in rows if row.agreement.measure == "alpha_difference"}
    whole = measure(records, schema, elements=["has_claim"])[0].agreement.value
    alphas = {row.group: row.agreement.value for row in rows if row.agreement.measure == "alpha"}
    assert gains["citra"] > 0 > gains["ani"]
    assert abs(alphas["citra"] - whole - gains["citra"]) < 1e-12


def test_two_categories_have_the_alpha_of_the_whole(annotated, claim, schema) -> None:
    records = records_of(annotated, claim, sentences=1)
    whole = measure(records, schema, elements=["has_claim"])[0].agreement.value
    rows = measure_by(records, schema, "category", elements=["has_claim"])
    found = {(row.group, row.agreement.measure): row.agreement for row in rows}
    assert found["yes", "alpha"].value == found["no", "alpha"].value == whole
    assert found["yes", "prevalence"].value == 9 / 18
    assert found["unsure", "alpha"].reason == "every judgement is 'any other'"


def test_a_label_in_fewer_than_five_articles_has_its_share_but_no_alpha(annotated, claim, schema) -> None:
    rows = measure_by(records_of(annotated, claim), schema, "category", elements=["has_claim"])
    found = {(row.group, row.agreement.measure): row.agreement for row in rows}
    reason = "3 articles with a label other than the commonest; alpha of a label is biased below five"
    assert (found["yes", "alpha"].value, found["yes", "alpha"].reason) == (None, reason)
    assert found["yes", "prevalence"].value == 9 / 18


def test_articles_and_rounds_divide_the_records(annotated, claim, schema) -> None:
    records = records_of(annotated, claim)
    by_article = measure_by(records, schema, "article", elements=["has_claim"])
    assert {row.group for row in by_article} == {"a0", "a1", "a2"}
    by_round = measure_by(in_rounds(records, {"a0": 1}), schema, "round", elements=["has_claim"])
    assert [row.agreement.units for row in by_round if row.agreement.measure == "alpha"] == [2, 4]
    (change,) = [row for row in by_round if row.agreement.measure == "alpha_difference"]
    assert change.group == "1 to 2"


def test_rounds_stand_in_the_order_of_their_numbers(annotated, claim, schema) -> None:
    records = in_rounds(records_of(annotated, claim), {"a0": 1, "a1": 2}, otherwise=10)
    rows = measure_by(records, schema, "round", elements=["has_claim"])
    assert [row.group for row in rows if row.agreement.measure == "alpha"] == ["1", "2", "10"]
    assert [row.group for row in rows if row.agreement.measure == "alpha_difference"] == ["1 to 2", "2 to 10"]


def test_a_sentence_given_again_later_stays_in_its_first_round(annotated, claim, schema) -> None:
    records = in_rounds(records_of(annotated, claim), {"a0": 1, "a1": 1})
    again = [annotated("ani", number, [], f"a{number // 2}", round=2, repeat=1) for number in range(4)]
    rows = measure_by(records + again, schema, "round", elements=["has_claim"])
    alphas = [row.agreement for row in rows if row.agreement.measure == "alpha"]
    alone = [measure([r for r in records if r.round == number], schema, elements=["has_claim"])[0] for number in (1, 2)]
    assert [alpha.value for alpha in alphas] == [row.agreement.value for row in alone]
    assert [alpha.units for alpha in alphas] == [4, 2]
    (change,) = [row.agreement for row in rows if row.agreement.measure == "alpha_difference"]
    assert (change.observed, change.expected) == (alphas[1].value, alphas[0].value)


def test_repeats_compare_annotators_with_themselves(annotated, claim, schema) -> None:
    again = [annotated("ani", 0, [claim()], "a0"), annotated("ani", 1, [claim()], "a0")]
    rows = measure_by(records_of(annotated, claim) + again, schema, "repeat", elements=["has_claim"])
    observed = {row.group: row.agreement for row in rows if row.agreement.measure == "observed"}
    assert set(observed) == {"ani", "all"}
    assert (observed["ani"].value, observed["ani"].units) == (0.5, 2)


def test_one_person_with_repeats_is_one_annotator(annotated, claim, schema) -> None:
    again = [annotated("ani", number, [], "a0") for number in range(2)] + [annotated("budi", 0, [], "a0")]
    rows = measure_by(records_of(annotated, claim) + again, schema, "repeat", elements=["has_claim"])
    found = {row.group: row.agreement for row in rows if row.agreement.measure == "observed"}
    assert {group: each.annotators for group, each in found.items()} == {"ani": 1, "budi": 1, "all": 2}
    assert "|annotators:1|repeated|" in found["ani"].signature


def test_a_repeat_does_not_count_between_annotators(annotated, claim, schema) -> None:
    records = records_of(annotated, claim)
    again = [annotated("ani", 0, [], "a0")]
    assert measure(records + again, schema) == measure(records, schema)


def differing_spans(annotated, claim):
    """Citra marks another guarantee than the others, in every second article; four articles are of round 1."""
    return [
        annotated(
            name,
            number,
            [claim("keamanan" if name == "citra" and number % 4 < 2 else "jaminan keamanan")],
            f"a{number // 2}",
            round=1 if number < 8 else 2,
        )
        for name in ("ani", "budi", "citra")
        for number in range(12 + 6)
    ]


@pytest.mark.parametrize(
    ("by", "groups"), [("without", {"ani", "budi", "citra"}), ("round", {"1 to 2"})], ids=["annotators", "rounds"]
)
def test_every_measure_has_its_difference_with_paired_resamples(annotated, claim, schema, by, groups) -> None:
    rows = measure_by(differing_spans(annotated, claim), schema, by, elements=["guarantee", "claim"])
    found = {(row.element, row.agreement.measure, row.group): row.agreement for row in rows}
    measures = {(row.element, row.agreement.measure) for row in rows if "_difference" not in row.agreement.measure}
    assert {("guarantee", "span_f1"), ("claim", "soft_frame_f1"), ("claim", "frame_f1")} < measures
    for element, measure_name in measures:
        for group in groups:
            assert (element, f"{measure_name}_difference", group) in found
    for element, name in (("guarantee", "span_f1"), ("claim", "soft_frame_f1")):
        for group in groups:
            change = found[element, f"{name}_difference", group]
            part = group.split()[-1]
            assert change.observed == pytest.approx(found[element, name, part].value)
            assert change.value == pytest.approx(change.observed - change.expected)
            assert change.interval[0] <= change.value <= change.interval[1]


def test_leaving_out_the_one_who_differs_raises_the_f1_of_spans_and_claims(annotated, claim, schema) -> None:
    rows = measure_by(differing_spans(annotated, claim), schema, "without", elements=["guarantee", "claim"])
    changes = {
        (row.agreement.measure, row.group): row.agreement for row in rows if "_difference" in row.agreement.measure
    }
    for measure_name in ("span_f1", "soft_frame_f1"):
        assert changes[f"{measure_name}_difference", "citra"].interval[0] > 0
        assert changes[f"{measure_name}_difference", "ani"].interval[1] < 0


def test_a_difference_from_what_is_undefined_is_undefined_with_the_reason(annotated, claim, schema) -> None:
    records = in_rounds(records_of(annotated, claim), {"a0": 1, "a1": 1})
    same = [
        annotated(name, 20 + number, [claim()], f"b{number}", round=3)
        for name in ("ani", "budi")
        for number in range(3)
    ]
    rows = measure_by(records + same, schema, "round", elements=["has_claim"])
    (change,) = [r for r in rows if (r.agreement.measure, r.group) == ("alpha_difference", "2 to 3")]
    assert change.agreement.value is None
    assert change.agreement.reason == "one of the two is undefined: every judgement is 'yes'"


def test_of_two_annotators_none_can_be_left_out(annotated, claim, schema) -> None:
    two = [record for record in records_of(annotated, claim) if record.annotator != "citra"]
    assert measure_by(two, schema, "without") == []


@pytest.mark.parametrize("by", ["without", "round"])
def test_an_article_that_everybody_skipped_changes_no_difference(annotated, claim, schema, by) -> None:
    records = differing_spans(annotated, claim)
    skipped = [annotated(name, 90, None, "a", round=1) for name in ("ani", "budi", "citra")]
    assert measure_by(skipped + records, schema, by, elements=["guarantee"]) == measure_by(
        records, schema, by, elements=["guarantee"]
    )


def test_pairs_are_what_they_are_alone_though_they_share_what_is_computed_of_claims(annotated, claim, schema) -> None:
    said = [[claim()], [claim(), claim("NATO", act="demand")], [claim("keamanan", stance="support")], []]
    records = [
        annotated(name, sentence, said[(sentence * place + place) % 4], article=f"a{sentence % 5}")
        for sentence in range(30)
        for place, name in enumerate("abc", 1)
    ]
    rows = measure_by(records, schema, "pair")
    for one, two in ("ab", "ac", "bc"):
        alone = measure([record for record in records if record.annotator in (one, two)], schema)
        numbers = [row.agreement for row in rows if row.group == f"{one} {two}"]
        assert numbers == [row.agreement for row in alone]
