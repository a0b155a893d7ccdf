import re

from annotate.agreement import bibtex, measure, methods


def test_the_paragraph_cites_what_it_reports_and_no_more(annotated, claim, schema) -> None:
    records = [
        annotated(name, number, [claim(stance="mixed" if number == who else "oppose")], f"a{number}")
        for who, name in enumerate(("ani", "budi", "citra"))
        for number in range(6)
    ]
    rows = measure(records, schema)
    paragraph, references = methods(rows), bibtex(rows)
    cited = set(re.findall(r"@(\w+)\]", paragraph))
    assert cited <= set(re.findall(r"@\w+\{(\w+),", references))
    stance = next(row for row in rows if row.element == "stance" and row.agreement.measure == "alpha")
    assert f"stance, Krippendorff's α {stance.agreement.value:.2f} [" in paragraph
    assert "jackknife with Student's t over articles" in paragraph
    assert "Undefined: " in paragraph
    assert "every judgement is 'yes'" in paragraph


def test_the_paragraph_names_resamples_and_seed(annotated, claim, schema) -> None:
    records = [
        annotated(name, 1, [claim()] if (number + who) % 5 else [], f"a{number}")
        for who, name in enumerate(("ani", "budi"))
        for number in range(40)
    ]
    paragraph = methods(measure(records, schema))
    assert "a percentile bootstrap over articles (1000 resamples, seed 1)" in paragraph


def test_without_data_the_paragraph_says_so(schema) -> None:
    assert "No measure is defined on these data." in methods(measure([], schema))
