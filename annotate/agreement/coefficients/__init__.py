"""Coefficients: plain arrays in, an `Agreement` out; nothing here knows of records or schemas.

patterns, distance   units that look alike; how far two labels are apart
alpha, gwet, kappa, macro_f1   agreement on labels; F1 averaged over them
span_f1, continuum, unitizing   agreement on spans; mean_f1 averages over pairs of annotators
frame_f1, frame_alpha   agreement on whole claims
dawid_skene, alt_test, compare, codes   a model of annotators; may a model replace one; long tables as codes
"""
