"""Articles out of files: where they are, how they are encoded, and what format they have."""

from annotate.corpus.reading.read import read_articles

__all__ = ["read_articles"]
