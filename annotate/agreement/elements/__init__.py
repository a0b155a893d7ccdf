"""Elements: what a schema asks, laid out as units and measured.

units, layers   the units of each element; the spans of each role
rows            one line of the table an element and measure
measure         records and a schema in, all lines out
"""
