"""The metamodel: what a schema file can say.

A schema asks questions about a sentence and, if it has a `claim` section, has annotators mark frames in it: one head
span, spans that fill its roles, and attributes. Everything else in the package reads labels from here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PrivateAttr

from annotate.schema.actors import Register
from annotate.schema.described import Answerable, Attribute, Question, Role
from annotate.schema.elements import CLAIM as CLAIM
from annotate.schema.elements import Answers, AnswerSpace
from annotate.schema.parts import Part, Text
from annotate.schema.sections import Called, Change, Condition, Context, Name, Rule, Step, as_text
from annotate.validation import matching

Language = Annotated[
    str, matching(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "the code of a language, like id, en or pt-BR")
]


class Claim(Part):
    """The frame that annotators mark.

    `at_most` is how many of them the page has room for in one sentence; a record may have more.
    """

    roles: tuple[Role, ...] = Field(min_length=1)
    attributes: tuple[Attribute, ...] = ()
    at_most: int = Field(default=3, ge=1, le=9)


class Network(Part):
    """What discourse networks are made of: roles and attributes of a claim.

    `actor` says who speaks and `target` who is to act: roles whose spans name actors, and attributes that do.
    """

    actor: tuple[Name, ...] = Field(min_length=1)
    target: tuple[Name, ...] = ()
    concept: Name | Literal[""] = ""
    qualifier: Name | Literal[""] = ""


class Schema(Part):
    """A whole schema file, with the register that it names; the register is in no dump and not in the digest.

    `called` are the names that the control which marks spans has elsewhere.
    """

    name: Name
    version: Annotated[Text, BeforeValidator(as_text)]
    title: Text
    language: Language = "en"
    introduction: str = ""
    context: Context = Context()
    register_file: str = Field(default="", alias="actors")
    called: Called = ()
    questions: tuple[Question, ...] = ()
    claim: Claim | None = None
    claims_if: Condition | None = None
    decisions: tuple[Step, ...] = ()
    rules: tuple[Rule, ...] = ()
    network: Network | None = None
    changes: tuple[Change, ...] = ()
    # Not a field: `register:` is not a key of the file, and a field of this name would shadow a method of pydantic's.
    _register: Register = PrivateAttr(default_factory=Register)

    @property
    def register(self) -> Register:
        """The actors that spans and labels can mean; empty if the schema names no register."""
        return self._register

    def with_register(self, register: Register) -> Self:
        """The schema with another register."""
        schema = self.model_copy()
        schema._register = register
        return schema

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """The ids of all actors, in the order of the register."""
        return self.register.ids

    @cached_property
    def sentence_questions(self) -> tuple[Question, ...]:
        """The questions that are switched on."""
        return tuple(question for question in self.questions if question.enabled)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles that are switched on, the head among them."""
        return tuple(role for role in self.claim.roles if role.enabled) if self.claim else ()

    @cached_property
    def head(self) -> Role | None:
        """The role that holds a claim together; None if the schema has no claims."""
        return next((role for role in self.roles if role.head), None)

    @cached_property
    def claim_attributes(self) -> tuple[Attribute, ...]:
        """The attributes of a whole claim that are switched on."""
        return self.attributes_on(CLAIM)

    def attributes_on(self, target: str) -> tuple[Attribute, ...]:
        """The attributes switched on for `target`: "claim" or the name of a role."""
        return self._attributes.get(target, ())

    @cached_property
    def _attributes(self) -> Mapping[str, tuple[Attribute, ...]]:
        attributes = [attribute for attribute in self.claim.attributes if attribute.enabled] if self.claim else []
        return {
            target: tuple(attribute for attribute in attributes if attribute.on == target)
            for target in {attribute.on for attribute in attributes}
        }

    @cached_property
    def answerables(self) -> tuple[Answerable, ...]:
        """Every question and attribute that is switched on."""
        targets = (CLAIM, *(role.name for role in self.roles))
        return (*self.sentence_questions, *(item for target in targets for item in self.attributes_on(target)))

    def labels_of(self, element: Answerable) -> tuple[str, ...]:
        """The names an annotator can choose for `element`, actors included."""
        names = tuple(label.name for label in element.labels)
        return names + tuple(actor for actor in self.actor_ids if actor not in names) if element.actors else names

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change when the possible answers change.

        Wording, colours and the actors in the register do not count: they may improve while annotators work.
        """
        return hashlib.sha256(json.dumps(self.answer_space.to_json(), sort_keys=True).encode()).hexdigest()[:16]

    @cached_property
    def answer_space(self) -> AnswerSpace:
        """Everything an annotator can answer."""
        space = {role.element: Answers(is_head=role.head) for role in self.roles}
        space |= {question.element: question.answers for question in self.sentence_questions}
        for target in (CLAIM, *(role.name for role in self.roles)):
            space |= {attribute.element: attribute.answers for attribute in self.attributes_on(target)}
        return AnswerSpace(space)
