"""The codebook in a real browser: everybody can read it, in light and in dark, and on paper."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from annotate.new_project import bundled
from annotate.schema import Schema, read_schema
from annotate.schema.codebook import to_html
from annotate.schema.described import Role

SCHEMA = read_schema(bundled("schemas") / "claim_stance.yaml")


def with_colours(*colours: str) -> Schema:
    """The default schema with the worst colours that somebody may choose for its roles."""
    roles: list[Role] = [
        role.model_copy(update={"colour": colours[index % len(colours)]}) for index, role in enumerate(SCHEMA.roles)
    ]
    return SCHEMA.model_copy(update={"claim": SCHEMA.claim.model_copy(update={"roles": tuple(roles)})})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_codebook(scheme: str, page: Page):
    page.emulate_media(color_scheme=scheme)
    for schema in (SCHEMA, with_colours("#000000", "#ffffff", "#ffff00", "#0000ff")):
        page.set_content(to_html(schema))
        assert page.get_by_role("heading", name="How the page works").is_visible()
        found = Axe().run(page)
        assert found.response["passes"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
        contrast = [each for each in found.response["incomplete"] if each["id"] == "color-contrast"]
        assert contrast == [], "axe could not tell some colours"
    page.set_content(to_html(SCHEMA))
    page.locator("mark").first.evaluate("mark => mark.scrollIntoView({block: 'center'})")
    screenshot(page, f"codebook-{scheme}")


def test_dark_and_paper_have_colours_of_their_own(page: Page):
    page.set_content(to_html(SCHEMA))
    background = "() => getComputedStyle(document.body).backgroundColor"
    colours = []
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        page.emulate_media(media=media, color_scheme=scheme)
        colours.append(page.evaluate(background))
    assert colours[0] == colours[2] == "rgb(255, 255, 255)" != colours[1]


def test_a_key_opens_and_closes_the_codebook_and_leaves_no_trace_in_what_is_submitted(labeling):
    work = labeling(SCHEMA, 1)
    hands = work.begin()
    codebook = hands.page.locator(".annotate-codebook")
    hands.press("Shift+Slash")
    codebook.get_by_text("How the page works").wait_for()
    seen = "box => document.elementFromPoint(...(r => [r.x + r.width / 2, r.y + r.height / 2])"
    assert codebook.evaluate(f"{seen}(box.getBoundingClientRect())).closest('.annotate-codebook') === box")
    screenshot(hands.page, "codebook-on-the-page")
    hands.press("Shift+Slash")
    codebook.wait_for(state="hidden")
    hands.press("n", "Shift+Slash")
    codebook.wait_for()
    hands.submit()
    problems, fields = work.said()
    assert (problems, fields) == ([], {"has_claim": "no", "claims": [], "unlinked": []})


def screenshot(page: Page, name: str) -> None:
    """Keep what the page looks like where ANNOTATE_SCREENSHOTS says; the docs' pictures are made this way."""
    if folder := os.environ.get("ANNOTATE_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")
