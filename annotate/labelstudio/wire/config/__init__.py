"""Schema → Label Studio's labeling configs.

numbered_page   the page on which claims have numbers
linked_page     the page of launches made before, with arrows
help            the codebook, one key away
earlier         what is kept for answers under earlier names
style           the style sheet
"""
