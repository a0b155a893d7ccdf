"""The page of an annotator, and that of an adjudicator."""

from __future__ import annotations

from typing import NamedTuple

from annotate.adjudication.asked import of_text
from annotate.labelstudio.wire.config.adjudication_page import to_adjudication_config
from annotate.labelstudio.wire.config.linked_page import to_linked_config
from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.schema import Schema
from annotate.schema.codebook import to_html


class Page(NamedTuple):
    """What an annotator sees: the labeling config, and the codebook, in HTML, as instructions."""

    config: str
    codebook: str


def page_of(schema: Schema, *, linked: bool = False) -> Page:
    """What annotators under this schema see; `linked` is the page of launches made before claims had numbers."""
    config = (to_linked_config if linked else to_labeling_config)(schema)
    return Page(config, to_html(schema, embedded=True, linked=linked))


def adjudication_page_of(schema: Schema) -> Page:
    """What adjudicators under this schema see: nothing that annotators answer about themselves."""
    return Page(to_adjudication_config(of_text(schema)), to_html(schema, embedded=True))


def is_linked(config: str) -> bool:
    """Whether a labeling config is that of a page on which arrows link spans to a head."""
    return 'className="annotate-page"' not in config
