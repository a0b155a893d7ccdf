"""What became of launched sentences whose articles were edited: their ids are places, so an edit can shift them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotate.corpus import Sentence
from annotate.counting import count
from annotate.errors import CorpusError
from annotate.sentence_id import SentenceId

SPLIT_AGAIN = (
    "restore the articles and split again; to annotate an edited version as well, save it under a new file name"
)


class Edits(NamedTuple):
    """Launched sentences that are not in sentences.jsonl as they were.

    `gone` are ids that are not there; `moved` those of them whose text is there under a new id: old → new; `rewritten`
    ids that are there with another text.
    """

    gone: tuple[str, ...]
    moved: dict[str, str]
    rewritten: tuple[str, ...]


def find_edits(launched: Mapping[str, str], sentences: Sequence[Sentence]) -> Edits:
    """Compare what was launched, sentence id → digest, with the sentences of today.

    A text that is gone counts as moved if it is in the same article again, or in another that has more than half of
    what was launched of the first: that is the article under another name, and less may be a common phrase.
    """
    now = {sentence.id: sentence.digest for sentence in sentences}
    gone = tuple(sentence for sentence in launched if sentence not in now)
    rewritten = tuple(sentence for sentence, text in launched.items() if now.get(sentence, text) != text)
    return Edits(gone, _moved(launched, gone, sentences) if gone else {}, rewritten)


def refuse_edits(launched: Mapping[str, str], sentences: Sequence[Sentence]) -> None:
    """Stop if the articles were edited so that a launched text would be sent again, or an id mean two texts.

    Raises:
        CorpusError: says how many sentences, with an example.
    """
    if said := describe_edits(find_edits(launched, sentences)):
        raise CorpusError(said, SPLIT_AGAIN)


def describe_edits(edits: Edits) -> str:
    """What stops a push, with how many sentences and an example; empty if nothing does."""
    problems = []
    if edits.moved:
        old, new = next(iter(edits.moved.items()))
        problems.append(f"{count(len(edits.moved), 'sentence')} already on the server moved ({old} is now {new})")
    if edits.rewritten:
        number = count(len(edits.rewritten), "sentence")
        problems.append(f"{number} already on the server changed in the article, like {edits.rewritten[0]}")
    return f"these articles changed after `annotate push`: {'; '.join(problems)}" if problems else ""


def _moved(launched: Mapping[str, str], gone: Sequence[str], sentences: Sequence[Sentence]) -> dict[str, str]:
    new: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for sentence in sentences:
        if sentence.id not in launched:
            new[sentence.digest][sentence.article_id].append(sentence.id)
    sizes = Counter(SentenceId.parse(sentence).article for sentence in launched)
    by_article: dict[str, list[str]] = defaultdict(list)
    for sentence_id in gone:
        if launched[sentence_id] in new:
            by_article[SentenceId.parse(sentence_id).article].append(sentence_id)
    moved: dict[str, str] = {}
    for article, ids in by_article.items():
        elsewhere = Counter(other for sentence_id in ids for other in new[launched[sentence_id]])
        homes = [article, *(other for other, number in elsewhere.items() if number > sizes[article] / 2)]
        for sentence_id in ids:
            places = new[launched[sentence_id]]
            home = next((other for other in homes if places.get(other)), None)
            if home is not None:
                moved[sentence_id] = places[home].pop(0)
    return moved
