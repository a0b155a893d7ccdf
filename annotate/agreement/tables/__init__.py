"""Tables from elsewhere, read and measured.

read        a table's variables, how they were understood, and agreement on them
parts       the same by pair, by label or by annotator
answers     the answers to one variable, laid out as units
columns     which column is what, in a long table or a wide one
grid        the file: CSV in any encoding, or XLSX
spans       tables of spans, by their rows in `span_rows`; `span_agreement` measures them
coded       a long table read at once by its columns, and its names kept in `names`
lookalikes  labels that look missing, and names that differ only in how they are written
"""
