"""Annotations with a known truth: articles differ in how hard they are and what they are about.

articles   how many sentences each has, and how sure annotators are in it
answers    one label, a step of a scale or a set for each sentence
spans      spans of a role
claims     claims with roles and an attribute
"""
