"""Adjudication in a report."""

from dataclasses import replace

from reporting import report_of, rows_of

from annotate.adjudication import adjudicate
from annotate.adjudication.conflicts import read_conflicts
from annotate.adjudication.report import report_on
from annotate.config import Adjudicator
from annotate.demo.decisions import decide_samples
from annotate.gold import make_gold
from annotate.json_files import write_jsonl
from annotate.new_project import bundled


def test_adjudicators_decisions_are_shown_beside_the_votes(project):
    adjudicators = (Adjudicator(id="dewi", email="dewi@example.org"),)
    project = replace(project, config=project.config.model_copy(update={"adjudicators": adjudicators}))
    records = [*project.records()]
    rulings = decide_samples(project, bundled("seeds") / "decisions.yaml")
    rows = adjudicate(make_gold(records, project.schema), records, rulings, project.schema, project.config.gold).rows
    write_jsonl(project.files.gold, (row.to_json(project.schema) for row in rows))
    _, data = report_of(project)
    made = report_on(read_conflicts(project), rows)
    expected = {each.annotator: (each.share.part, each.share.whole) for each in made.overruled if not each.element}
    assert {row["annotator"]: (row["part"], row["of"]) for row in rows_of(data, "overruled")} == expected
    notes = [kind for notes in data["sentences"]["sentences"]["notes"] for kind, _ in notes]
    decided = sum(decision.status == "adjudicated" for row in rows for decision in row.decisions)
    assert notes.count("adjudicated") == decided > 0
