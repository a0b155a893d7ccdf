"""The codebook that annotators read, in the schema's language.

markdown, html  as it is printed, as a page of its own, and as the server's instructions
style           how the page looks: light, dark and on paper
blocks          its pieces, in their order
examples        the spans that an example shows
"""

from annotate.schema.codebook.html import to_html, write_html
from annotate.schema.codebook.markdown import to_markdown

__all__ = ["to_html", "to_markdown", "write_html"]
