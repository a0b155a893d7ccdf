"""Pull: annotations come back.

fetch, raw        the server's answers, kept as received
watch             who is who, when answers are compared
told              what is to be mentioned once
deleted           what is gone on the server
noticed           what changed as its annotator may not have changed it
mentioned         the same for people
projects          projects that are gone, and those that look like ours
read_annotation   one annotation, read or refused with reasons
look_again        what an annotator can put right
in_order          records in the order of the corpus
to_records        answers to records, valid or rejected
progress          who is how far
pull              all of it
send_back         a file for each annotator of what to look at again
"""
