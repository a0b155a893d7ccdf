"""The report: one HTML file that shows a project at any stage.

choice        what a report shows and what it leaves out
names         what people are called in it
figure        a picture and its table
material      what a project has so far, read once
differences   what each sentence costs of agreement, and who differs from whom
sentences     everybody's spans, answers and gold, in columns; interned: each text once
gold_lines    gold, line by line; gold_notes: what a reader should know of it
sections      the parts of the page: numbers, agreement, gold, adjudication, actors, progress, provenance
packed        data → text that a page can hold
look          the template and the style sheet; script: ours; vendor: libraries, unmodified
page          all of it → HTML
"""

from annotate.report.choice import ReportChoice
from annotate.report.page import write_report

__all__ = ["ReportChoice", "write_report"]
