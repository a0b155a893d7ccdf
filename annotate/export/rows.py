"""Gold labels beside the sentences they belong to: what every export starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate.corpus import read_sentences
from annotate.errors import WorkspaceError
from annotate.files import JsonObject
from annotate.formats import read_numbered_jsonl
from annotate.gold.decision import Status
from annotate.gold.make import FORMAT


def gold_rows(gold: Path, sentences: Path) -> Iterator[JsonObject]:
    """Yield each gold line with the text, kind and article of its sentence, and what is `unresolved` in it.

    Each of these has an `element` and its `claim` from 0; None for a question, or for a claim that is open itself.

    Raises:
        WorkspaceError: a file is missing or broken, or the gold speaks of a sentence that is not there.
    """
    known = {sentence.id: sentence for sentence in read_sentences(sentences)}
    for number, row in read_numbered_jsonl(gold, "`annotate gold` writes it again", FORMAT):
        sentence = known.get(row.get("sentence_id", ""))
        if sentence is None:
            raise WorkspaceError(
                f"{gold}:{number} has a sentence that is not in {sentences}",
                "split the articles again as they were when you pushed them",
            )
        added = {"text": sentence.text, "kind": sentence.kind, "article": dict(sentence.article)}
        yield row | added | {"unresolved": list(_open(row.get("decisions", ())))}


def _open(decisions: Iterable[JsonObject]) -> Iterator[JsonObject]:
    for each in decisions:
        if each["status"] == Status.UNRESOLVED:
            yield {"element": each["element"], "claim": each["claim"]}
