"""The codebook, one key away on the labeling page.

A choice opens it over the page. Label Studio submits the choice if it is left open; reading results ignores it.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from annotate.labelstudio.wire.controls import HELP, TEXT
from annotate.schema import Schema
from annotate.schema.codebook import to_markdown
from annotate.schema.phrases import phrases

_KEY = "shift+/"
_OPEN = "codebook"


def help_block(schema: Schema) -> ElementTree.Element:
    """The choice that opens the codebook, and the codebook."""
    box = ElementTree.Element("View", className="annotate-help")
    choices = ElementTree.SubElement(box, "Choices", name=HELP, toName=TEXT, choice="single", showInline="true")
    title = phrases(schema.language).codebook
    ElementTree.SubElement(choices, "Choice", value=title, alias=_OPEN, hotkey=_KEY)
    condition = {"visibleWhen": "choice-selected", "whenTagName": HELP, "whenChoiceValue": _OPEN}
    page = ElementTree.SubElement(box, "View", {"className": "annotate-codebook"} | condition)
    ElementTree.SubElement(page, "Markdown", value=_without_variables(to_markdown(schema)))
    return box


def _without_variables(text: str) -> str:
    """Text in which a $ begins no variable of the task: something that is not seen parts it from the word."""
    return re.sub(r"\$(?=\w)", "$\u2060", text)
