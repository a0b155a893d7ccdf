"""Diagnosis: where annotators differ, may a model replace one of them, and what to write in a paper.

apart       how far annotators are apart, and what each sentence costs of agreement
diagnosis   which sentences cost the most agreement, and which labels are confused
alt_tests   the alternative annotator test on records
calibration what the first round says of the width of intervals to come
methods     a paragraph, which cites
references  what it may cite
document    what agreement.json holds
"""
