"""Splitting: where sentences end, and what kind of segment each is.

phrases, language              the words and phrases of a language, from `languages/CODE.txt`
page_words                     those by which lines of web pages are known
which_language                 the one that an article names, or whose commonest words it has
abbreviations, tight, chinese  which stops end a sentence: before a space, without one, in Chinese and Japanese
quotations, joined_lines       what is kept whole; paragraphs that lost their line ends
boundaries                     text in, half-open spans out
lines, line_rules, teasers     a line and its kinds, how it is known, lists of other articles
kinds                          prose, heading, related link, byline, boilerplate
"""
