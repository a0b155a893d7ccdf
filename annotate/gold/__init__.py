"""Gold labels: what follows from the annotators' answers, with every vote kept.

decision     one decision, by whose votes, and whether a person must still decide
claims       the claims of a sentence: heads, then roles, then attributes
make         records to gold, one row a sentence, and the conflicts
posteriors   what Dawid and Skene's model settles where votes do not decide
"""

from annotate.gold.decision import Cause, Decision, Reason, Status
from annotate.gold.make import GoldRow, conflict_rows, make_gold
from annotate.gold.posteriors import Confusions, with_posteriors

__all__ = [
    "Cause",
    "Confusions",
    "Decision",
    "GoldRow",
    "Reason",
    "Status",
    "conflict_rows",
    "make_gold",
    "with_posteriors",
]
