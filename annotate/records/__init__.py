"""Records: what annotators said.

read       annotations.jsonl, validated line by line
slim       the same records in slots, for hundreds of thousands at once
offsets    which characters the offsets of others mean
contents   what a record, claim or span says
frames     claims as frames, and what two have in common
similarities  the same of many claims at once
distinct   what is the same object in many places, worked out once
matches    which claims of two annotators are the same one
remarks    what annotators can put right, in words for them
no_answer  the answer of who was asked and left a question empty
groups     which claims and spans of a sentence are the same one
clusters   which spans of different annotators are the same
actors     the names that the register does not know, and doubtful ones
aligned    records laid out by sentence and annotator, and which claims are the same
"""

from annotate.records.aligned import AlignedRecords, align_records
from annotate.records.frames import Frame
from annotate.records.read import line_schema, read_records, unresolved_actors

__all__ = ["AlignedRecords", "Frame", "align_records", "line_schema", "read_records", "unresolved_actors"]
