"""What a schema describes: questions, roles and attributes, with their labels and what the codebook says of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from annotate.schema.elements import CLAIM, Answers, Element, Form, LevelName
from annotate.schema.parts import Part, Text
from annotate.schema.sections import Called, Example, LabelName, Name, as_text
from annotate.validation import matching

Colour = Annotated[str, matching(r"#[0-9a-fA-F]{6}", 'six digits in quotes, like "#1d4ed8"')]


class Label(Part):
    """One value an annotator can choose.

    `value` is the number that an ordinal label means; labels without one count 0, 1, 2 in the order they are written.
    """

    name: LabelName
    title: str = ""
    definition: str = ""
    value: float | None = Field(default=None, allow_inf_nan=False)
    called: Called = ()
    hotkey: Annotated[str, BeforeValidator(as_text)] = ""


class Described(Part):
    """What the codebook says about a question, a role or an attribute."""

    name: Name
    title: str = ""
    called: Called = ()
    definition: Text
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    borderline: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    enabled: bool = True

    @property
    def heading(self) -> str:
        """The name people read."""
        return self.title or self.name.replace("_", " ")


class Answerable(Described):
    """An element answered by choosing labels.

    `actors` adds every actor of the register to the labels. `of: annotator` says that annotators answer it about
    themselves: it is measured, and is not part of a claim or of gold.
    """

    level: LevelName = "nominal"
    required: bool = False
    labels: tuple[Label, ...] = ()
    actors: bool = False
    weight: float = Field(default=1.0, ge=0)
    of: Literal["text", "annotator"] = "text"

    @property
    def is_of_text(self) -> bool:
        """Whether the answer is about the text, so that annotators can be right or wrong about it together."""
        return self.of == "text"

    @property
    def element(self) -> Element:
        """Its name in the change log and in a launch."""
        raise NotImplementedError

    @cached_property
    def values(self) -> Mapping[str, float]:
        """The number of each label, for ordinal distances."""
        return {label.name: index if label.value is None else label.value for index, label in enumerate(self.labels)}

    @property
    def answers(self) -> Answers:
        """What it can be answered with; the actors of the register, which may come and go, are not among them."""
        values = self.values if self.level == "ordinal" else {}
        # A launch has a number's first six digits, and two that are written alike are the same.
        labels = tuple((label.name, float(f"{values.get(label.name, 0):g}")) for label in self.labels)
        return Answers(Form(self.level, self.required, self.actors), labels)


class Question(Answerable):
    """A question about the sentence."""

    @property
    def element(self) -> Element:
        """Its name in the change log and in a launch."""
        return Element("question", self.name)


class Role(Described):
    """A kind of span. The head holds a claim together; `actor` roles name someone in the register.

    `weight` is its share in the similarity of two claims.
    """

    head: bool = False
    actor: bool = False
    hotkey: Annotated[str, BeforeValidator(as_text)] = ""
    colour: Colour = "#9aa5b1"
    weight: float = Field(default=1.0, ge=0)

    @property
    def element(self) -> Element:
        """Its name in the change log and in a launch."""
        return Element("role", self.name)

    @property
    def actor_element(self) -> str:
        """What agreement calls the actors of its spans."""
        return f"{self.name}.actor"


class Attribute(Answerable):
    """A question about a claim, or about each span of the role named by `on`."""

    on: Name = CLAIM

    @property
    def element(self) -> Element:
        """Its name in the change log and in a launch."""
        return Element("attribute", self.name, self.on)
