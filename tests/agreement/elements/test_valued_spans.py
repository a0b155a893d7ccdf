"""Spans that have values: unitizing alpha of boundaries, of values, and of one value."""

import numpy as np
import pytest

from annotate.agreement import Agreement, Continuum, measure, measure_by, unitizing_alpha
from annotate.schema import read_schema, record_model

SCHEMA = """
name: sure
version: 1
title: How sure
language: en
questions:
  - {name: topic, definition: Which one., labels: [{name: war}, {name: peace}]}
claim:
  roles:
    - {name: demand, head: true, definition: What is wanted.}
    - {name: cue, definition: The verb.}
  attributes:
    - {name: certainty, on: cue, level: ordinal, definition: How sure., labels: [{name: low}, {name: high}]}
"""

CUES = {
    "ani": [[(0, 7, "low"), (10, 18, "high")], [(5, 12, "high")], [(0, 9, "low")], []],
    "budi": [[(0, 7, "low"), (12, 18, "high")], [(5, 12, "low")], [(2, 9, "low")], [(1, 4, None)]],
}


@pytest.fixture
def sure(tmp_path):
    file = tmp_path / "sure.yaml"
    file.write_text(SCHEMA)
    return read_schema(file)


def records_of(schema, cues=CUES):
    model = record_model(schema)
    return [
        model.model_validate(
            {
                "sentence_id": f"a{number}:0-30",
                "article_id": f"a{number}",
                "annotator": name,
                "status": "submitted",
                "schema": {"name": schema.name, "version": schema.version, "digest": schema.digest},
                "claims": [],
                "unlinked": [
                    {"role": "cue", "start": start, "end": end, "text": "x" * (end - start)}
                    | ({"certainty": value} if value else {})
                    for start, end, value in spans
                ],
            }
        )
        for name, line in cues.items()
        for number, spans in enumerate(line)
    ]


def forms(schema, records) -> dict[str, Agreement]:
    rows = measure(records, schema, elements=["cue", "certainty"])
    return {
        f"{row.element} {row.agreement.measure}": row.agreement for row in rows if "_alpha" in row.agreement.measure
    }


def test_spans_with_values_are_measured_as_the_function_measures_arrays(sure) -> None:
    found = forms(sure, records_of(sure))
    spans, values = [], []
    for line, cues in enumerate(CUES.values()):
        for sentence, each in enumerate(cues):
            spans += [(line, sentence, start, end) for start, end, _ in each]
            values += [["high", "low", None].index(value) for *_, value in each]
    seen, lengths = np.ones((2, 4), dtype=bool), [30] * 4
    expected = {
        "cue unitizing_alpha": unitizing_alpha(Continuum(spans, seen, lengths)),
        "cue boundary_alpha": unitizing_alpha(Continuum(spans, seen, lengths), form="|u"),
        "certainty unitizing_alpha": unitizing_alpha(Continuum(spans, seen, lengths, values)),
        "certainty value_alpha": unitizing_alpha(Continuum(spans, seen, lengths, values), form="cu"),
    }
    assert set(found) == set(expected)
    for name, one in expected.items():
        assert found[name].value == pytest.approx(one.value, abs=1e-12)
    assert found["cue unitizing_alpha"].value == found["cue boundary_alpha"].value
    assert found["certainty unitizing_alpha"].value < found["cue boundary_alpha"].value
    assert "of what one marked" in found["certainty value_alpha"].note


def test_each_value_is_measured_among_the_categories(sure) -> None:
    thrice = {name: 3 * line for name, line in CUES.items()}
    rows = measure_by(records_of(sure, thrice), sure, "category", elements=["certainty"])
    found = {row.group: row.agreement for row in rows if row.agreement.measure == "one_value_alpha"}
    assert set(found) == {"high", "low", "(no answer)"}
    assert 0 < found["high"].value < 1
    assert "no unit of this value shares a character" in found["(no answer)"].reason


def test_spans_of_one_annotator_that_overlap_with_different_values_are_a_reason(sure) -> None:
    overlapping = {**CUES, "ani": [[(0, 7, "low"), (5, 18, "high")], *CUES["ani"][1:]]}
    found = forms(sure, records_of(sure, overlapping))
    assert found["certainty unitizing_alpha"].reason == "units of one annotator overlap with different values"
    assert found["cue unitizing_alpha"].value is not None


def test_actors_are_values_of_the_spans_that_name_them(annotated, claim, schema) -> None:
    other = {"start": 0, "end": 5, "text": "Rusia", "actor": "nato"}
    records = [
        annotated("ani", 1, [claim()]),
        annotated("budi", 1, [claim()]),
        annotated("ani", 2, [claim(claimant="Peskov")]),
        annotated("budi", 2, [claim(claimant="Peskov") | {"claimant": [other]}]),
        annotated("ani", 3, [claim()]),
        annotated("budi", 3, [claim() | {"claimant": [other]}]),
    ]
    rows = measure(records, schema, elements=["claimant.actor"])
    (values,) = [row.agreement for row in rows if row.agreement.measure == "value_alpha"]
    assert values.value is not None
    assert values.value < 1
