"""Articles out of files: where they are, how they are encoded, and what format they have.

paths            which files are meant
decode           bytes to text
formats          a file's articles, one by one; `json_documents` has those of JSON
pages            the article on a web page, `as_seen` by its readers; `running_text` says how much of the page it is
read             every file in turn, every article once
report           what a person should hear of it
"""

from annotate.corpus.reading.read import read_articles
from annotate.corpus.reading.report import ReadingReport

__all__ = ["ReadingReport", "read_articles"]
