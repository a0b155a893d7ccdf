"""Which language an article is in: the one that it names, or the one whose commonest words it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from annotate.corpus.splitting.language import languages, load_language

ALL_WORDS = ""
"""The key of all words among the counts of `common_words`."""
UNKNOWN = "und"
FIELDS = ("language", "lang")
"""What is known of an article may name its language under one of these."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")  # Chinese has no spaces
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*")
_NO_LANGUAGE = frozenset(("und", "mul", "mis", "zxx", "nan", "n/a"))
_FEWEST = 8  # common words of another language that refute what an article says
_SAMPLE = 6000  # characters


def own_language(metadata: Mapping[str, Any], text: str) -> str:
    """The language of an article that names one: a code that `languages()` lists, `und` for another, or nothing.

    If its commonest words are another language's, as on pages whose template is foreign, it is that one.

    Args:
        metadata: of the article.
        text: of the article.
    """
    name = next((str(metadata[field]) for field in FIELDS if metadata.get(field)), "")
    code = _code(name.strip().lower()) if name else ""
    if code in ("", UNKNOWN):
        return code
    counts = common_words(text[:_SAMPLE])
    likely = likely_language(counts)
    return likely if likely and counts[likely] >= _FEWEST else code


def common_words(text: str) -> Counter[str]:
    """How many of a text's words are common ones of one language only, and under `ALL_WORDS` how many words it has."""
    words = _WORD.findall(text.lower())
    counts = Counter(filter(None, map(_language_by_word().get, words)))
    counts[ALL_WORDS] = len(words)
    return counts


def likely_language(counts: Mapping[str, int]) -> str:
    """The language that has at least twice as many of the common words as any other, or nothing."""
    ranked = sorted(((number, code) for code, number in counts.items() if code != ALL_WORDS), reverse=True)
    (most, code), (second, _) = [*ranked, (0, ""), (0, "")][:2]
    return code if most and most >= 2 * second else ""


@lru_cache
def _language_by_word() -> dict[str, str]:
    """The language of each common word that no other has."""
    common = [(word, code) for code in languages() for word in load_language(code).common_words]
    times = Counter(word for word, _ in common)
    return {word: code for word, code in common if times[word] == 1}


@lru_cache
def _code(name: str) -> str:
    by_name = {called: code for code in languages() for called in load_language(code).called}
    if name in by_name:
        return by_name[name]
    if name in _NO_LANGUAGE or not _CODE.fullmatch(name):
        return ""
    return by_name.get(re.split("[-_]", name)[0], UNKNOWN)
