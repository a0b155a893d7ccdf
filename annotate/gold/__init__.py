"""Gold labels: what follows from the annotators' answers, with every vote kept.

decision      one decision, by whose votes, and whether a person must still decide
votes         answers and spans decided by strict majority
identity      what a decision is called, so that it is known again after another pull
claims        the claims of a sentence: heads, then roles, then attributes
announced     the question that announces claims and the claims, decided together
make          records to gold, one row per sentence, and the conflicts
written       the lines of gold.jsonl
posteriors    how likely Dawid and Skene's model finds each answer
other_schema  gold of another schema, which an export would lose parts of
table         gold of a table from elsewhere
settle        what that model settles where votes do not decide, if asked
"""

from annotate.gold.decision import Cause, Decision, Reason, Status
from annotate.gold.make import GoldRow, conflict_row, conflict_rows, each_gold, make_gold
from annotate.gold.posteriors import Confusions, with_posteriors
from annotate.gold.settle import Settled, settle_ties
from annotate.gold.written import gold_lines, line_maker

__all__ = [
    "Cause",
    "Confusions",
    "Decision",
    "GoldRow",
    "Reason",
    "Settled",
    "Status",
    "conflict_row",
    "conflict_rows",
    "each_gold",
    "gold_lines",
    "line_maker",
    "make_gold",
    "settle_ties",
    "with_posteriors",
]
