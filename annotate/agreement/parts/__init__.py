"""Parts: the same measures by pair, by round, by label and by annotator.

parts         the parts that records fall into
categories    each label against the rest
differences   how far the values of two parts are apart
annotators    how each annotator compares with the others
refits        how sure the numbers of a fitted model are
"""
