"""`annotate agreement`: its options, its choices and its tables."""
