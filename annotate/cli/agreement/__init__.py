"""`annotate agreement`: its options, its choices and its tables.

command             the options
choice              which records and which elements
of_table, of_spans  tables from elsewhere
tables              agreement as a person reads it
"""
