"""The page of an annotator."""

from __future__ import annotations

from typing import NamedTuple

from annotate.labelstudio.wire.labeling_config import to_labeling_config
from annotate.schema import Schema
from annotate.schema.codebook import to_html


class Page(NamedTuple):
    """What an annotator sees: the labeling config, and the codebook, in HTML, as instructions."""

    config: str
    codebook: str


def page_of(schema: Schema) -> Page:
    """What annotators under this schema see."""
    return Page(to_labeling_config(schema), to_html(schema, embedded=True))
