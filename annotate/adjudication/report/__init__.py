"""What decisions say of annotators and codebook.

shares   shares and differences with intervals by article
sides    whom adjudicators overruled, on what, and with whom they side
work     which elements and rules of the codebook cause the work
report   all of it, with the notes by element
"""

from annotate.adjudication.report.report import AdjudicationReport, AdjudicatorNote, report_on

__all__ = ["AdjudicationReport", "AdjudicatorNote", "report_on"]
