"""Secrets that another program's sentence may hold, taken out before anybody sees it.

Our own sentences hold none. But an exception's text may quote the request, a server its token, and PostgreSQL the
address of the database.
"""

from __future__ import annotations

import os
import re

TOKEN_VARIABLE = "LABEL_STUDIO_API_KEY"
_VARIABLES = (TOKEN_VARIABLE, "PGPASSWORD")
_HIDDEN = "…"
_LONG, _SHORT = 8, 4  # characters of a secret: a long one is looked for in words too, a short one as a word of its own
_SHAPES = (
    (re.compile(r"\beyJ[\w-]{8,}(\.[\w-]*){1,2}"), _HIDDEN),  # personal and access tokens of Label Studio
    (re.compile(r"(://[^:/@\s]*):[^\s]*@"), rf"\1:{_HIDDEN}@"),
    (re.compile(r"(?i)([?&\s]password=)[^&\s]+"), rf"\1{_HIDDEN}"),
)


def without_secrets(text: str) -> str:
    """The text without tokens, passwords in addresses, and what the environment's secret variables hold."""
    for name in _VARIABLES:
        secret = os.environ.get(name, "").strip()
        if len(secret) >= _LONG:
            text = text.replace(secret, _HIDDEN)
        elif len(secret) >= _SHORT:
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", _HIDDEN, text)
    for shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return text
