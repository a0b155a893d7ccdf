"""Wire: the one room that knows Label Studio's requests, configs and results.

client, renewal     the conversation with a server
queries, projects, remote_tasks, tasks   what is asked of it, and sent to it
controls            the page's controls, and what each asks
config, page        schema → what an annotator sees
project_page        what a project on the server shows
times               when something was saved
called              controls and labels that others call otherwise
asked, regions, results    an annotation's results → a record
"""
