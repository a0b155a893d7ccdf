"""Wire: the one room that knows Label Studio's requests, configs and results.

client, renewal     the conversation with a server
queries, projects, remote_tasks, tasks   what is asked of it, and sent to it
controls            the page's controls, and what each asks
config, page        schema → what an annotator sees
project_page        what a project on the server shows
times               when something was saved
called              controls and labels that others call otherwise
asked, regions, answers, results    an annotation's results → a record; parsed: what was read
numbered, linked    claims from a page on which they have numbers, or arrows
to_result           a record → results
case_tasks, side_by_side, decided   an adjudicator's tasks, the versions in them, and what was decided
guard               what the guard is told
"""
