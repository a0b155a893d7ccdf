"""The report in a real browser, from disk and without a network."""

import csv
import json
import os
from pathlib import Path

import pytest
from awkward_reports import ARABIC, MARKUP, NUMBER, crowded_project, project_of_markup
from axe_playwright_python.sync_playwright import Axe
from exporting import demo_workspace
from playwright.sync_api import Page, expect
from reporting import report_of, rows_of

from annotate.json_files import write_jsonl

PAGE = "http://127.0.0.1:8080/projects/1/data?task="
# The contrast of a text with the page, by the formula of WCAG 2.2.
CONTRAST = """(selector) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = (element) => getComputedStyle(element);
  const text = document.querySelector(selector);
  const colour = text instanceof SVGElement ? style(text).fill : style(text).color;
  const lights = [light(colour), light(style(document.body).backgroundColor)].sort((a, b) => b - a);
  return (lights[0] + 0.05) / (lights[1] + 0.05);
}"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    project = demo_workspace(tmp_path_factory.mktemp("report") / "work")
    rows = [json.loads(line) for line in project.files.annotations.read_text().splitlines()]
    for number, row in enumerate(rows):
        row["origin"] = {"project": 1, "task": number, "annotation": number, "url": f"{PAGE}{number}"}
    write_jsonl(project.files.annotations, rows)
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
    page.get_by_label("Kind of disagreement").select_option("any")
    page.get_by_label("Article").select_option(sentences["articles"][1])
    fit = sentences["sentences"]["article"].count(1)
    expect(shown).to_contain_text(f"of {fit} sentences that fit")
    page.get_by_label("Order").select_option("as in the texts")
    starts = [
        int(name.rpartition(":")[2].partition("-")[0]) for name in page.locator(".sentence h3").all_text_contents()
    ]
    assert len(starts) > 2
    assert starts == sorted(starts)


def test_the_sentences_of_an_annotator_are_those_that_they_annotated(tmp_path, page):
    project = demo_workspace(tmp_path / "work")
    rows = [json.loads(line) for line in project.files.annotations.read_text().splitlines()]
    ani = [row for row in rows if row["annotator"] == "ani"][:7]
    write_jsonl(project.files.annotations, [*ani, *(row for row in rows if row["annotator"] != "ani")])
    report_of(project)
    open_report(page, project.files.report)
    page.get_by_label("Annotated by").select_option("ani")
    expect(page.locator("#shown")).to_contain_text("7 of 7 sentences that fit")
    assert {*page.locator(".sentence h3").all_text_contents()} == {row["sentence_id"] for row in ani}


def test_each_annotation_is_a_link_to_its_page(written, page):
    file, data = written
    open_report(page, file)
    links = page.locator(".sentence").first.get_by_role("link")
    urls = data["sentences"]["annotations"]["url"]
    assert [link.get_attribute("href") for link in links.all()] == urls[:3]
    assert links.first.get_attribute("aria-label") == "the page of ani"


def test_every_picture_has_a_table_and_every_figure_a_csv(written, page):
    file, data = written
    open_report(page, file)
    for figure in page.locator(".figure:has(.picture)").all():
        assert figure.locator("svg[role=img]").count() == 1
        assert figure.locator("details table tbody tr").count() > 0
    buttons = page.locator("button.csv")
    keys = buttons.evaluate_all("buttons => buttons.map(button => button.dataset.figure)")
    assert sorted(keys) == sorted(data["figures"])
    titles = buttons.evaluate_all("buttons => buttons.map(button => button.textContent)")
    assert titles == [f"CSV of {data['figures'][key]['title']}" for key in keys]


def test_everything_works_with_the_keyboard(written, page):
    open_report(page, written[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for label in ("They differ on", "Annotated by", "Article", "Kind of disagreement", "Order", "With the words"):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.closest('#filters') === null"):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.labels[0].firstChild.textContent") == label
    page.keyboard.type("NATO")
    expect(page.locator("#shown")).not_to_contain_text("of 91 sentences that fit")
    summary = page.locator("#figure-agreement summary")
    summary.press("Enter")
    assert page.locator("#figure-agreement table").is_visible()
    choice = page.locator("#figure-network-demand select")
    choice.focus()
    page.keyboard.type("NATO")
    shown = page.locator("#figure-network-demand svg g").first.locator("path")
    opacities = set(shown.evaluate_all("paths => paths.map(path => path.getAttribute('stroke-opacity'))"))
    assert opacities == {"0.9", "0.06"}
    with page.expect_download():
        page.locator("#figure-network-demand button.csv").press("Enter")


def test_networks_codebook_and_what_people_know_are_in_the_page(written, page):
    file, data = written
    open_report(page, file)
    for kind in ("demand", "two-mode", "one-mode"):
        rows = rows_of(data, f"network-{kind}")
        picture = page.locator(f"#figure-network-{kind} svg")
        assert picture.locator("g").first.locator("path").count() == len(rows)
        titles = picture.locator("title").evaluate_all("titles => titles.map(title => title.textContent)")
        assert f"{rows[0]['source']} → " in titles[0]
    page.locator("#codebook summary").first.click()
    assert page.locator("#codebook").get_by_role("heading", name="Guarantee").first.is_visible()
    about = page.locator("#figure-about tbody tr")
    assert about.filter(has_text="Consent").locator("td").last.inner_text() == "not stated"


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
    # Nothing but the page is behind a text; axe takes lines that touch for covered ones, and leaves some undecided.
    assert {each["id"] for each in found["incomplete"]} <= {"color-contrast"}
    for node in [node for each in found["incomplete"] for node in each["nodes"]]:
        assert page.evaluate(CONTRAST, node["target"][0]) >= 4.5, node["html"]
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


def test_markup_and_arabic_are_text_wherever_they_come_from(tmp_path, page):
    project = project_of_markup(tmp_path)
    report_of(project, title=MARKUP)
    asked = open_report(page, project.files.report)
    page.wait_for_load_state("networkidle")
    assert asked == [project.files.report.as_uri()]
    assert (page.title(), page.locator("body > header h1").text_content()) == (MARKUP, MARKUP)
    assert page.locator("img, .side b b, .sentence i, .sentence a").count() == 0
    assert page.locator(".sentence").count() == NUMBER
    side = page.locator(".sentence .side").first
    # Their direction does not turn the words around them.
    assert side.locator("h4 bdi").text_content() == MARKUP
    assert side.locator("h4").text_content() == f"{MARKUP} (submitted)"
    assert side.locator(".answers").last.text_content() == f"Warning: {MARKUP}"
    assert page.locator(".notes li").first.text_content() == f"note: \u2068{MARKUP}\u2069: {MARKUP}"
    assert page.locator("#figure-about tbody tr").first.locator("td").last.text_content() == MARKUP
    options = page.get_by_label("Annotated by").locator("option").all_text_contents()
    assert sorted(options) == sorted(["anybody", MARKUP, "<b>budi</b>", "=citra"])
    with page.expect_download() as download:
        page.locator("#figure-labels button.csv").click()
    assert ",'=citra," in Path(download.value.path()).read_text()
    # Offsets are code points: the dove before the word is one.
    page.evaluate(
        """text => document.body.append(
        drawText(text, [{start: 2, end: 7, role: 0, claim: 1}], ["red"], [{heading: "<i>"}]))""",
        f"🕊 {ARABIC}",
    )
    assert page.locator("body > .words b").inner_text() == ARABIC[:5]
    assert page.locator("body > .words sup").text_content() == "<i> 1"


def test_with_much_of_everything_the_page_still_reads(tmp_path, page):
    project = crowded_project(tmp_path)
    _, data = report_of(project)
    assert open_report(page, project.files.report) == [project.files.report.as_uri()]
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    word = page.locator(".sentence", has_text="word:0-16").locator(".words").first
    assert word.locator("sup").all_text_contents() == ["dem 1", "rea 1", "dem 2", "rea 2", "+36"]
    assert word.evaluate("words => words.offsetHeight") < 200
    assert "The picture has 20 of 201" in page.locator("#figure-confusions .picture").text_content()
    assert "The annotations have no dates." in page.locator("#progress").text_content()
    long = page.locator(".sentence", has_text="long:0-").locator(".words")
    assert len(long.last.text_content()) >= 20_000
    assert len(data["sentences"]["annotators"]) == 203
