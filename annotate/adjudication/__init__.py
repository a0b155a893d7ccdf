"""Adjudication: what votes leave open, asked of a person, and what gold becomes with their answers.

case          a sentence with its versions, what is agreed, and its open points with their options
values        what an annotator said, as gold would hold it
asked         the schema without what annotators answer about themselves
wording       options in words
points        what is open, as points
open_cases    records to cases, the costliest first: `open_cases`
rulings       decisions.jsonl: what adjudicators decided
outcome       a ruling and its case to a valid record
standing      which rulings hold today: stale, dissolved, differing
overruling    votes, with what adjudicators made of them
adjudicated   the gold of a sentence that was decided
gold          the gold of all sentences, with rulings
conflicts     the conflicts of a project, and who may decide them
by_file       conflicts as a file that a person fills in, and back
report        what decisions say of annotators and codebook
"""

from annotate.adjudication.asked import of_text
from annotate.adjudication.case import Agreed, AgreedClaim, Case, Option, Point, Version
from annotate.adjudication.gold import Adjudicated, Adjudication, adjudicate, adjudication_of
from annotate.adjudication.open_cases import open_cases
from annotate.adjudication.outcome import Outcome, choose, outcome_of, problems_with
from annotate.adjudication.rulings import Chosen, Ruling, read_rulings, write_rulings
from annotate.adjudication.standing import Standing, standing_of

__all__ = [
    "Adjudicated",
    "Adjudication",
    "Agreed",
    "AgreedClaim",
    "Case",
    "Chosen",
    "Option",
    "Outcome",
    "Point",
    "Ruling",
    "Standing",
    "Version",
    "adjudicate",
    "adjudication_of",
    "choose",
    "of_text",
    "open_cases",
    "outcome_of",
    "problems_with",
    "read_rulings",
    "standing_of",
    "write_rulings",
]
