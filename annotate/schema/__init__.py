"""Schemas: the one place that names questions, roles, attributes, labels and actors.

parts, elements  what a schema is made of, and the names of what it asks
actors           the register of those whom a span can mean
sections         its small sections: examples, conditions, rules, change log
described        its questions, roles and attributes, with their labels
model, load      a schema, out of its file
changes          what became of the names of earlier versions
record           what one annotator said about one sentence
called           names that its elements have elsewhere
draft            a schema to start from, out of annotations elsewhere
slim             records in slots, for hundreds of thousands at once
misfits          answers that the schema does not ask
keys, numbers    the keys of the labeling page, and how many claims a sentence has
phrases          the words of codebook and page, a file for each language
codebook         what annotators read
"""

from annotate.schema.actors import Actor, Register, Unresolved, check_register, unresolved
from annotate.schema.described import Answerable, Attribute, Label, Question, Role
from annotate.schema.load import check_schema, read_schema
from annotate.schema.model import Schema
from annotate.schema.record import Origin, Record, SchemaStamp, Span, record_model, record_row, stamp

__all__ = [
    "Actor",
    "Answerable",
    "Attribute",
    "Label",
    "Origin",
    "Question",
    "Record",
    "Register",
    "Role",
    "Schema",
    "SchemaStamp",
    "Span",
    "Unresolved",
    "check_register",
    "check_schema",
    "read_schema",
    "record_model",
    "record_row",
    "stamp",
    "unresolved",
]
