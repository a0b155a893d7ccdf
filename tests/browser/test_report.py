"""The report in a real browser, from disk and without a network."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from exporting import demo_workspace
from playwright.sync_api import Page, expect
from reporting import report_of, rows_of

from annotate.corpus import digest, write_sentences

HOSTILE = "</script><img src=x onerror=document.title='owned'>"
ARABIC = "أعلنت روسيا"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    project = demo_workspace(tmp_path_factory.mktemp("report") / "work")
    return project.files.report, report_of(project)[1]


def open_report(page: Page, file: Path) -> list[str]:
    """Open a report; the list has every address that the page asks for, and every error."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(file.as_uri())
    page.locator("html[data-ready]").wait_for()
    page.locator("#figure-agreement svg").first.wait_for()
    return asked


def test_it_opens_from_disk_asks_for_nothing_and_shows_the_costliest_sentences(written, page):
    file, data = written
    asked = open_report(page, file)
    assert asked == [file.as_uri()]
    sentences = page.locator(".sentence")
    assert sentences.count() == 25
    assert sentences.first.locator("h3").inner_text() == data["sentences"]["sentences"]["id"][0]
    page.locator("#more").press("Enter")
    assert sentences.count() == 50


def test_filters_show_the_sentences_that_fit(written, page):
    file, data = written
    open_report(page, file)
    shown, sentences = page.locator("#shown"), data["sentences"]
    page.get_by_label("With the words").fill("NATO")
    fit = sum("nato" in sentences["texts"][text].lower() for text in sentences["sentences"]["text"])
    expect(shown).to_contain_text(f"of {fit} sentences that fit")
    page.get_by_label("With the words").fill("")
    page.get_by_label("They differ on").select_option("stance")
    number = sentences["elements"].index("stance")
    fit = sentences["costs"]["element"].count(number)
    expect(shown).to_contain_text(f"of {fit} sentences that fit")
    page.get_by_label("They differ on").select_option("anything")
    page.get_by_label("Kind of disagreement").select_option("something is open in gold")
    bit = 1 << sentences["kinds"].index("something is open in gold")
    fit = sum(bool(kinds & bit) for kinds in sentences["sentences"]["kinds"])
    expect(shown).to_contain_text(f"of {fit} sentences that fit")


def test_a_figure_is_saved_as_the_csv_of_its_numbers(written, page):
    file, data = written
    open_report(page, file)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of Agreement on each element").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    rows = [*csv.DictReader(content.decode("utf-8-sig").splitlines())]
    expected = rows_of(data, "agreement")
    assert [(row["element"], float(row["value"])) for row in rows] == [
        (row["element"], row["value"]) for row in expected
    ]
    formula = page.evaluate("() => toCsv({columns: ['a'], rows: [['=1+1'], [-1], ['x\"y']]})")
    assert formula == '\ufeffa\r\n\'=1+1\r\n-1\r\n"x""y"\r\n'


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(written, page, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_report(page, written[0])
    found = Axe().run(page).response
    assert found["passes"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("ANNOTATE_SCREENSHOTS"):
        page.locator("#filters").evaluate("form => form.scrollIntoView()")
        page.screenshot(path=Path(folder) / f"report-{scheme}.png")


def test_on_paper_it_is_light_and_tables_are_open(written, page):
    page.emulate_media(media="print", color_scheme="dark")
    open_report(page, written[0])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#figure-agreement table").is_visible()
    assert page.locator("#filters").is_hidden()


def test_scripts_and_arabic_in_texts_and_titles_are_text(tmp_path, page):
    project = demo_workspace(tmp_path / "work")
    hostile = [
        replace(sentence, text=text, digest=digest(text))
        for sentence in project.sentences()
        for text in [(HOSTILE + sentence.text[len(HOSTILE) :])[: len(sentence.text)]]
    ]
    write_sentences(project.files.sentences, hostile)
    report_of(project, title=HOSTILE)
    asked = open_report(page, project.files.report)
    assert asked == [project.files.report.as_uri()]
    assert (page.title(), page.locator("body > header h1").inner_text()) == (HOSTILE, HOSTILE)
    assert page.locator(".words").first.text_content().startswith("</script><img src=x")
    assert page.locator("img").count() == 0
    # Offsets are code points: the dove before the word is one.
    page.evaluate(
        """text => document.body.append(
        drawText(text, [{start: 2, end: 7, role: 0, claim: 1}], ["red"], [{heading: "<i>"}]))""",
        f"🕊 {ARABIC}",
    )
    assert page.locator("body > .words b").inner_text() == ARABIC[:5]
    assert page.locator("body > .words sup").text_content() == "<i> 1"
