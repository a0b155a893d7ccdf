"""Conflicts as a file that a person fills in, and back.

sheet       what the file says of each sentence
csv_file    the file as CSV, to write and to read
yaml_file   the same as YAML, which has room for claims marked by hand
formats     which of the two a file is, by its name
filled      what was filled in, with the number of each line
by_hand     claims marked by hand, with their words found in the sentence
check       what was filled in to rulings, or every mistake with its line
"""

from annotate.adjudication.by_file.check import Checked, check
from annotate.adjudication.by_file.filled import Filled, Mistake
from annotate.adjudication.by_file.formats import SUFFIXES, read_filled, write_sheet
from annotate.adjudication.by_file.sheet import SheetSentence, sheet_of

__all__ = [
    "SUFFIXES",
    "Checked",
    "Filled",
    "Mistake",
    "SheetSentence",
    "check",
    "read_filled",
    "sheet_of",
    "write_sheet",
]
