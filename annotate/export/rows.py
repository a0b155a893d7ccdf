"""Gold labels beside the sentences they belong to: what every export starts from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotate.corpus import read_sentences
from annotate.errors import WorkspaceError
from annotate.files import read_jsonl

Row = dict[str, Any]


def gold_rows(gold: Path, sentences: Path) -> Iterator[Row]:
    """Yield each gold line with the text, kind and article of its sentence.

    Raises:
        WorkspaceError: a file is missing or broken, or the gold speaks of a sentence that is not there.
    """
    known = {sentence.id: sentence for sentence in read_sentences(sentences)}
    for number, row in read_jsonl(gold, "`annotate gold` writes it anew"):
        sentence = known.get(row.get("sentence_id", ""))
        if sentence is None:
            raise WorkspaceError(
                f"{gold}:{number} speaks of a sentence that {sentences} does not have",
                "split the articles as they were when they were launched",
            )
        yield row | {"text": sentence.text, "kind": sentence.kind, "article": dict(sentence.article)}
