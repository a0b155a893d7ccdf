"""Adjudicate: conflicts go to adjudicators, and what they decide comes back.

file          adjudication.json: which projects there are
received      the server's answers, kept
to_rulings    answers → rulings; what decides nothing, with reasons
plan          which tasks stay, go and come
projects      the project of each adjudicator, found or made
reorder       what waits, in the order of what it costs today
pull, push    all of it
pushed        what a push did
progress      how far each adjudicator is
"""
