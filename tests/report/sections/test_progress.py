"""Progress in a report: rounds, times and days."""

import json

from reporting import report_of, rows_of

from annotate.json_files import write_jsonl


def test_rounds_times_and_days_are_shown_where_records_have_them(project):
    rows = [json.loads(line) for line in project.files.annotations.read_text().splitlines()]
    for number, row in enumerate(rows):
        row |= {
            "round": number % 2,
            "lead_time": 10.0 + number,
            "created_at": f"2026-11-{1 + number // 100:02}T08:00:00Z",
        }
    write_jsonl(project.files.annotations, rows)
    _, data = report_of(project)
    assert {row["round"] for row in rows_of(data, "rounds")} == {"0", "1"}
    assert max(row["annotations"] for row in rows_of(data, "progress") if row["annotator"] == "ani") == 91
    assert sum(row["sentences"] for row in rows_of(data, "seconds")) == len(rows)


def test_annotations_of_one_day_are_shown_by_hour_and_those_of_one_hour_without_a_picture(project):
    rows = [json.loads(line) for line in project.files.annotations.read_text().splitlines()]
    for hours in (3, 1):
        made = [row | {"created_at": f"2026-11-01T{number % hours:02}:30:00Z"} for number, row in enumerate(rows)]
        write_jsonl(project.files.annotations, made)
        _, data = report_of(project)
        shown = {row["hour"] for row in rows_of(data, "progress")}
        assert shown == {f"2026-11-01T{hour:02}:00Z" for hour in range(hours)}
        assert data["figures"]["progress"]["picture"] == ("lines" if hours > 1 else "none")
