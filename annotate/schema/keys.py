"""Which key gives which answer on the labeling page: one key, one answer.

The schema's own keys come first. Then come the numbers of claims, the roles, and the labels in the order in which they
stand in their questions, first labels first: one that is added at the end of a question comes after those before it,
and actors, who are searched for, need no keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase, digits

from annotate.schema.changes import Answer
from annotate.schema.described import Answerable
from annotate.schema.elements import CLAIM
from annotate.schema.model import Schema
from annotate.schema.numbers import claim_numbers, is_searched

CHORDS = ("", "shift+", "ctrl+shift+")
"""What is held down with a key for the answers about the first, the second and the third claim."""
PAGE_KEYS = frozenset("u")  # Label Studio's own: it unselects a span
KEPT_CHORDS = frozenset({"ctrl+shift+t", "ctrl+shift+n", "ctrl+shift+w", "ctrl+shift+z"})  # the browser's, and redo
KEYS = tuple(key for key in ascii_lowercase + digits if key not in PAGE_KEYS)
_DIGITS = "1234567890"
_NUMBERS = {0: "0", 1: "y", 2: "w", 3: "h"}


def page_keys(schema: Schema) -> dict[Answer, str]:
    """The key of each role and label that has one, without what is held down with it for a further claim."""
    keys = {answer: key for answer, key in own_keys(schema).items() if key}
    free = [key for key in KEYS if key not in keys.values()]

    def give(answer: Answer, wishes: Iterable[str]) -> None:
        if answer not in keys and (key := next((wish for wish in wishes if wish in free), "")):
            keys[answer] = key
            free.remove(key)

    for answer, number in _numbers(schema).items():
        give(answer, _NUMBERS.get(number, "") + "".join(KEYS))
    for role in schema.roles:
        give(Answer(role.element), (*_DIGITS, *KEYS))
    for answer, wishes in _labels_in_turn(schema):
        give(answer, wishes)
    return keys


def own_keys(schema: Schema) -> dict[Answer, str]:
    """What the schema says of each role and label that can have a key: its own, in small letters, or none."""
    keys = {Answer(role.element): role.hotkey.casefold() for role in schema.roles}
    for element in _with_keys(schema):
        keys |= {Answer(element.element, label.name): label.hotkey.casefold() for label in element.labels}
    return keys


def without_keys(schema: Schema) -> list[Answer]:
    """The roles, labels and numbers of claims for which no key is left."""
    keys = page_keys(schema)
    return [answer for answer in dict.fromkeys((*own_keys(schema), *_numbers(schema))) if answer not in keys]


def chord(key: str, claim: int, chords: Sequence[str] = CHORDS) -> str:
    """What to press for an answer about a claim, from 1; empty if there is nothing."""
    pressed = f"{chords[claim - 1]}{key}" if key and claim <= len(chords) else ""
    return "" if pressed in KEPT_CHORDS else pressed


def _numbers(schema: Schema) -> dict[Answer, int]:
    """The answers that the page adds to say how many claims there are."""
    numbers, own = claim_numbers(schema), own_keys(schema)
    if numbers is None:
        return {}
    pairs = [(Answer(numbers.element, label), number) for label, number in numbers.labels.items()]
    return {answer: number for answer, number in pairs if answer not in own}


def _labels_in_turn(schema: Schema) -> Iterator[tuple[Answer, list[str]]]:
    """The labels, the first of each question, then the second, and so on, with the keys that suit them, best first."""
    elements = _with_keys(schema)
    for index in range(max((len(element.labels) for element in elements), default=0)):
        for element in elements:
            if index < len(element.labels):
                label = element.labels[index]
                letters = [letter for letter in f"{label.title}{label.name}".casefold() if letter in KEYS]
                # A key that the browser keeps for itself in a chord is the last to be given for a further claim.
                kept = [key for key in KEYS if chord(key, len(CHORDS)) == "" and getattr(element, "on", "") == CLAIM]
                wishes = dict.fromkeys((*letters, *KEYS))
                yield Answer(element.element, label.name), [*(key for key in wishes if key not in kept), *kept]


def _with_keys(schema: Schema) -> list[Answerable]:
    return [element for element in schema.answerables if not is_searched(element)]
