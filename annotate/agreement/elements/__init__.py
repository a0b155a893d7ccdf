"""Elements: what a schema asks, laid out as units and measured.

levels         how far answers are apart, and what is measured on them
units          what is counted of each element, and what annotators answered there
valued_spans   the spans to which an element gives a value each
measurements   one line of the agreement table, an element and a measure
measure        records and a schema in, all lines out
"""
