import re
from dataclasses import replace

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
    assert "Agreement among 3 annotators was measured on 6 units of 6 articles" in paragraph
    assert "Numbers are small: fewer than 30 units for " in paragraph
    assert "To keep in mind: only 6 articles (" in paragraph or "; only 6 articles (" in paragraph
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
    assert "They are symmetric on the scale of −log(1 − value) for coefficients." in paragraph


def test_every_measure_has_a_name(annotated, claim, schema) -> None:
    names = ("ani", "budi", "citra")
    records = [annotated(name, number, [claim()], f"a{number}") for name in names for number in range(2)]
    rows = measure(records, schema) + measure_by(records, schema, "category") + measure_by(records, schema, "without")
    measures = {row.agreement.measure for row in rows}
    assert "alpha_difference" in measures
    assert all(named(measure).words != measure for measure in measures)
    assert all(each.source for each in MEASURES.values() if each.reported)


def test_the_paragraph_gives_the_smallest_counts_and_what_each_number_counts(annotated, claim, schema) -> None:
    records = [
        annotated(
            name, number, [claim(stance="mixed" if number == who else "oppose")] if number < 40 else [], f"a{number}"
        )
        for who, name in enumerate(("ani", "budi", "citra"))
        for number in range(60)
    ]
    paragraph = methods(measure(records, schema))
    assert "was measured on 40 to 60 units of 40 to 60 articles" in paragraph
    assert re.search(r"stance, ordinal Krippendorff's α [^;]*\(n = 40 claims; ", paragraph)
    assert re.search(r"guarantee, exact pairwise span F1 [^;]*, \S+ to \S+ by pair \(n = 60 sentences\)", paragraph)
    assert "averaged over pairs" in paragraph.partition("F1 of claims matched")[2].partition(";")[0]


def test_the_caveats_of_numbers_stand_beside_them(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim(**({"claimant_unmarked": "none"} if number % 3 == who else {}))], f"a{number}")
        for who, name in enumerate(("ani", "budi"))
        for number in range(12)
    ]
    paragraph = methods(measure(records, schema))
    assert "an empty answer counts as an answer (claimant unmarked, nominal Krippendorff's α)" in paragraph
    assert "no interval: the value is 1 in all 12 articles, which says nothing about others (" in paragraph
    assert "Where a question may be left empty, no answer is a category of its own, and counts." in paragraph
    assert "left empty" not in methods(measure(records, schema, elements=["has_claim"]))


def test_a_caveat_of_all_numbers_does_not_name_each(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim()] * (number % 7 < (2 + who * (number % 5 == 1))), f"a{number // 7}")
        for who, name in enumerate(("ani", "budi"))
        for number in range(56)
    ]
    rows = [row for row in measure(records, schema, elements=["has_claim", "guarantee"]) if row.agreement.interval]
    assert "only 8 articles (all)" in methods(rows)


def test_the_paragraph_says_which_upper_bounds_are_corrected(annotated, claim, schema) -> None:
    """Two articles in which both see the same claims lift a low value."""
    records = [
        annotated(name, number, [claim()] * (number % 4 == (who if number < 40 else 0)), f"a{number // 4}")
        for who, name in enumerate(("ani", "budi"))
        for number in range(48)
    ]
    rows = measure(records, schema, elements=["guarantee"])
    assert "Upper bounds are corrected for skew [@johnson1978]." in methods(rows)
    assert "Degrees of freedom count the articles that bear on a value." in methods(rows)
    assert "@article{johnson1978" in bibtex(rows)
    drawn = measure(records, schema, elements=["guarantee"], resampling=Resampling(resamples=100))
    assert "johnson1978" not in methods(drawn) + bibtex(drawn)


def test_the_paragraph_says_from_which_pairs_chance_on_sentences_is_taken(annotated, claim, schema) -> None:
    records = [annotated(name, number, [claim()] * (number % 2)) for name in ("ani", "budi") for number in range(6)]
    assert "Chance on sentences is taken from all pairs of judgements" in methods(measure(records, schema))
    rows = measure(records, schema, elements=["claim"])
    (alpha,) = [row for row in rows if row.agreement.measure == "frame_alpha"]
    settings = {**alpha.agreement.recipe.settings, "pairs": 20_000, "pairs-seed": 1}
    drawn = replace(alpha.agreement, recipe=replace(alpha.agreement.recipe, settings=settings))
    paragraph = methods([replace(alpha, agreement=drawn.with_note("Monte Carlo error 0.0021"))])
    assert "estimated from 20000 random pairs of judgements on different sentences (seed 1)" in paragraph
    assert "Monte Carlo error 0.0021 (claim, α on sentences" in paragraph
