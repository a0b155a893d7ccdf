"""`annotate agreement --model`: may a model stand in for a human."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.cli.agreement.tables import print_alt_tests

if TYPE_CHECKING:
    from annotate.schema import Record, Schema


def test_model(
    records: list[Record],
    schema: Schema,
    model: str,
    epsilon: float,
    elements: list[str] | None,
    *,
    bibtex: bool,
    as_json: bool,
) -> None:
    """Print, for each element, whether the model passes the alt-test; or the test's reference."""
    from annotate import agreement as measures
    from annotate.errors import InsufficientData

    if bibtex:
        print(measures.bibtex((), measures.ALT_TEST))
        return
    tests = measures.alt_tests(records, schema, model, epsilon, elements=elements)
    reasons = [test for test in tests.values() if isinstance(test, str)]
    if len(reasons) == len(tests):
        raise InsufficientData(
            "; ".join(sorted(set(reasons))), "have more people annotate the sentences that the model annotated"
        )
    print_alt_tests(tests, as_json)
