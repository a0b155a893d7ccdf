"""Gold labels: what the annotators' answers amount to, with every vote kept."""

from annotate.agreement.coefficients.dawid_skene import DawidSkene, dawid_skene
from annotate.agreement.parts.annotators import Competence, competence, measure_competence, rate_annotators
from annotate.gold.decision import Decision, Status
from annotate.gold.make import GoldRow, conflict_rows, make_gold
from annotate.gold.posteriors import SETTLED, Confusions, with_posteriors

__all__ = [
    "SETTLED",
    "Competence",
    "Confusions",
    "DawidSkene",
    "Decision",
    "GoldRow",
    "Status",
    "competence",
    "conflict_rows",
    "dawid_skene",
    "make_gold",
    "measure_competence",
    "rate_annotators",
    "with_posteriors",
]
