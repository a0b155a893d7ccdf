"""The parts of the report, each from what the project has so far.

numbers      the flow of numbers, from articles to gold
agreement    every element with its interval, rounds, pairs, answers that meet, how often labels are used
gold         gold by status, and what is open
adjudication whom decisions overrule, and what causes the work
actors       who fills which role, and the networks
progress     when annotations came, and how long a sentence took
provenance   what people know of the project, and what another lab needs
"""
