"""`annotate agreement --model`: may a model stand in for a human."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.cli.agreement.tables import Printing, print_alt_tests

if TYPE_CHECKING:
    from annotate.schema import Record, Schema


class Candidate(NamedTuple):
    """The annotator, a model, that may replace a human, and how much worse it may be."""

    model: str
    epsilon: float


def test_model(
    records: list[Record], schema: Schema, candidate: Candidate, elements: list[str] | None, printing: Printing
) -> None:
    """Print, for each element, whether the model passes the alt-test; or the test's reference."""
    from annotate import agreement as measures
    from annotate.errors import InsufficientData

    if printing.bibtex:
        print(measures.bibtex((), measures.ALT_TEST))
        return
    tests = measures.alt_tests(records, schema, *candidate, elements=elements)
    reasons = [test for test in tests.values() if isinstance(test, str)]
    if len(reasons) == len(tests):
        raise InsufficientData(
            "; ".join(sorted(set(reasons))), "have more people annotate the sentences that the model annotated"
        )
    print_alt_tests(tests, printing.as_json)
