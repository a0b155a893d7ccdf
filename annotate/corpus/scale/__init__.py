"""The same split on Daft: on every processor of one machine, or on a Ray cluster.

Tables of articles, in Parquet or JSON Lines, on disk or in object storage, are read, split with the same function as
everywhere else, and written without ever being in memory whole.

split      the function of one article, mapped over the tables
tables     reading them, and the columns of what is written
folder     where it is written
failures   what Daft raises, in our words
"""

from annotate.corpus.scale.split import ArticleTables, on_daft, scaled_sentences, write_scaled

__all__ = ["ArticleTables", "on_daft", "scaled_sentences", "write_scaled"]
