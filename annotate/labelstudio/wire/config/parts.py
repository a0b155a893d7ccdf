"""The parts of a labeling page, as types: pages are built of them, and `to_xml` writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Option:
    """A label that can be chosen: results carry its `name`, people read its `title`.

    `key` is "" if the label gets none, and None if Label Studio is to give it one. One that is `kept` for earlier
    answers is not seen.
    """

    name: str
    title: str
    key: str | None = ""
    hint: str = ""
    colour: str = ""
    kept: bool = False


@dataclass(frozen=True)
class WhenChosen:
    """Seen while a control has one of these labels chosen."""

    control: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class UnlessChosen:
    """Seen unless a control has one of these labels chosen."""

    control: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class WhenSelected:
    """Seen while a span of one of these roles is selected, of one control or of any."""

    roles: tuple[str, ...]
    control: str = ""


@dataclass(frozen=True)
class Text:
    """A text of the task, which has the control's name as its variable; `markable` if spans can be marked in it."""

    name: str
    markable: bool = False
    shows_roles: bool = False


@dataclass(frozen=True)
class Heading:
    """A line of the page's own, or a variable of the task, with `$`."""

    text: str


@dataclass(frozen=True)
class Markdown:
    """A longer text of the page's own."""

    text: str


@dataclass(frozen=True)
class Panel:
    """HTML of the task, in the variable with this name, in which nothing can be marked.

    Label Studio lets forms and styles through: every text in it must be escaped.
    """

    name: str


@dataclass(frozen=True)
class NoteLine:
    """A line to write in."""

    control: str
    placeholder: str


@dataclass(frozen=True)
class Marks:
    """A row of roles, with which spans are marked."""

    control: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Choices:
    """A question, answered by choosing.

    `required` is what the page says if the answer is missing. `per_span`: it is asked about each span, those that
    `when` names. `style` is how the options are shown: in a "row", in a drop-down "list", or in a list to "search" in.
    With a `variable`, the options are those that the task has under this name.
    """

    control: str
    options: tuple[Option, ...]
    several: bool = False
    required: str = ""
    per_span: bool = False
    when: WhenSelected | None = None
    style: Literal["row", "list", "search"] = "row"
    placeholder: str = ""
    variable: str = ""


@dataclass(frozen=True)
class Box:
    """Parts that belong together, with the name that the style sheet has for them, without its `annotate-`."""

    name: str
    parts: tuple[Part, ...] = ()
    when: WhenChosen | UnlessChosen | WhenSelected | None = None


@dataclass(frozen=True)
class Unseen:
    """A part that is there for what it keeps."""

    part: Part


Part = Text | Heading | Markdown | Panel | NoteLine | Marks | Choices | Box | Unseen


def all_boxes(parts: Sequence[Part]) -> Iterator[Box]:
    """Every box, in the order of the page."""
    for part in parts:
        if isinstance(part, Box):
            yield part
            yield from all_boxes(part.parts)
