"""Elements: what a schema asks, laid out as units and measured.

units          what is counted of each element, and what annotators answered there
valued_spans   the spans to which an element gives a value each
measurements   one line of the agreement table, an element and a measure
measure        records and a schema in, all lines out
"""
