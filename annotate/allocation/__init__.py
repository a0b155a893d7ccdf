"""Allocation: who annotates what, and how sure agreement can then become.

plan       who gets which sentences, in which round
allocate   sentences and annotators in, a plan out, drawn by a seed
shared     the same for a launch that all annotators share
precision  how wide an interval is, and how many sentences a narrower one needs
forecast   the intervals that a plan can be expected to give
"""
