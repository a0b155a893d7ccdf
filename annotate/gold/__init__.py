"""Gold labels: what the annotators' answers amount to, with every vote kept."""

from annotate.agreement.coefficients.dawid_skene import DawidSkene, dawid_skene
from annotate.agreement.parts.annotators import Competence, competence, competence_rows, rating_rows
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
    "competence_rows",
    "conflict_rows",
    "dawid_skene",
    "make_gold",
    "rating_rows",
    "with_posteriors",
]
