"""Whatever the schema: what is filled into a file is what is read from it."""

import csv
import tempfile
from pathlib import Path

import pytest
import yaml
from adjudicating import AT, RULES, at_random, cases, every_schema, record, ruling
from drawn import TEXT, answers_to
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.adjudication.by_file import check, read_filled, sheet_of, write_sheet
from annotate.adjudication.conflicts import Conflicts
from annotate.config import Adjudicator
from annotate.corpus import Sentence, digest

EVERY = every_schema()
DEWI = Adjudicator(id="dewi", email="dewi@example.org")
SENTENCE = Sentence(
    f"a:0-{len(TEXT)}", "a", 0, 0, len(TEXT), TEXT, "prose", 0, ("-1; “before” |\n",), ("@after",), {}, digest(TEXT)
)


def fill_table(file, letters):
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row | {"answer": letters[row["point"]]} for row in csv.DictReader(opened)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        written = csv.DictWriter(opened, rows[0])
        written.writeheader()
        written.writerows(rows)


def fill_yaml(file, letters):
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    for point in document["sentences"][0]["points"]:
        point["answer"] = letters[point["point"]]
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize("name", sorted(EVERY))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_options_that_are_filled_in_come_back_as_the_ruling_that_was_meant(name, data):
    schema = EVERY[name]
    records = [record(schema, annotator, data.draw(answers_to(schema))) for annotator in "abc"]
    conflicts = Conflicts(tuple(cases(records, schema, RULES[1])), (), {SENTENCE.id: SENTENCE}, schema)
    for case in conflicts.cases:
        meant = ruling(case, schema, at_random(data.draw(st.integers(0, 99))))
        chosen = {taken.point: taken.option for taken in meant.points}
        letters = {
            point.id: next(option for option in point.options if option.id == chosen[point.id]).letters[-1]
            for point in case.points
        }
        for end, fill in ((".csv", fill_table), (".yaml", fill_yaml)):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / f"c{end}"
                write_sheet(file, sheet_of([case], conflicts.sentences, schema), "dewi")
                fill(file, letters)
                filled, unreadable = read_filled(file)
            checked = check(filled, conflicts, (DEWI,), AT, skip=False)
            assert (unreadable, checked.mistakes) == ([], ())
            assert checked.rulings == (meant,)
