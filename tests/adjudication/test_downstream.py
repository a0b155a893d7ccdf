"""What adjudicators decided counts as decided further on: in exports and networks."""

from adjudicating import RULES, gold_above, ruling, version_of
from exporting import demo_workspace

from annotate.adjudication import open_cases
from annotate.export.read import read_rows
from annotate.gold import Status, make_gold
from annotate.json_files import write_jsonl
from annotate.network import NetworkChoice, make_networks


def test_exports_and_networks_leave_nothing_out_that_was_adjudicated(tmp_path):
    project = demo_workspace(tmp_path)
    schema, records = project.schema, list(project.records())
    votes = make_gold(records, schema)

    def seen(rows):
        """The decisions that an export calls undecided, and the claims that a network leaves out as open."""
        write_jsonl(project.files.gold, (row.to_json(schema) for row in rows))
        undecided = [decision for row in read_rows(project) for decision in row.undecided]
        left_out = make_networks(project, NetworkChoice("two-mode")).left_out
        return len(undecided), sum(times for reason, times in left_out.items() if "decided" in reason)

    before = seen(votes)
    rulings = [ruling(case, schema, version_of("A")) for case in open_cases(records, schema, RULES[0], seed=1)]
    adjudicated = gold_above(records, rulings, schema, RULES[0]).rows
    assert sum(row.status == Status.ADJUDICATED for row in adjudicated) == len(rulings)
    assert min(before) > 0
    assert seen(adjudicated) == (0, 0)
