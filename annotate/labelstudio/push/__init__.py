"""Push: sentences go out, each exactly once.

projects   the project of each annotator, found or made
overlap    how many people each task of a shared project wants
send       missing tasks, sent and counted
push       all of it
prepare    accounts first, then the push
"""
