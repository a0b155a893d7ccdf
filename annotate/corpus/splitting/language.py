"""What is known of a language: its file `languages/CODE.txt`, whose sections `languages/README.md` explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib.resources import files

from annotate.corpus.splitting.phrases import parted
from annotate.errors import CorpusError

TAIL = 4
"""Length of the word ends in `Language.tails`."""
Sections = Mapping[str, list[str]]
"""The lines of each section of a file, by its heading."""


@dataclass(frozen=True, slots=True)
class Page:
    """The phrases by which a page's lines are known, in small letters but for blocks; `phrases` says how they are read.

    Attributes:
        link_signs: begin a link to another article, whatever follows.
        link_cues: do so with a colon after them, or if no sentence follows.
        link_labels: do so with a colon after them, or if three words at most follow.
        list_ends: end the heading of a list of links.
        credit_signs: begin a line about who wrote it, whatever follows.
        credit_cues: do so with a colon after them, or if no sentence follows.
        credit_endings: end a sentence about who wrote it.
        credit_words: do so with a colon, a bar or a slash after them.
        authors: do so before a name that ends the line.
        agencies: are such a line by themselves.
        outlets: end such a line, after a hyphen.
        notice_signs: begin what the site says of itself, whatever follows.
        notice_cues: do so with a colon after them, or if no sentence follows.
        syndication: begin the notice after which no more of the article comes.
        networks: what `<network>` means.
        widgets: labels of what can be clicked.
        widget_ways: words that go on after such a label.
        counted: follow a figure in such a label.
        tag_heads: are above a list of tags.
        days: of the week.
        months: as they are written in dates.
        in_dates: are between a day, a month and a year.
        before_dates: are before a date.
        before_clocks: are before a time of day.
        zones: are after it.
        ago: follow a figure, and say how old an article is.
        ages: say it as a whole.
        blocks: are alone among joined lines, as they are written.
        titled_blocks: have a title after them among joined lines, as they are written.
    """

    link_signs: tuple[str, ...]
    link_cues: tuple[str, ...]
    link_labels: tuple[str, ...]
    list_ends: tuple[str, ...]
    credit_signs: tuple[str, ...]
    credit_cues: tuple[str, ...]
    credit_endings: tuple[str, ...]
    credit_words: tuple[str, ...]
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    notice_signs: tuple[str, ...]
    notice_cues: tuple[str, ...]
    syndication: tuple[str, ...]
    networks: tuple[str, ...]
    widgets: tuple[str, ...]
    widget_ways: tuple[str, ...]
    counted: tuple[str, ...]
    tag_heads: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    in_dates: tuple[str, ...]
    before_dates: tuple[str, ...]
    before_clocks: tuple[str, ...]
    zones: tuple[str, ...]
    ago: tuple[str, ...]
    ages: tuple[str, ...]
    blocks: tuple[str, ...]
    titled_blocks: tuple[str, ...]


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
        names = _words(word.removesuffix(".") for text in abbreviations for word in text.split())
        return replace(
            language,
            names=language.names | names,
            units=language.units - names,
            enders=language.enders - names,
            tails=language.tails | _tails(names),
        )
    sections = read_sections(code)
    words = {name: _words(lines) for name, lines in sections.items()}

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


@lru_cache
def load_page(code: str) -> Page:
    """The phrases by which lines of pages are known, in a language and in those that its file names under `also`.

    Raises:
        CorpusError: there is no such file.
    """
    codes = [code]
    for one in codes:
        codes += [
            other for other in _words(read_sections(one).get("also", ())) if other.islower() and other not in codes
        ]

    def phrases(section: str) -> tuple[str, ...]:
        return tuple(phrase for one in codes for line in read_sections(one).get(section, ()) for phrase in parted(line))

    return Page(**{field.name: phrases(field.name.replace("_", " ")) for field in fields(Page)})


def _words(lines: Iterable[str]) -> frozenset[str]:
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
