"""Evaluation: how near each annotator, and each model, comes to gold.

evaluate   records and gold in, a row for each annotator, element and measure out: `evaluate`
own_vote   gold made again without the annotator whose vote made it
answers    answers against gold: accuracy, κ and F1
claims     whole claims against gold: precision, recall and F1
spans      spans against gold: the same
scores     precision, recall and F1 of what was counted
pair       one annotator beside gold
results    a row
lines      gold.jsonl read back: each line as a record, and what of it is open
"""

from annotate.evaluation.evaluate import Evaluation, evaluate
from annotate.evaluation.lines import GoldLine, read_gold
from annotate.evaluation.own_vote import Reference
from annotate.evaluation.results import Comparison, Evaluated, OwnVote

__all__ = ["Comparison", "Evaluated", "Evaluation", "GoldLine", "OwnVote", "Reference", "evaluate", "read_gold"]
