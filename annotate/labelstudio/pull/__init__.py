"""Pull: annotations come back.

fetch, raw        the server's answers, kept as received
deleted           what is gone on the server
read_annotation   one annotation, read or refused with reasons
look_again        what an annotator can put right
in_order          records in the order of the corpus
to_records        answers to records, valid or rejected
progress          who is how far
pull              all of it
send_back         a file for each annotator of what to look at again
"""
