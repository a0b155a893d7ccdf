"""Foreign: projects and exports that others made.

as_pushed        a task of theirs as a push would have made it
their_results    their results under our names
match_controls   which of their controls is which element of the schema
adopt            their project becomes part of a launch
export_file      what one of their files holds
span_tables      a table of spans as such a file
seen_tasks       what annotations of others have, for a schema to start from; `seen_config` what a config asks,
                 and `seen_project` both of a project
copies           what their files hold more than once
exports          their export files become records
"""
