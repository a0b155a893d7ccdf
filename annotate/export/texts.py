"""The texts of articles for exports of whole articles, made from the sentences where they are not kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from annotate.corpus import Sentence
from annotate.corpus.articles_file import ArticleTexts


class KeptTexts(Mapping[str, str]):
    """The article of each sentence: from articles.jsonl, or else rebuilt with line ends in the gaps.

    An article whose text does not have its sentences where they are is rebuilt, too. `rebuilt` are the ids of those
    that were rebuilt so far.
    """

    def __init__(self, articles: Path, sentences: Iterable[Sentence]) -> None:
        self._file = articles
        self.rebuilt: set[str] = set()
        self._sentences: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in sentences:
            self._sentences[sentence.article_id].append(sentence)

    def __getitem__(self, identifier: str) -> str:
        sentences = self._sentences.get(identifier, [])
        text = self._kept.get(identifier)
        if text is not None and all(text[each.start : each.end] == each.text for each in sentences):
            return text
        if not sentences:
            raise KeyError(identifier)
        self.rebuilt.add(identifier)
        return rebuilt_text(sentences)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __len__(self) -> int:
        return len(self._sentences)

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        return ArticleTexts(self._file) if self._file.exists() else {}


def rebuilt_text(sentences: Iterable[Sentence]) -> str:
    """The article that sentences are parts of, with line ends where none of them is."""
    parts: list[str] = []
    place = 0
    for sentence in sorted(sentences, key=lambda each: each.start):
        parts += ["\n" * (sentence.start - place), sentence.text]
        place = sentence.end
    return "".join(parts)
