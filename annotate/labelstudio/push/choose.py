"""Which sentences are sent, and whether a server can store them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotate.corpus import KINDS, SegmentKind, Sentence
from annotate.errors import CorpusError

# NUL, and surrogates without their other half.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class SendChoice(NamedTuple):
    """What to send: sentences of these kinds, perhaps only the calibration round; and what may change.

    With `calibration_only` the main rounds are planned and stay here until the next push. With `migrate` a schema that
    changed since the launch becomes the launch's. With `page` a launch gets the page with numbered claims.
    """

    kinds: Collection[SegmentKind] = KINDS
    calibration_only: bool = False
    migrate: bool = False
    page: bool = False


def of_kinds(sentences: Sequence[Sentence], kinds: Collection[SegmentKind]) -> list[Sentence]:
    """The sentences that are of these kinds.

    Raises:
        CorpusError: none is.
    """
    chosen = [sentence for sentence in sentences if sentence.kind in kinds]
    if not chosen:
        raise CorpusError(f"no sentence is of kind {', '.join(kinds)}", "choose others with --kinds")
    return chosen


def other_kinds(sentences: Iterable[Sentence], kinds: Collection[SegmentKind]) -> Counter[SegmentKind]:
    """How many sentences are of each kind that is not one of these."""
    return Counter(sentence.kind for sentence in sentences if sentence.kind not in kinds)


def refuse_unstorable(sentences: Sequence[Sentence]) -> None:
    """Stop at a text that a server on PostgreSQL cannot store: it would fail a whole batch, and not say why.

    Raises:
        CorpusError: names the sentence, its article and the character.
    """
    for sentence in sentences:
        _refuse_characters(sentence, "", sentence.id, sentence.text)
    for sentence in sentences:
        _refuse_characters(sentence, " in its context", *sentence.before, *sentence.after)


def _refuse_characters(sentence: Sentence, where: str, *texts: str) -> None:
    bad = next((char for text in texts for char in _UNSTORABLE.findall(text)), "")
    if bad:
        name = "a NUL character" if bad == "\0" else f"half a character, U+{ord(bad):04X},"
        raise CorpusError(
            f"sentence {sentence.id!r} of article {sentence.article_id!r} has {name}{where}, "
            "which Label Studio cannot store",
            "nothing was sent; remove it from the article and split again",
        )
