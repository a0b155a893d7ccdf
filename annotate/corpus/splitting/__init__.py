"""Splitting: where sentences end, and what kind of segment each is.

abbreviations   the words of a language, from `languages/CODE.txt`
joined_lines    paragraphs that lost their line ends
boundaries      text in, half-open spans out
kinds           prose, heading, related link, byline, boilerplate
"""
