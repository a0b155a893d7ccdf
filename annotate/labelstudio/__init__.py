"""Everything that knows Label Studio.

wire        its requests, labeling configs and results: no other room knows them
server      a local server on PostgreSQL
guard       who may reach what on that server
deadline    a deadline for each request
launch      what is on which server, and what must hold before anything is sent
versions    a schema that changes after the launch
push, pull  sentences go out, annotations come back
foreign     projects and exports that others made
adjudicate  conflicts go out, decisions come back
doctor      what is wrong with a set-up, and what to do about it
"""
