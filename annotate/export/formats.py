"""Which formats there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from annotate.export.brat import write_brat
from annotate.export.card import Dataset
from annotate.export.conll import write_conll, write_conllup
from annotate.export.csv_table import write_csv, write_spreadsheet
from annotate.export.dna import R_LINES as R_LINES_OF_DNA
from annotate.export.dna import write_dna
from annotate.export.huggingface import READS as HUGGINGFACE_LINES
from annotate.export.huggingface import write_huggingface
from annotate.export.inception import write_inception
from annotate.export.jsonl import write_jsonl
from annotate.export.label_studio import READS as LABEL_STUDIO_LINES
from annotate.export.label_studio import write_label_studio
from annotate.export.long import R_LINES, write_long
from annotate.export.parquet import write_parquet
from annotate.export.qdpx import write_qdpx
from annotate.export.rows import Rows
from annotate.export.spacy_docs import READS as SPACY_LINES
from annotate.export.spacy_docs import write_spacy

Losses = Counter[str]
"""What a format has no place for → how many of them there were."""


@dataclass(frozen=True)
class FileFormat:
    """A format of one file. If `alone`, annotations are written one annotator a file.

    `reads` are lines that read it, in which `{path}` is where it is; they are printed.
    """

    about: str
    suffix: str
    write: Callable[[Rows, IO[bytes]], Losses]
    alone: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderFormat:
    """A format of several files in a folder that is there and empty; `alone` and `reads` as in `FileFormat`.

    `compares` says that it lays the annotations side by side: it has no gold, and no split.
    """

    about: str
    write: Callable[[Rows, Path], Losses]
    alone: bool = False
    compares: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatasetFormat:
    """A folder with all parts of a split and what the project knows of itself."""

    about: str
    write: Callable[[Dataset, Path], Losses]
    alone: bool = False
    reads: tuple[str, ...] = ()


Format = FileFormat | FolderFormat | DatasetFormat

FORMATS: dict[str, Format] = {
    "csv": FileFormat("a table, one claim per line", "csv", write_csv),
    "spreadsheet": FileFormat("the same, without formulas in Excel", "spreadsheet.csv", write_spreadsheet),
    "jsonl": FileFormat("one sentence per line", "jsonl", write_jsonl),
    "parquet": FileFormat("one sentence per row", "parquet", write_parquet),
    "huggingface": DatasetFormat("a data set with its card", write_huggingface, reads=HUGGINGFACE_LINES),
    "label-studio": FileFormat("tasks with annotations", "json", write_label_studio, reads=LABEL_STUDIO_LINES),
    "long": FolderFormat("one judgement per line, for R and ReCal", write_long, compares=True, reads=R_LINES),
    "brat": FolderFormat("a text and its marks per article", write_brat, alone=True),
    "inception": FolderFormat("one UIMA CAS per article, for INCEpTION", write_inception, alone=True),
    "qdpx": FileFormat("codes on words, for ATLAS.ti, MAXQDA and NVivo", "qdpx", write_qdpx),
    "dna": FileFormat("statements, for Discourse Network Analyzer", "dna", write_dna, reads=R_LINES_OF_DNA),
    "spacy": FolderFormat("one Doc per sentence, for spaCy", write_spacy, alone=True, reads=SPACY_LINES),
    "conll": FileFormat("one word per line", "conll", write_conll, alone=True),
    "conllup": FileFormat("one word per line, with claims", "conllup", write_conllup, alone=True),
}
