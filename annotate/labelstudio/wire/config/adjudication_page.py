"""Schema → Label Studio's labeling config for adjudicators: one question for each point that is open in a sentence.

The task brings the points with their options and keys. Behind a key is the annotators' own page, for what no option
says.
"""

from __future__ import annotations

from annotate.labelstudio.wire.config.basis import Basis, make_basis
from annotate.labelstudio.wire.config.help import help_block
from annotate.labelstudio.wire.config.numbered_page import answers, context, sentence
from annotate.labelstudio.wire.config.parts import (
    Box,
    Choices,
    Heading,
    NoteLine,
    Option,
    Panel,
    Text,
    UnlessChosen,
    Unseen,
    WhenChosen,
)
from annotate.labelstudio.wire.config.style import STYLE
from annotate.labelstudio.wire.config.style_of_points import STYLE_OF_POINTS
from annotate.labelstudio.wire.config.to_xml import to_xml
from annotate.labelstudio.wire.controls import BY_HAND, NOTE, POINTS, point_name
from annotate.schema import Schema
from annotate.schema.keys import PAGE_KEYS

MOST_POINTS = 8
VERSIONS = "versions"
CHOSEN = "by hand"
_HAND_KEY = "0"
_ROWS = "qwertyuiop", "asdfghjkl", "zxcvbnm", "123456789"
POINT_KEYS = tuple(key for row in _ROWS for key in row if key not in PAGE_KEYS)
"""The keys of the options, in the order in which they are given."""
# Only a point that is alone on its page has so many options; those are clicked.
_WITHOUT_KEY = f".annotate-point .lsf-choice:nth-of-type(n+{len(POINT_KEYS) + 1}) sup {{ display: none; }}"


def to_adjudication_config(schema: Schema) -> str:
    """The XML that shows what annotators said of a sentence and asks an adjudicator what is right."""
    basis = make_basis(schema).within()
    by_hand = Option(CHOSEN, basis.words.by_hand, _HAND_KEY)
    parts = (
        Box("progress", (Heading("$progress"), help_block(schema))),
        context("before"),
        Box("versions", (Panel(VERSIONS),)),
        context("after"),
        Unseen(Choices(POINTS, (), several=True, variable=POINTS)),
        Box(
            "points",
            tuple(_point(place, basis) for place in range(1, MOST_POINTS + 1)),
            UnlessChosen(BY_HAND, (CHOSEN,)),
        ),
        Box("by-hand", (Choices(BY_HAND, (by_hand,)),)),
        Box("hand", (sentence(basis), *answers(basis)), WhenChosen(BY_HAND, (CHOSEN,))),
        Box("note", (NoteLine(NOTE, basis.words.note),)),
    )
    return to_xml(parts, f"{STYLE}\n{STYLE_OF_POINTS}\n{_WITHOUT_KEY}", "page")


def about_variable(place: int) -> str:
    """The task variable that says what the point in this place is about."""
    return f"about_{place}"


def options_variable(place: int) -> str:
    """The task variable with the options of the point in this place."""
    return f"point_{place}"


def _point(place: int, basis: Basis) -> Box:
    options = Choices(point_name(place), (), required=basis.words.point_open, variable=options_variable(place))
    return Box("point", (Text(about_variable(place)), options), WhenChosen(POINTS, (str(place),)))
