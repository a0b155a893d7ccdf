"""Gold labels: what the annotators' answers amount to, with every vote kept."""

from annotate.gold.decision import Decision, Status
from annotate.gold.make import GoldRow, conflict_rows, make_gold

__all__ = ["Decision", "GoldRow", "Status", "conflict_rows", "make_gold"]
