"""Results: what every measure returns, and how it gets its interval.

sums         statistics that add up over articles
resampling   articles drawn with replacement
intervals    how sure a value is
recipe       what it takes to compute a value again
agreement    a value with its interval, its counts, its notes and its recipe
difference   two values compared
names        what measures are called
"""
