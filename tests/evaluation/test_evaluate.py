"""Annotators and models against gold."""

import numpy as np
import pytest
from drawn import SCHEMAS, TEXT, answers_to
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score, precision_score, recall_score
from sklearn.metrics import accuracy_score, cohen_kappa_score, precision_recall_fscore_support
from sklearn.preprocessing import MultiLabelBinarizer
from written_records import span

from annotate.agreement import Resampling, align_records, measure_aligned
from annotate.config import GoldRules
from annotate.errors import InsufficientData
from annotate.evaluation import Reference, evaluate
from annotate.evaluation.lines import gold_line
from annotate.gold import make_gold
from annotate.schema import record_model

CASES = 1000
QUIET = Resampling(resamples=0)
TAKE = GoldRules(one="take")


def reference(records, schema, rules=None):
    """The gold of records, with the records that it was made from."""
    how = rules or GoldRules()
    lines = [gold_line(row.to_json(schema), schema) for row in make_gold(records, schema, how)]
    return Reference({line.record.sentence_id: line for line in lines}, schema, records, how)


def values(evaluation, annotator, own_vote="none"):
    """(element, measure) → value of one annotator."""
    return {
        (measurement.element, measurement.agreement.measure): measurement.agreement.value
        for row in evaluation.rows
        if (row.annotator, row.own_vote) == (annotator, own_vote)
        for measurement in row.measurements
    }


def unresolved(evaluation, annotator, own_vote="none"):
    """element → units left out, of one annotator."""
    return {
        row.element: row.unresolved for row in evaluation.rows if (row.annotator, row.own_vote) == (annotator, own_vote)
    }


def by_model(record, name="gpt"):
    return record.model_copy(update={"annotator": name})


@pytest.mark.parametrize("name", sorted(SCHEMAS))
@given(data=st.data())
@settings(max_examples=30)
def test_gold_against_itself_is_1_everywhere(name, data):
    schema = SCHEMAS[name]
    stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    records = [
        record_model(schema).model_validate(
            {"sentence_id": f"{article}:0-{len(TEXT)}", "article_id": article, "annotator": "a"}
            | {"status": "submitted", "schema": stamp}
            | data.draw(answers_to(schema)),
            context={"sentence": TEXT},
        )
        for article in "pqr"
    ]
    gold = reference(records, schema, TAKE)
    copies = [by_model(line.record) for line in gold.lines.values()]
    found = values(evaluate(copies, gold, resampling=QUIET), "gpt")
    assert found
    assert {value for value in found.values() if value is not None} <= {1.0}
    assert found["has_claim" if schema.head else "stance", "gold_accuracy"] == 1.0


def random_spans(rng, text_length):
    """Places that do not overlap, in order."""
    cuts = np.sort(rng.choice(text_length + 1, size=2 * rng.integers(0, 4), replace=False))
    return [(int(start), int(end)) for start, end in cuts.reshape(-1, 2)]


def tags_of(places, text_length):
    tags = ["O"] * text_length
    for start, end in places:
        tags[start:end] = ["B-guarantee"] + ["I-guarantee"] * (end - start - 1)
    return tags


def test_exact_spans_equal_seqeval_in_1000_random_cases(annotated, claim, schema):
    from written_records import TEXT as WRITTEN

    rng = np.random.default_rng(1)
    length = 12
    said: dict[str, list] = {"gold": [], "models": []}
    tags: dict[int, tuple[list, list]] = {}
    for case in range(CASES):
        tags[case] = [], []
        for sentence in range(2):
            mine, gold = random_spans(rng, length), random_spans(rng, length)
            gold = [place for place in mine if rng.random() < 0.6] if rng.random() < 0.7 else gold
            for side, name, places in (("gold", "a", gold), ("models", f"model {case}", mine)):
                heads = [claim(claimant="") | {"guarantee": place_of(WRITTEN, *place)} for place in places]
                said[side].append(annotated(name, sentence, heads, article=f"a{case}"))
            tags[case][0].append(tags_of(gold, length))
            tags[case][1].append(tags_of(mine, length))
    evaluation = evaluate(
        said["models"], reference(said["gold"], schema, TAKE), elements=["guarantee"], resampling=QUIET
    )
    measures = {"span_precision": precision_score, "span_recall": recall_score, "span_f1": f1_score}
    compared = 0
    for case, (gold, mine) in tags.items():
        found = values(evaluation, f"model {case}")
        for measure, of_seqeval in measures.items():
            value = found["guarantee", measure]
            if value is not None:
                assert value == pytest.approx(of_seqeval(gold, mine, zero_division=0), abs=1e-9)
                compared += 1
    assert compared > 2.5 * CASES


def place_of(text, start, end):
    return {"start": start, "end": end, "text": text[start:end]}


def test_answers_equal_scikit_learn_in_1000_random_cases():
    schema = SCHEMAS["stance"]
    rng = np.random.default_rng(2)
    stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}
    relevance, stance, reasons = (schema.labels_of(question) for question in schema.sentence_questions)
    model = record_model(schema)

    def answers():
        chosen = [label for label in reasons if rng.random() < 0.3]
        return str(rng.choice(relevance)), str(rng.choice(stance)), chosen

    golds, models, drawn = [], [], {}
    for case in range(CASES):
        drawn[case] = []
        for sentence in range(4):
            gold = answers()
            mine = tuple(one if rng.random() < 0.6 else other for one, other in zip(gold, answers(), strict=True))
            drawn[case].append((gold, mine))
            for name, said, where in (("a", gold, golds), (f"model {case}", mine, models)):
                row = {"sentence_id": f"a{case}:{sentence}0-{sentence}9", "article_id": f"a{case}", "annotator": name}
                names = [question.name for question in schema.sentence_questions]
                row |= {"status": "submitted", "schema": stamp} | dict(zip(names, said, strict=True))
                where.append(model.model_validate(row))
    evaluation = evaluate(models, reference(golds, schema, TAKE), resampling=QUIET)
    elements = [question.name for question in schema.sentence_questions]
    defined = 0
    for case, pairs in drawn.items():
        place = case % len(elements)
        element, found = elements[place], values(evaluation, f"model {case}")
        gold, mine = ([said[place] for said in side] for side in zip(*pairs, strict=True))
        if element == "reasons":
            binary = MultiLabelBinarizer(classes=reasons)
            gold, mine = (binary.fit_transform(sets) for sets in (gold, mine))
            micro = precision_recall_fscore_support(gold, mine, average="micro", zero_division=np.nan)
            expected = dict(zip(("label_precision", "label_recall", "label_f1"), micro, strict=False))
        else:
            macro = precision_recall_fscore_support(gold, mine, average="macro", zero_division=0)[2]
            one_label = len({*gold, *mine}) == 1
            expected = {"cohen_kappa": np.nan if one_label else cohen_kappa_score(gold, mine), "macro_f1": macro}
        expected["gold_accuracy"] = accuracy_score(gold, mine)
        for measure, value in expected.items():
            ours = found[element, measure]
            if ours is None:
                assert np.isnan(value)
            else:
                assert ours == pytest.approx(value, abs=1e-9)
                defined += 1
    assert defined > 3 * CASES


@given(data=st.data())
@settings(max_examples=30)
def test_f1_is_that_of_agreement_between_two_where_gold_leaves_nothing_open(data):
    schema = SCHEMAS["claim_stance"]
    stamp = {"name": schema.name, "version": schema.version, "digest": schema.digest}

    def record(name, article):
        heading = {"sentence_id": f"{article}:0-{len(TEXT)}", "article_id": article, "annotator": name}
        heading |= {"status": "submitted", "schema": stamp}
        return record_model(schema).model_validate(heading | data.draw(answers_to(schema)))

    one = [record("a", article).model_copy(update={"unlinked": ()}) for article in "pq"]
    other = [record("b", article) for article in "pq"]
    found = values(evaluate(other, reference(one, schema, TAKE), resampling=QUIET), "b")
    for row in measure_aligned(align_records([*one, *other], schema), resampling=QUIET):
        key = row.element, row.agreement.measure
        if key in found and not row.agreement.measure.endswith("kappa"):
            assert found[key] == (None if row.agreement.value is None else pytest.approx(row.agreement.value, abs=1e-9))


def test_precision_recall_and_f1_by_hand(annotated, claim, schema):
    gold = reference([annotated("a", 1, [claim(), claim("kata Peskov", claimant="")])], schema, TAKE)
    wider = claim("jaminan keamanan NATO")
    found = values(evaluate([annotated("gpt", 1, [wider])], gold), "gpt")
    assert [found["guarantee", f"span_{name}"] for name in ("precision", "recall", "f1")] == [0.0, 0.0, 0.0]
    shared = 2 * len("jaminan keamanan") / len("jaminan keamanan" + "jaminan keamanan NATO")
    assert found["guarantee", "relaxed_span_precision"] == pytest.approx(shared)
    assert found["guarantee", "relaxed_span_recall"] == pytest.approx(shared / 2)
    assert found["guarantee", "relaxed_span_f1"] == pytest.approx(2 * shared / 3)
    alike = (2 * shared + 1 + 1 + 1) / 5
    assert found["claim", "soft_frame_precision"] == pytest.approx(alike)
    assert found["claim", "soft_frame_recall"] == pytest.approx(alike / 2)
    assert (found["claim", "frame_f1"], found["act", "gold_accuracy"]) == (0.0, 1.0)
    assert found["claimant.actor", "label_f1"] == 1.0


def test_what_gold_leaves_open_is_left_out_and_counted(annotated, claim, schema):
    records = [
        annotated("a", 1, [claim(category=["troops"])]),
        annotated("b", 1, [claim(category=["treaty"], act="offer")]),
        annotated("a", 2, [claim()]),
        annotated("b", 2, []),
        annotated("a", 3, [claim()]),
        annotated("b", 3, [claim(claimant="")]),
    ]
    gold = reference(records, schema)
    evaluation = evaluate([by_model(record) for record in records if record.annotator == "a"], gold)
    left, found = unresolved(evaluation, "gpt"), values(evaluation, "gpt")
    assert (left["has_claim"], left["guarantee"], left["claim"]) == (1, 1, 1)
    assert (left["claimant"], left["claimant.actor"]) == (2, 1)
    assert (left["act"], left["stance"], left["category"]) == (1, 0, 1)
    assert {value for value in found.values() if value is not None} == {1.0}


def test_what_is_open_in_one_claim_of_a_sentence_is_compared_in_the_others(annotated, claim, schema):
    records = [
        annotated("a", 1, [claim(), claim("kata Peskov", claimant="")]),
        annotated("b", 1, [claim(), claim("kata Peskov", claimant="", act="offer", stance="mixed")]),
    ]
    evaluation = evaluate([by_model(records[1])], reference(records, schema))
    assert unresolved(evaluation, "gpt")["act"] == 1
    assert values(evaluation, "gpt")["act", "gold_accuracy"] == 1.0
    assert values(evaluation, "gpt")["claim", "frame_f1"] == 1.0


def test_a_claim_is_compared_on_what_gold_has_decided_of_it(annotated, claim, schema):
    records = [annotated("a", 1, [claim()]), annotated("b", 1, [claim(act="offer")])]
    gold = reference(records, schema)
    same = values(evaluate([annotated("gpt", 1, [claim(act="demand")])], gold), "gpt")
    assert (same["claim", "frame_f1"], same["claim", "soft_frame_f1"]) == (1.0, 1.0)
    other = values(evaluate([annotated("gpt", 1, [claim(act="demand", stance="support")])], gold), "gpt")
    assert other["claim", "frame_f1"] == 0.0
    assert other["claim", "soft_frame_f1"] == pytest.approx(3 / 4)  # the guarantee counts twice


def test_an_annotator_is_compared_with_gold_made_again_without_their_own_vote(annotated, claim, schema):
    records = [
        *(annotated(name, 1, [claim()]) for name in "ab"),
        annotated("c", 1, [claim(stance="support")]),
        *(annotated(name, 2, [claim()]) for name in "abc"),
    ]
    evaluation = evaluate(records, reference(records, schema))
    assert values(evaluation, "c", "counted")["stance", "gold_accuracy"] == 0.5
    assert values(evaluation, "c", "left out")["stance", "gold_accuracy"] == 0.5
    assert values(evaluation, "a", "counted")["stance", "gold_accuracy"] == 1.0
    # Without a's vote, b and c tie on the first sentence.
    assert values(evaluation, "a", "left out")["stance", "gold_accuracy"] == 1.0
    assert unresolved(evaluation, "a", "counted")["stance"] == 0
    assert unresolved(evaluation, "a", "left out")["stance"] == 1
    assert values(evaluation, "a") == {}


def test_a_vote_that_made_a_majority_does_not_flatter(annotated, claim, schema):
    records = [
        *(annotated(name, 1, [claim(stance="support")]) for name in "ab"),
        *(annotated(name, 1, [claim()]) for name in "cd"),
        annotated("e", 1, [claim(stance="support")]),
        *(annotated(name, 2, [claim()]) for name in "abcde"),
    ]
    rules = GoldRules()
    gold = reference(records, schema, rules)
    assert values(evaluate(records, gold), "c", "left out")["stance", "gold_accuracy"] == 0.5
    # With e's vote, "support" wins; without it nobody does, so e is right in the other sentence alone.
    assert values(evaluate(records, gold), "e", "counted")["stance", "gold_accuracy"] == 1.0
    assert unresolved(evaluate(records, gold), "e", "left out")["stance"] == 1


def test_a_model_has_no_vote_to_leave_out(annotated, claim, schema):
    people = [annotated(name, 1, [claim()]) for name in "ab"]
    evaluation = evaluate([*people, annotated("gpt", 1, [claim()])], reference(people, schema))
    assert {row.own_vote for row in evaluation.rows if row.annotator == "gpt"} == {"none"}
    assert (evaluation.compared["gpt"].voted, evaluation.compared["gpt"].without_vote) == (0, None)


def test_gold_that_cannot_be_made_again_counts_the_own_vote_and_says_so(annotated, claim, schema):
    records = [annotated(name, 1, [claim()]) for name in "abc"]
    gold = reference(records, schema)
    mine = [record for record in records if record.annotator == "a"]
    evaluation = evaluate(mine, Reference(gold.lines, schema, mine))
    assert {row.own_vote for row in evaluation.rows} == {"counted"}
    assert evaluation.compared["a"].without_vote.counts() == {"adjudicated": 0, "without_records": 1, "alone": 0}


def test_of_two_annotators_the_other_alone_makes_no_gold_unless_asked(annotated, claim, schema):
    records = [annotated(name, number, [claim()]) for name in "ab" for number in (1, 2)]
    left = evaluate(records, reference(records, schema))
    found = values(left, "a", "left out")
    assert (found["guarantee", "span_f1"], found["has_claim", "gold_accuracy"]) == (None, None)
    assert unresolved(left, "a", "left out")["guarantee"] == 2
    alone = evaluate(records[:2], reference(records[:2], schema, TAKE))
    assert {row.own_vote for row in alone.rows} == {"counted"}
    assert alone.compared["a"].without_vote.counts() == {"adjudicated": 0, "without_records": 0, "alone": 2}
    taken = evaluate(records, reference(records, schema, TAKE))
    assert values(taken, "a", "left out")["guarantee", "span_f1"] == 1.0


def test_what_an_adjudicator_decided_stays_where_a_vote_is_left_out(annotated, claim, schema):
    records = [*(annotated(name, 1, [claim()]) for name in "ab"), annotated("c", 1, [claim(stance="support")])]
    (row,) = make_gold(records, schema)
    line = row.to_json(schema)
    for decision in line["decisions"]:
        if decision["element"] == "stance":
            decision |= {"status": "adjudicated", "value": "support"}
    line["claims"][0]["stance"] = "support"
    gold = Reference({records[0].sentence_id: gold_line(line, schema)}, schema, records)
    evaluation = evaluate(records, gold)
    assert gold.changed() == []
    assert values(evaluation, "a", "left out")["stance", "gold_accuracy"] == 0.0
    assert values(evaluation, "c", "left out")["stance", "gold_accuracy"] == 1.0
    assert evaluation.compared["a"].without_vote.adjudicated == 1


def test_gold_of_other_records_or_rules_is_told(annotated, claim, schema):
    records = [
        *(annotated(name, 1, [claim()]) for name in "ab"),
        annotated("c", 1, [claim(stance="support")]),
        *(annotated(name, 2, [claim()]) for name in "abc"),
    ]
    lines = reference(records, schema).lines
    assert Reference(lines, schema, records).changed() == []
    strict = Reference(lines, schema, records, GoldRules(adjudicate="all"))
    assert strict.changed() == [records[0].sentence_id]
    edited = [*records[:3], annotated("a", 2, []), annotated("b", 2, []), records[5]]
    assert Reference(lines, schema, edited).changed() == [records[3].sentence_id]


def test_sentences_that_one_of_the_two_lacks_are_counted(annotated, claim, schema):
    gold = reference([annotated("a", number, [claim()]) for number in (1, 2, 3)], schema, TAKE)
    compared = evaluate([annotated("gpt", number, [claim()]) for number in (3, 4)], gold).compared["gpt"]
    assert (compared.sentences, compared.without_gold, compared.not_annotated) == (1, 1, 2)
    with pytest.raises(InsufficientData, match="no sentence in common"):
        evaluate([annotated("gpt", 9, [claim()])], gold)


def test_what_annotators_say_of_themselves_is_not_in_gold(annotated, claim, schema):
    records = [annotated("a", 1, [claim(confidence="1")])]
    gold = reference(records, schema, TAKE)
    assert not [key for key in values(evaluate([by_model(records[0])], gold), "gpt") if key[0] == "confidence"]
    with pytest.raises(InsufficientData, match="say it of themselves"):
        evaluate([by_model(records[0])], gold, elements=["confidence"])


def test_intervals_leave_articles_out(annotated, claim, schema):
    people = [annotated("a", number, [claim()], article=f"a{article}") for article in range(6) for number in range(4)]
    models = [
        by_model(record).model_copy(update={"claims": ()} if number % 5 == 0 else {})
        for number, record in enumerate(people)
    ]
    evaluation = evaluate(models, reference(people, schema, TAKE), elements=["guarantee"])
    precision, recall, f1 = (each.agreement for each in evaluation.rows[0].measurements)
    assert (precision.value, precision.interval) == (1.0, None)
    assert recall.value == pytest.approx(19 / 24)
    assert recall.interval[0] < recall.value < recall.interval[1]
    assert "|against:gold|" in f1.signature and "|resample:article|" in f1.signature


def test_spans_of_gold_do_not_depend_on_claims_of_others(annotated, claim, schema):
    """A span that no claim holds is marked all the same, as it is in agreement."""
    gold = reference([annotated("a", 1, [claim()])], schema, TAKE)
    loose = {"role": "claimant", **span("Rusia", "russia")}
    found = values(evaluate([annotated("gpt", 1, [claim(claimant="")], unlinked=[loose])], gold), "gpt")
    assert found["claimant", "span_f1"] == 1.0
    assert found["claim", "frame_f1"] == 0.0
