"""annotate: news articles in, gold claim and stance data out."""

__version__ = "0.1.0"
