"""Gold labels: what the annotators' answers amount to, with every vote kept."""

from annotate.gold.competence import Competence, competence
from annotate.gold.dawid_skene import DawidSkene, dawid_skene
from annotate.gold.decision import Decision, Status
from annotate.gold.make import GoldRow, conflict_rows, make_gold
from annotate.gold.model import with_posteriors

__all__ = [
    "Competence",
    "DawidSkene",
    "Decision",
    "GoldRow",
    "Status",
    "competence",
    "conflict_rows",
    "dawid_skene",
    "make_gold",
    "with_posteriors",
]
