import re

from annotate.agreement import Resampling, bibtex, measure, measure_by, methods
from annotate.agreement.results.names import MEASURES, named


def test_the_paragraph_cites_what_it_reports_and_no_more(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim(stance="mixed" if number == who else "oppose")], f"a{number}")
        for who, name in enumerate(("ani", "budi", "citra"))
        for number in range(6)
    ]
    rows = measure(records, schema)
    paragraph, references = methods(rows), bibtex(rows)
    cited = set(re.findall(r"@(\w+)\]", paragraph))
    assert cited == set(re.findall(r"@\w+\{(\w+),", references))
    stance = next(row for row in rows if row.element == "stance" and row.agreement.measure == "alpha")
    assert f"stance, ordinal Krippendorff's α {stance.agreement.value:.2f} [" in paragraph
    assert "jackknife with Student's t over articles" in paragraph
    assert "on up to 6 units of 6 articles" in paragraph
    assert "Numbers are small: 6 articles; fewer than 30 units for " in paragraph
    assert "independently" not in paragraph
    assert "xact pairwise span F1 is twice the spans that two annotators both have over the spans of both" in paragraph
    assert paragraph.count("Krippendorff's α is 1 minus the observed disagreement") == 1
    assert "weigh more: guarantee=2." in paragraph
    assert "Undefined: " in paragraph
    assert "every judgement is 'yes'" in paragraph


def test_the_paragraph_names_resamples_and_seed(annotated, claim, schema) -> None:
    records = [
        annotated(name, 1, [claim()] if (number + who) % 5 else [], f"a{number}")
        for who, name in enumerate(("ani", "budi"))
        for number in range(40)
    ]
    paragraph = methods(measure(records, schema, resampling=Resampling(resamples=200, seed=4)))
    assert "from a percentile bootstrap over articles (200 resamples, seed 4) [" in paragraph
    assert "on the scale" not in paragraph


def test_without_data_the_paragraph_says_so(schema) -> None:
    assert "No measure is defined on these data." in methods(measure([], schema))


def test_without_a_second_annotator_the_paragraph_says_only_what_is_undefined(annotated, claim, schema) -> None:
    paragraph = methods(measure([annotated("ani", number, [claim()]) for number in range(3)], schema))
    assert "0 annotators" not in paragraph
    assert "No measure is defined on these data. Undefined: " in paragraph


def test_questions_alone_have_a_paragraph_without_claims(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()] * (number % 2)) for name in ("ani", "budi") for number in range(4)]
    paragraph = methods([row for row in measure(records, schema) if row.kind == "question"])
    assert "Skipped sentences are missing. " in paragraph
    assert "a claim" not in paragraph


def test_the_paragraph_says_which_intervals_were_made_how(annotated, claim, schema) -> None:
    records = [
        annotated(
            name,
            1,
            [claim(stance=("mixed", "oppose", "support")[(number + who * (number % 5 == 0)) % 3])]
            if number < 28 and (number + who) % 4
            else [],
            f"a{number}",
        )
        for who, name in enumerate(("ani", "budi"))
        for number in range(60)
    ]
    paragraph = methods(measure(records, schema, elements=["has_claim", "stance"]))
    jackknife = "the jackknife with Student's t over articles"
    drawn = "the studentised bootstrap (1000 resamples, seed 1), whichever is wider"
    assert f"from {jackknife} or {drawn}; for stance, ordinal Krippendorff's α, from {jackknife} [" in paragraph
    assert "They are even on the scale of −log(1 − value) for coefficients." in paragraph


def test_every_measure_has_a_name(annotated, claim, schema) -> None:
    names = ("ani", "budi", "citra")
    records = [annotated(name, number, [claim()], f"a{number}") for name in names for number in range(2)]
    rows = measure(records, schema) + measure_by(records, schema, "category") + measure_by(records, schema, "without")
    measures = {row.agreement.measure for row in rows}
    assert "alpha_difference" in measures
    assert all(named(measure).words != measure for measure in measures)
    assert all(each.source for each in MEASURES.values() if each.reported)
