"""The full stops of Chinese and Japanese, which need no space after them."""

from __future__ import annotations

import re
from functools import lru_cache

from annotate.corpus.splitting.language import Language, load_language

_FAR = 300  # characters back in which an opening bracket is looked for


def end_at_wide_stop(text: str, begin: int, match: re.Match[str], words: Language) -> int:
    """The end of the sentence that stops here, or 0 if it goes on: a title, a bracket, a quotation and its attribution.

    Args:
        text: the article.
        begin: where the sentence begins.
        match: the full stop, with the marks that close after it in the group `wide`.
        words: the language.
    """
    cut, closers = match.end(), match["wide"]
    if closers and cut < len(text):
        if closers[-1] in "》〉" or text[cut] in "，、；：":
            return 0
        if closers[-1] in "）)" and text.rfind("（", max(begin, match.start() - _FAR), match.start()) > begin:
            return 0
        if _joined(words.code).match(text, cut):
            return 0
    return 0 if text[cut : cut + 1].islower() else cut


@lru_cache
def _joined(code: str) -> re.Pattern[str]:
    """What joins a quotation to the words after it: a verb of saying, or a particle."""
    words = load_language(code)

    def any_of(group: frozenset[str]) -> str:
        return f"(?:{'|'.join(sorted(map(re.escape, group), reverse=True))})" if group else r"(?!)"

    return re.compile(
        rf"""(?!{any_of(words.not_joining)})(?:{any_of(words.joining)}
        | [^。！？｡，；：「『“（\s]{{0,12}}?(?:{any_of(words.speech)}(?=[，,。！？；]|\Z)
          | {any_of(words.telling)}[^。！？，]{{1,8}}。 | {any_of(words.statements)}(?=。|[，,]?[“「『]|\Z)))""",
        re.VERBOSE,
    )
