"""The demo: five articles, a real server, and sample annotations that say so.

run        the whole path
samples    the sample annotations
submit     the samples, submitted as each annotator
decisions  the sample decisions of an adjudicator
"""
