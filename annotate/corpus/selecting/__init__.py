"""Selecting: which sentences of a corpus are kept, drawn or left out.

selection    what was asked for, and the report of what became of it
select       the choice, in one pass
matching     a regular expression, stopped if it takes too long
sample       a sample, stratified if asked
duplicates   articles that repeat each other
"""
