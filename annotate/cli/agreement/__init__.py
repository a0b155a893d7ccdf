"""`annotate agreement`: its options, its choices and its tables.

command             the options
choice              which records and which elements
of_table, of_spans  tables from elsewhere
of_model            the test of a model
against_gold        annotators and models against gold
scores              that as a person reads it
tables              agreement as a person reads it
"""
