"""Results: what every measure returns, and how it gets its interval.

intervals    sums over articles, resampled or left out in turn
agreement    a value with its interval, its counts, its notes and its recipe
difference   two values compared
names        what measures are called
"""
