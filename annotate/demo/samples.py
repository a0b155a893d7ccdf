"""The sample annotations of the demo: written by us, neither gold nor the work of annotators.

One YAML file an article, a list of sentences with what each imagined annotator says. A span is a piece of its sentence,
`Rusia`, or `{text: Rusia, nth: 2}` for its second occurrence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotate.corpus import Sentence
from annotate.errors import CorpusError
from annotate.json_files import JsonObject
from annotate.schema import Schema
from annotate.yamlfile import read_yaml

SKIPPED = "skipped"


class Sample(NamedTuple):
    """What one imagined annotator submits for one sentence: the answers of a record, or None for a skip."""

    sentence: Sentence
    annotator: str
    answers: JsonObject | None


def read_samples(folder: Path, sentences: Iterable[Sentence], schema: Schema) -> list[Sample]:
    """The samples for `sentences`, which are those of the seed articles.

    Raises:
        CorpusError: a sample is broken, speaks of a sentence that is not there, or one has no sample.
    """
    waiting = {(sentence.article_id, sentence.text): sentence for sentence in sentences}
    samples: list[Sample] = []
    for file in sorted(folder.glob("*.yaml")):
        document = read_yaml(file)
        if document.problems:
            raise CorpusError(str(document.problems[0]), "correct that line")
        for number, entry in enumerate(document.content):
            sentence = waiting.pop((file.stem, entry["text"]), None)
            if sentence is None:
                raise CorpusError(
                    str(document.problem((number,), "is about a sentence that the article does not have")),
                    "the text must be what `annotate split` makes of the article, each sentence once",
                )
            try:
                samples += _of_sentence(entry, sentence, schema)
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(str(document.problem((number,), str(error))), "correct that sample") from error
    if waiting:
        _, text = next(iter(waiting))
        raise CorpusError(f"{len(waiting)} sentences have no sample, first {text!r}", f"add them to {folder}")
    return samples


def _of_sentence(entry: JsonObject, sentence: Sentence, schema: Schema) -> Iterator[Sample]:
    for annotator, said in entry.items():
        if annotator == "text":
            continue
        answers = None if said == SKIPPED else _answers(said, sentence.text, schema)
        yield Sample(sentence, annotator, answers)


def _answers(said: JsonObject, text: str, schema: Schema) -> JsonObject:
    roles = {role.name: role for role in schema.roles}
    claims = []
    for marked in said.get("claims", ()):
        claim: JsonObject = {}
        for key, value in marked.items():
            if key not in roles:
                claim[key] = [str(label) for label in value] if isinstance(value, list) else str(value)
            elif roles[key].head:
                claim[key] = _span(value, text)
            else:
                claim[key] = [_span(item, text) for item in value]
        claims.append(claim)
    unlinked = [{"role": item["role"], **_span(item, text)} for item in said.get("unlinked", ())]
    questions = {key: value for key, value in said.items() if key not in ("claims", "unlinked")}
    return {**questions, "claims": claims, "unlinked": unlinked}


def _span(value: str | JsonObject, text: str) -> JsonObject:
    piece, nth = (value, 1) if isinstance(value, str) else (value["text"], value.get("nth", 1))
    start = -1
    for _ in range(nth):
        start = text.find(piece, start + 1)
        if start < 0:
            raise ValueError(f"{piece!r} is not {nth} times in the sentence")
    return {"start": start, "end": start + len(piece), "text": piece}
