"""Discourse networks: who demands what from whom, who speaks of what, and who says the same as whom.

matrices     counts → weights, by the formulas of the manual
statements   that somebody speaks of something; duplicates and periods
choice       which network is asked for
read         gold.jsonl or annotations.jsonl → statements
counts       statements by article; weighed: with the weights that are made of them
moved, moved_pairs   what leaving out an article does to weights
certainty    bounds, or the reason why there are none
intervals    how sure a weight is
measures     density, centrality, polarisation; measured: the same with intervals
build        statements → a network
likeness     how alike the networks of two annotators are
tables, graphs, picture   CSV, GraphML and GEXF, SVG
write        the networks of a project, to a folder
"""

from annotate.network.choice import KINDS, NetworkChoice
from annotate.network.statements import DUPLICATES, PERIODS
from annotate.network.write import Made, make_networks, to_json, write_networks

__all__ = ["DUPLICATES", "KINDS", "PERIODS", "Made", "NetworkChoice", "make_networks", "to_json", "write_networks"]
