"""What is known of a language: its file `languages/CODE.txt`, whose sections `languages/README.md` explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from annotate.corpus.splitting.phrases import parted
from annotate.errors import CorpusError

TAIL = 4
"""Length of the word ends in `Language.tails`."""
Sections = Mapping[str, list[str]]
"""The lines of each section of a file, by its heading."""


@dataclass(frozen=True, slots=True)
class Language:
    """What decides where sentences of one language end.

    Attributes:
        code: of the language; the name of its file.
        names: never end a sentence; titles and the like (Prof, Jl).
        numbers: do not end a sentence before a figure (No, hlm).
        endings: of longer words, which do not end a sentence before a figure (German Hauptstr. 5).
        units: may end a sentence after a figure although they are names elsewhere (Russian г: 2001 г., г. Москва).
        ambiguous: end a sentence only before one of `starters` (Tbk, dll).
        starters: words that begin sentences, in small letters.
        ordinals: a figure of one or two digits, or a Roman one, and a full stop is an ordinal (German 3. Oktober).
        ordinal_endings: of a figure that is an ordinal (23rd), whose full stop ends no sentence before a month.
        months: in small letters, as dates have them.
        prepositions: begin a date that goes before its sentence (Russian В 2001 г.).
        enders: end a sentence before anything but a small letter, although they are made like others (Russian т. д.).
        openers: words that begin sentences and are hardly ever in a title, with their capital (Menurut, Sementara).
        small_words: are in small letters in titles too.
        places: are in datelines, as phrases.
        speech: verbs that say who spoke, after a quotation and before punctuation (Chinese 说).
        telling: verbs that say to whom (告诉).
        statements: verbs that say so and end the sentence or go before another quotation (表示).
        joining: join a quotation to what follows (的, と).
        not_joining: words that only begin like those (的确).
        called: what an article may call the language.
        common_words: the commonest in any text, in small letters, by which it is known.
        tails: last letters of `names` and `ambiguous`, so that most words are seen to be in neither at once.
    """

    code: str
    names: frozenset[str]
    numbers: frozenset[str]
    endings: tuple[str, ...]
    units: frozenset[str]
    ambiguous: frozenset[str]
    starters: frozenset[str]
    ordinals: bool
    ordinal_endings: frozenset[str]
    months: frozenset[str]
    prepositions: frozenset[str]
    enders: frozenset[str]
    openers: frozenset[str]
    small_words: frozenset[str]
    places: tuple[str, ...]
    speech: frozenset[str]
    telling: frozenset[str]
    statements: frozenset[str]
    joining: frozenset[str]
    not_joining: frozenset[str]
    called: tuple[str, ...]
    common_words: frozenset[str]
    tails: frozenset[str]


@lru_cache
def languages() -> list[str]:
    """The codes that have a file, in alphabetical order."""
    folder = files(__package__) / "languages"
    return sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt"))


@lru_cache
def load_language(code: str, abbreviations: tuple[str, ...] = ()) -> Language:
    """The words that decide where sentences end; `und` is for a language without a file.

    Args:
        code: a code that `languages()` lists.
        abbreviations: more of them, such as `Kab.` or `EE. UU.`, whose full stops never end a sentence.

    Raises:
        CorpusError: there is no such file.
    """
    if abbreviations:
        language = load_language(code)
        names = words_of(word.removesuffix(".") for text in abbreviations for word in text.split())
        return replace(
            language,
            names=language.names | names,
            units=language.units - names,
            enders=language.enders - names,
            tails=language.tails | _tails(names),
        )
    sections = read_sections(code)
    words = {name: words_of(lines) for name, lines in sections.items()}

    def lowered(name: str) -> frozenset[str]:
        return frozenset(word.lower() for word in words.get(name, ()))

    def listed(name: str) -> frozenset[str]:
        return words.get(name, frozenset())

    return Language(
        code=code,
        names=listed("names"),
        numbers=listed("numbers"),
        endings=tuple(listed("endings")),
        units=listed("units"),
        ambiguous=listed("ambiguous"),
        starters=lowered("starters"),
        ordinals="ordinals" in sections,
        ordinal_endings=listed("ordinal endings"),
        months=frozenset(month for line in sections.get("months", ()) for month in parted(line)),
        prepositions=listed("prepositions"),
        enders=listed("enders"),
        openers=listed("openers"),
        small_words=lowered("small words"),
        places=tuple(place for line in sections.get("places", ()) for place in parted(line)),
        speech=listed("speech"),
        telling=listed("telling"),
        statements=listed("statements"),
        joining=listed("joining"),
        not_joining=listed("not joining"),
        called=tuple(name for line in sections.get("called", ()) for name in parted(line)),
        common_words=lowered("common words"),
        tails=_tails(listed("names") | listed("ambiguous")),
    )


def _tails(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.rstrip("!")[-TAIL:] for word in words if len(word) >= TAIL)


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Words between white space; one in small letters also means its capitalised form."""
    words = {word for line in lines for word in line.split()}
    return frozenset(words | {word[0].upper() + word[1:] for word in words if word.islower()})


@lru_cache
def read_sections(code: str) -> Sections:
    """The sections of a language's file.

    Raises:
        CorpusError: there is no such file.
    """
    if code not in languages():
        raise CorpusError(
            f"there is no word list for the language {code!r}",
            f"choose one of {', '.join(name for name in languages() if name != 'und')}, or und for any other",
        )
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (files(__package__) / "languages" / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        content = line.partition("#")[0].strip()
        if content.startswith("[") and content.endswith("]") and content[1:-1].replace(" ", "").isalpha():
            lines = sections.setdefault(content[1:-1], [])
        elif content:
            lines.append(content)
    return sections
