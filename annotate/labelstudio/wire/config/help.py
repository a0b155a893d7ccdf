"""The codebook, one key away on the labeling page.

A choice opens it over the page. Label Studio submits the choice if it is left open; reading results ignores it.
"""

from __future__ import annotations

import re

from annotate.labelstudio.wire.config.parts import Box, Choices, Markdown, Option, WhenChosen
from annotate.labelstudio.wire.controls import HELP
from annotate.schema import Schema
from annotate.schema.codebook import to_markdown
from annotate.schema.phrases import phrases

_KEY = "shift+/"
_OPEN = "codebook"


def help_block(schema: Schema) -> Box:
    """The choice that opens the codebook, and the codebook."""
    opener = Option(_OPEN, phrases(schema.language).codebook, _KEY)
    codebook = Markdown(_without_variables(to_markdown(schema)))
    return Box("help", (Choices(HELP, (opener,)), Box("codebook", (codebook,), WhenChosen(HELP, (_OPEN,)))))


def _without_variables(text: str) -> str:
    """Text in which a $ begins no variable of the task: something that is not seen parts it from the word."""
    return re.sub(r"\$(?=\w)", "$\u2060", text)
