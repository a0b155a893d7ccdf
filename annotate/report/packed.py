"""Data → text that a page can hold: gzip, base64, which has no `<` that could end a script."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import Any

_LEVEL = 6
"""Of gzip: level 9 takes four times as long and saves one percent."""


def packed(data: Any) -> str:
    """Pack data as JSON; the same data give the same text."""
    return packed_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def packed_text(text: str) -> str:
    """Pack a text."""
    # A lone surrogate, which JSON may hold, has no UTF-8.
    return b64encode(gzip.compress(text.encode("utf-8", "replace"), _LEVEL, mtime=0)).decode()
