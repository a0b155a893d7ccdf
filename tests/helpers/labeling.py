"""An annotator's hands on the labeling page in a browser, and what they did, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from annotate.labelstudio.wire.config.numbered_page import to_labeling_config
from annotate.schema import Schema

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Where the first and the last character of a phrase are drawn in the sentence on the page.
PLACES = """phrase => {
    const text = document.querySelector('.annotate-sentence .lsf-richtext__container');
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const places = [];
    while (walker.nextNode())
        for (let offset = 0; offset < walker.currentNode.length; offset++) places.push([walker.currentNode, offset]);
    const start = places.map(([node, offset]) => node.data[offset]).join('').indexOf(phrase);
    return [start, start + phrase.length - 1].map(index => {
        const range = document.createRange();
        range.setStart(places[index][0], places[index][1]);
        range.setEnd(places[index][0], places[index][1] + 1);
        const box = range.getBoundingClientRect();
        return {left: box.left + 1, right: box.right - 1, middle: box.top + box.height / 2};
    });
}"""
# The text moves when rows and labels appear: resolves when the last change is drawn.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SPAN_IN_LIST = ".lsf-outliner-item, .lsf-tree__node"

LIST = ".annotate-claim1 .ant-select-selector"
IN_LIST = ".ant-select-tree-title:visible"
SUBMIT = "[data-testid=bottombar-submit-button]"
SUBMITTED = "() => Htx.annotationStore.selected.serializeAnnotation()"
# What is answered, which roles are chosen, and what is typed into a field.
STATE = """() => {
    const annotation = window.Htx.annotationStore.selected;
    const roles = [...annotation.names.values()].flatMap(control =>
        (control.selectedLabels ?? []).map(label => [control.name, label.value]));
    return JSON.stringify([annotation.serializeAnnotation(), roles, document.activeElement?.value]);
}"""
TICKED = """() => [...document.querySelectorAll('.annotate-page input[type=checkbox]:checked')]
    .filter(box => box.offsetParent).map(box => box.name)"""


class Actions(NamedTuple):
    """How many actions of each kind an annotation took."""

    keys: int = 0
    chords: int = 0
    drags: int = 0
    clicks: int = 0


class Hands:
    """Presses keys, drags and clicks, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._counts: Counter[str] = Counter()

    def actions(self) -> Actions:
        """What was done until now."""
        return Actions(**self._counts)

    def press(self, *keys: str) -> None:
        """Press keys that do something, each when the page has done what the one before asks; a chord is Shift+D."""
        for key in keys:
            before = self.page.evaluate(STATE)
            self.try_keys(key)
            self.page.wait_for_function(f"before => ({STATE})() !== before", arg=before)

    def try_keys(self, *keys: str) -> None:
        """Press keys that may do nothing."""
        for key in keys:
            self.page.keyboard.press(key)
            self._counts["chords" if "+" in key else "keys"] += 1

    def drag(self, phrase: str) -> None:
        """Drag over the first place of a phrase in the sentence."""
        self.page.evaluate(DRAWN)
        spans = self.page.locator(SPAN_IN_LIST).count()
        first, last = self.page.evaluate(PLACES, phrase)
        self.page.mouse.move(first["left"], first["middle"])
        self.page.mouse.down()
        self.page.mouse.move(last["right"], last["middle"], steps=8)
        self.page.mouse.up()
        self._counts["drags"] += 1
        self.page.wait_for_function(
            "([list, before]) => document.querySelectorAll(list).length > before", arg=[SPAN_IN_LIST, spans]
        )

    def mark(self, keys: str, phrase: str) -> None:
        """Press the keys of a role, with spaces between, and drag over the phrase."""
        # A hand is slower than the page, which moves its rows and takes up their keys after an answer.
        self.page.wait_for_timeout(500)
        self.press(*keys.split())
        self.drag(phrase)

    def click(self, selector: str, text: str = "") -> None:
        """Click what a selector finds first, perhaps among what has the text."""
        found = self.page.locator(selector)
        (found.filter(has_text=text) if text else found).first.click()
        self._counts["clicks"] += 1

    def open_list(self) -> None:
        """Click the list of the first claim, and wait until it takes what is typed."""
        self.click(LIST)
        self.page.wait_for_function("() => document.activeElement.name === 'taxonomy-search-input'")

    def submit(self, *, button: bool = False) -> None:
        """Submit by the keyboard, or with the button, and wait until the server has it."""
        with self.page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
            self.click(SUBMIT) if button else self.try_keys("Control+Enter")

    def ticked(self) -> Counter[str]:
        """The answers that are ticked and seen."""
        return Counter(self.page.evaluate(TICKED))


class Shown:
    """What would be submitted, in the words that the page shows for it."""

    def __init__(self, schema: Schema) -> None:
        page = ElementTree.fromstring(to_labeling_config(schema))
        self.titles = {
            (control.get("name"), label.get("alias", label.get("value"))): str(label.get("value"))
            for kind in ("Choices", "Labels")
            for control in page.iter(kind)
            for label in control
        }
        self.roles = {title for (control, _), title in self.titles.items() if str(control).startswith("spans")}

    def choices(self, hands: Hands) -> Counter[str]:
        """The answers that are chosen."""
        return self._of(hands, "choices")

    def spans(self, hands: Hands) -> Counter[str]:
        """The roles of all spans."""
        return self._of(hands, "labels")

    def listed(self, hands: Hands) -> Counter[str]:
        """The roles in the list of spans at the side."""
        texts = hands.page.locator(SPAN_IN_LIST).all_inner_texts()
        parts = [part.strip() for text in texts for part in text.replace(",", "\n").split("\n")]
        return Counter(part for part in parts if part in self.roles)

    def _of(self, hands: Hands, kind: str) -> Counter[str]:
        items = [item for item in hands.page.evaluate(SUBMITTED) if item["type"] == kind]
        return Counter(self.titles[item["from_name"], label] for item in items for label in item["value"][kind])


def one_claim(hands: Hands) -> None:
    """Annotate one claim with a head only."""
    hands.press("y")
    hands.mark("1", "guarantees")
    hands.press("d", "c")


def two_claims(hands: Hands) -> None:
    """Annotate two claims with a head only."""
    hands.press("w")
    hands.mark("1", "guarantees")
    hands.mark("Shift+1", "neutrality")
    hands.press("d", "c", "Shift+D", "Shift+X")
