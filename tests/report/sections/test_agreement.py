"""Agreement in a report: its numbers are those of agreement.json."""

import json

from reporting import report_of, rows_of

from annotate.json_files import write_json


def test_values_intervals_and_signatures_are_those_of_agreement_json(whole):
    project, _, data = whole
    rows = json.loads(project.files.agreement.read_text())["rows"]
    expected = {(row["element"], row["measure"], row["value"], row.get("signature", "")) for row in rows}
    shown = [*rows_of(data, "agreement"), *rows_of(data, "measures")]
    assert len(shown) == len(rows)
    assert {(row["element"], row["measure"], row["value"], row["signature"]) for row in shown} == expected
    bounds = {(row["element"], row["measure"]): row.get("interval", [None, None]) for row in rows}
    assert all([row["low"], row["high"]] == bounds[row["element"], row["measure"]] for row in shown)


def test_agreement_json_is_taken_only_where_it_is_of_these_records(whole, project):
    document = json.loads(whole[0].files.agreement.read_text())
    next(row for row in document["rows"] if row["measure"] == "alpha")["value"] = 0.123
    write_json(project.files.agreement, document | {"records": project.records_digest()})
    assert 0.123 in {row["value"] for row in rows_of(report_of(project)[1], "agreement")}
    lines = project.files.annotations.read_text().splitlines(keepends=True)
    project.files.annotations.write_text("".join(lines[:-1]))
    assert 0.123 not in {row["value"] for row in rows_of(report_of(project)[1], "agreement")}


def test_answers_that_differ_are_counted_as_in_the_diagnosis(whole):
    project, _, data = whole
    confusions = json.loads(project.files.agreement.read_text())["diagnosis"]["confusions"]
    expected = {(each["element"], *each["answers"]): each["times"] for each in confusions}
    meetings = {(row["element"], row["answer"], row["other"]): row["pairs"] for row in rows_of(data, "confusions")}
    assert {key: times for key, times in meetings.items() if key[1] != key[2]} == expected
