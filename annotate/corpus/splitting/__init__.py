"""Splitting: where sentences end, and what kind of segment each is.

phrases         the notation of the phrases in `languages/CODE.txt`
language        the words and phrases of a language, from `languages/CODE.txt`
abbreviations   which full stops belong to their word
joined_lines    paragraphs that lost their line ends
boundaries      text in, half-open spans out
lines           how a line of a page is known
kinds           prose, heading, related link, byline, boilerplate
"""
