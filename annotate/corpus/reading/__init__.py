"""Articles out of files: where they are, how they are encoded, and what format they have."""

from annotate.corpus.reading.read import read_articles
from annotate.corpus.reading.report import ReadingReport

__all__ = ["ReadingReport", "read_articles"]
