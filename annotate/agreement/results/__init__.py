"""Results: what every measure returns, and how it gets its interval.

scales       where intervals lie evenly around values
sums         statistics that add up over articles
resampling   articles drawn with replacement
jackknife    how much a value changes with the articles
intervals    how sure a value is
recipe       what it takes to compute a value again
agreement    a value with its interval, its counts, its notes and its recipe
difference   two values compared
names        what measures are called
"""
