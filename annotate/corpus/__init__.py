"""Articles in, sentences out: exact offsets, context, and the kind of each segment."""

from annotate.corpus.articles import Article
from annotate.corpus.reading import ReadingReport, read_articles
from annotate.corpus.selecting.duplicates import Duplicate, Seen, Sketch, mark_duplicates
from annotate.corpus.selecting.select import select
from annotate.corpus.selecting.selection import Selection, SelectionReport
from annotate.corpus.sentences import Sentence, digest, read_sentences, split_article, write_sentences
from annotate.corpus.splitting.boundaries import sentence_spans
from annotate.corpus.splitting.language import languages
from annotate.corpus.splitting.lines import KINDS, Kind, parse_kinds
from annotate.corpus.stream import leaves_out, write_split

__all__ = [
    "KINDS",
    "Article",
    "Duplicate",
    "Kind",
    "ReadingReport",
    "Seen",
    "Selection",
    "SelectionReport",
    "Sentence",
    "Sketch",
    "digest",
    "languages",
    "leaves_out",
    "mark_duplicates",
    "parse_kinds",
    "read_articles",
    "read_sentences",
    "select",
    "sentence_spans",
    "split_article",
    "write_sentences",
    "write_split",
]
