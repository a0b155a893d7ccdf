"""Records: what annotators said.

read       annotations.jsonl, validated line by line
contents   what a record, claim or span says
frames     claims as frames, and what two have in common
align      which spans of different annotators are the same
sheet      records laid out by sentence and annotator
"""
