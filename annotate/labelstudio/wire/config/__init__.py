"""Schema → Label Studio's labeling configs.

numbered_page      the page on which claims have numbers; its parts serve other pages too
linked_page        the page of launches made before, with arrows
adjudication_page  the page for adjudicators
marking, asking    the rows of roles, the questions
help, earlier      the codebook, one key away; what is kept for answers under earlier names
kept               what a page keeps of the one before it, for answers that are there
basis              what all parts are made from
to_xml, style, style_of_points   the parts as XML, and how they look
parts              the parts of a page, as types
"""
