"""`annotate adjudicate`: what annotators leave open, to a person and back.

command       all of its commands, under one name
push, pull    by pages of Label Studio; status says how far the adjudicators are
write, read   by a file
report        what the decisions say of annotators and codebook
worth         which decisions hold today, in words
"""
