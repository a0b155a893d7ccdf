"""Gold labels and annotations in the formats that other tools read: one module per format.

rows       the shape that all formats start from: a sentence with its answers, spans and claims
read       gold.jsonl or annotations.jsonl → rows
texts      the articles that the sentences are parts of
split      training, development and test data
documents  rows by article, and names that files and marks can have
tokens     sentences as words
waiting    a temporary file for what is written in another order than it is read
csv_table, jsonl, parquet, huggingface with card, label_studio with label_studio_results, long, brat with brat_names,
inception with inception_types, qdpx, conll, spacy_docs with spacy_file, and dna with dna_file and dna_tables
formats    which formats there are
write      one export, and what was left out of it
"""

from annotate.export.formats import FORMATS
from annotate.export.split import read_shares
from annotate.export.write import Choice, Exported, write_export

__all__ = ["FORMATS", "Choice", "Exported", "read_shares", "write_export"]
