"""Schemas: the one place that names questions, roles, attributes, labels and actors."""

from annotate.schema.actors import Actor, Register, Unresolved, check_register, unresolved
from annotate.schema.load import check_schema, read_schema
from annotate.schema.model import Answerable, Attribute, Label, Question, Role, Schema
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
