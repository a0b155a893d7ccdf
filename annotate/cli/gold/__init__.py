"""`annotate gold`: gold of a project, of records from elsewhere, or of a table.

command  the options
made     what each of the three writes and says
tables   the tables that it prints
"""
