"""Which language articles were taken to be in, and whether their words say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotate.cli.boundary import tell
from annotate.counting import count

if TYPE_CHECKING:
    from annotate.corpus import SelectionReport

_FEWEST_WORDS = 20
_FEWEST_TO_DOUBT = 40
_SOME = 0.05  # share of the words that are common ones of a language that a text may be in
_HARDLY_ANY = 0.02


def articles_by_language(report: SelectionReport, assumed: str) -> dict[str, int]:
    """How many articles were split as each language, of which `assumed` is that of articles that name none."""
    numbers = Counter({assumed: report.languages[""]}) + Counter(
        {language: number for language, number in report.languages.items() if language}
    )
    return dict(numbers.most_common())


def tell_of_languages(report: SelectionReport, assumed: str) -> None:
    """Say on stdout which languages were taken, and on stderr which of them the articles' words do not bear out."""
    named = {language: number for language, number in report.languages.most_common() if language}
    told = [f"{assumed} (assumed for {count(report.languages[''], 'article')})"] if report.languages[""] else []
    told += [f"{language} (named by {count(number, 'article')})" for language, number in named.items()]
    if told:
        print(f"language: {', '.join(told)}")
    for warning in _warnings(report, assumed):
        tell(f"annotate: {warning}")


def _warnings(report: SelectionReport, assumed: str) -> Iterator[str]:
    from annotate.corpus.splitting.which_language import ALL_WORDS, likely_language

    for named, counts in report.common_words.items():
        language, words, likely = named or assumed, counts[ALL_WORDS], likely_language(counts)
        remedy = "write `language: {}` into config.yaml, or pass --language {}"
        if likely not in ("", language) and words >= _FEWEST_WORDS and counts[likely] >= _SOME * words:
            kind = "a language without word lists" if likely == "und" else likely
            yield (
                f"the commonest words of {count(report.languages[named], 'article')} are those of {kind}, "
                f"not of {language}; {remedy.format(likely, likely)}"
            )
        elif language != "und" and words >= _FEWEST_TO_DOUBT and counts[language] < _HARDLY_ANY * words:
            yield (
                f"{count(report.languages[named], 'article')} {'has' if report.languages[named] == 1 else 'have'} "
                f"hardly any of the commonest words of {language}; if the language is another, "
                f"{remedy.format('und', 'CODE')}"
            )
