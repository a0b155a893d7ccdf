"""Wire: the one room that knows Label Studio's requests, configs and results.

client, renewal     the conversation with a server
queries, projects, tasks   what is asked of it
controls            the page's controls, and what each asks
config, page        schema → what an annotator sees
times               when something was saved
called              controls and labels that others call otherwise
asked, regions, results    an annotation's results → a record
"""
