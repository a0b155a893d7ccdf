"""`annotate gold`: gold of a project, of records from elsewhere, or of a table."""
