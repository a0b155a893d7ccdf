"""What annotators can put right in their annotations, in words for them.

A remark is a phrase of `annotate/schema/languages/` with what is filled in, so that the same one can be shown to an
annotator in the schema's language and to a researcher in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from annotate.schema import Answerable, Role, Schema
from annotate.schema.phrases import phrases

RemarkKind = Literal[
    "unanswered",
    "unanswered_about",
    "unmarked",
    "marked",
    "unlinked",
    "heads",
    "beyond",
    "two_roles",
    "double",
    "twice",
    "unreadable",
]


class Remark(NamedTuple):
    """One thing to put right: its kind, and what the phrase of this kind is filled with."""

    kind: RemarkKind
    filled: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The remark as a sentence."""
        return str(getattr(phrases(language), f"look_{self.kind}")).format(**self.filled)


def remarks_on(fields: Mapping[str, Any], schema: Schema) -> list[Remark]:
    """What is missing, contradictory or without a claim in the answers and claims of a record that may be invalid."""
    return [*_unanswered(fields, schema), *_contradiction(fields, schema), *_unlinked(fields, schema)]


def unreadable(problem: str) -> Remark:
    """That something on the page does not fit, as `problem` says in English."""
    return Remark("unreadable", {"problem": problem})


def _unanswered(fields: Mapping[str, Any], schema: Schema) -> Iterator[Remark]:
    for question in _required(schema.sentence_questions):
        if _is_empty(fields.get(question.name)):
            yield Remark("unanswered", {"question": question.heading})
    if schema.head is None:
        return
    for claim in fields.get("claims", ()):
        yield from _unanswered_about(claim[schema.head.name], claim, _required(schema.claim_attributes))
        for role in schema.roles:
            required = _required(schema.attributes_on(role.name))
            for span in (claim[role.name],) if role.head else claim[role.name]:
                yield from _unanswered_about(span, span, required)


def _unanswered_about(span: Mapping[str, Any], answers: Mapping[str, Any], asked: list[Answerable]) -> Iterator[Remark]:
    for element in asked:
        if _is_empty(answers.get(element.name)):
            yield Remark("unanswered_about", {"question": element.heading, "words": span["text"]})


def _required(elements: tuple[Answerable, ...]) -> list[Answerable]:
    return [element for element in elements if element.required]


def _is_empty(answer: object) -> bool:
    return answer is None or answer in ((), [])


def _contradiction(fields: Mapping[str, Any], schema: Schema) -> Iterator[Remark]:
    """The answer that announces claims without any, or spans under another answer."""
    head, condition = schema.head, schema.claims_if
    question = next(
        (asked for asked in schema.sentence_questions if condition and asked.name == condition.question), None
    )
    if head is None or condition is None or question is None or _is_empty(fields.get(question.name)):
        return
    answer = fields[question.name]
    labels = (answer,) if isinstance(answer, str) else tuple(answer)
    titles = {label.name: label.title or label.name for label in question.labels}
    said = {"question": question.heading, "answer": ", ".join(titles.get(label, label) for label in labels)}
    claims = fields.get("claims", ())
    if condition.label in labels:
        if not claims:
            yield Remark("unmarked", said | {"head": head.heading})
        return
    for claim in claims:
        yield Remark("marked", said | {"role": head.heading, "words": claim[head.name]["text"]})


def _unlinked(fields: Mapping[str, Any], schema: Schema) -> Iterator[Remark]:
    roles: dict[str, Role] = {role.name: role for role in schema.roles}
    for span in fields.get("unlinked", ()) if schema.head else ():
        filled = {"words": span["text"], "role": roles[span["role"]].heading}
        yield Remark("unlinked", filled | {"head": schema.head.heading if schema.head else ""})
