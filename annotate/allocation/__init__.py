"""Allocation: who annotates what, and how sure agreement can then become.

allocate   sentences and annotators in, a plan out, drawn by a seed
shared     the same for a launch that all annotators share
forecast   the intervals that a plan can be expected to give
"""
