"""`annotate split`: its options, what it writes, and what it says.

command    the options
choices    words such as NAME=VALUE, and options that exclude each other
write      the files of the workspace, or a folder elsewhere
launched   what was pushed and would be dropped
languages  which languages the articles are in
outcome    what happened: for the report and for a person
"""
