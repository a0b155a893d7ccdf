"""A worked example: eight statements, and every matrix that follows from them, by hand and as DNA computes them."""

SCALE = (-1, 0, 1)
STATEMENTS = (
    ("A", "X", 1),
    ("A", "X", 1),
    ("A", "Y", -1),
    ("B", "X", -1),
    ("B", "Y", -1),
    ("B", "Y", 0),
    ("C", "X", 1),
    ("C", "Z", 1),
)
MATRICES = {
    ("onemode", "ignore", "no"): [[0, 4, 2], [4, 0, 1], [2, 1, 0]],
    ("onemode", "ignore", "average"): [[0, 4 / 3, 4 / 5], [4 / 3, 0, 2 / 5], [4 / 5, 2 / 5, 0]],
    ("onemode", "ignore", "jaccard"): [[0, 4 / 5, 1 / 2], [4 / 5, 0, 1 / 5], [1 / 2, 1 / 5, 0]],
    ("onemode", "ignore", "cosine"): [[0, 4 / 9, 1 / 3], [4 / 9, 0, 1 / 6], [1 / 3, 1 / 6, 0]],
    ("onemode", "congruence", "no"): [[0, 3 / 2, 2], [3 / 2, 0, 0], [2, 0, 0]],
    ("onemode", "congruence", "average"): [[0, 1 / 2, 4 / 5], [1 / 2, 0, 0], [4 / 5, 0, 0]],
    ("onemode", "congruence", "jaccard"): [[0, 3 / 10, 1 / 2], [3 / 10, 0, 0], [1 / 2, 0, 0]],
    ("onemode", "congruence", "cosine"): [[0, 1 / 6, 1 / 3], [1 / 6, 0, 0], [1 / 3, 0, 0]],
    ("onemode", "conflict", "no"): [[0, 5 / 2, 0], [5 / 2, 0, 1], [0, 1, 0]],
    ("onemode", "conflict", "average"): [[0, 5 / 6, 0], [5 / 6, 0, 2 / 5], [0, 2 / 5, 0]],
    ("onemode", "conflict", "jaccard"): [[0, 1 / 2, 0], [1 / 2, 0, 1 / 5], [0, 1 / 5, 0]],
    ("onemode", "conflict", "cosine"): [[0, 5 / 18, 0], [5 / 18, 0, 1 / 6], [0, 1 / 6, 0]],
    ("onemode", "subtract", "no"): [[0, -1, 2], [-1, 0, -1], [2, -1, 0]],
    ("onemode", "subtract", "average"): [[0, -1 / 3, 4 / 5], [-1 / 3, 0, -2 / 5], [4 / 5, -2 / 5, 0]],
    ("onemode", "subtract", "jaccard"): [[0, -1 / 5, 1 / 2], [-1 / 5, 0, -1 / 5], [1 / 2, -1 / 5, 0]],
    ("onemode", "subtract", "cosine"): [[0, -1 / 9, 1 / 3], [-1 / 9, 0, -1 / 6], [1 / 3, -1 / 6, 0]],
    ("twomode", "ignore", "no"): [[2, 1, 0], [1, 2, 0], [1, 0, 1]],
    ("twomode", "ignore", "activity"): [[2 / 3, 1 / 3, 0], [1 / 3, 2 / 3, 0], [1 / 2, 0, 1 / 2]],
    ("twomode", "ignore", "prominence"): [[1 / 2, 1 / 3, 0], [1 / 4, 2 / 3, 0], [1 / 4, 0, 1]],
    ("twomode", "subtract", "no"): [[2, -1, 0], [-1, -1, 0], [1, 0, 1]],
    ("twomode", "subtract", "activity"): [[2 / 3, -1 / 3, 0], [-1 / 3, -1 / 3, 0], [1 / 2, 0, 1 / 2]],
    ("twomode", "subtract", "prominence"): [[1 / 2, -1 / 3, 0], [-1 / 4, -1 / 3, 0], [1 / 4, 0, 1]],
    ("twomode", "combine", "no"): [[1, 4, 0], [4, 6, 0], [1, 0, 1]],
}
