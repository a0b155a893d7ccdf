"""Articles in, sentences out: exact offsets, context, and the kind of each segment.

reading        articles out of files
splitting      where sentences end, and what kind each is
sentences      an article's sentences with their offsets
selecting      which of them are kept, drawn or left out
stream, scale  a whole corpus, on one machine or with Daft
articles_file  articles.jsonl; `adding` puts more articles beside earlier ones
processes      work on all processors
"""

from annotate.corpus.adding import EarlierArticles
from annotate.corpus.articles import Article
from annotate.corpus.articles_file import ArticleTexts, read_articles_file, write_articles
from annotate.corpus.processes import in_processes
from annotate.corpus.reading import ReadingReport, read_articles
from annotate.corpus.selecting.duplicates import Duplicate, Seen, Sketch, mark_duplicates, sketched
from annotate.corpus.selecting.select import select
from annotate.corpus.selecting.selection import Selection, SelectionReport
from annotate.corpus.sentences import Sentence, digest, read_sentences, split_article, write_sentences
from annotate.corpus.splitting.boundaries import sentence_spans
from annotate.corpus.splitting.language import languages
from annotate.corpus.splitting.lines import KINDS, SegmentKind, parse_kinds
from annotate.corpus.stream import SplitFiles, Splitting, leaves_out, write_split

__all__ = [
    "KINDS",
    "Article",
    "ArticleTexts",
    "Duplicate",
    "EarlierArticles",
    "ReadingReport",
    "Seen",
    "SegmentKind",
    "Selection",
    "SelectionReport",
    "Sentence",
    "Sketch",
    "SplitFiles",
    "Splitting",
    "digest",
    "in_processes",
    "languages",
    "leaves_out",
    "mark_duplicates",
    "parse_kinds",
    "read_articles",
    "read_articles_file",
    "read_sentences",
    "select",
    "sentence_spans",
    "sketched",
    "split_article",
    "write_articles",
    "write_sentences",
    "write_split",
]
