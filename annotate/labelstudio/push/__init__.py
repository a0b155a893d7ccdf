"""Push: sentences go out, each exactly once.

choose     the sentences to send
projects   the project of each annotator, found or made
merge      what launch.json says afterwards
overlap    how many people each task of a shared project wants
send       missing tasks, sent and counted
push       all of it
prepare    accounts first, then the push
"""
