"""Tables: long tables from elsewhere, read and measured.

read    a table's columns, and agreement on its variables
parts   the same by pair, by label or by annotator
"""
