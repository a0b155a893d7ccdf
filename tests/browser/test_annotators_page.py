"""An annotator at work, in a real browser on the real server."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from labeling import PLACES
from playwright.sync_api import Locator, Page, expect

from annotate.labelstudio.server import credentials_path, read_credentials

ARTICLE = "Rusia 🕊 menuntut jaminan keamanan dari NATO, kata Lavrov.\n"
CONFIG = """\
name: browser
annotators:
  - {id: ani, email: ani@example.org}
"""
STAGES = ("sentences.jsonl", "launch.json", "annotations.jsonl", "rejected.jsonl")


@pytest.fixture
def project(server, tmp_path: Path) -> Iterator[Path]:
    """A folder with a configuration and one article, on the workspace of the local server."""
    (tmp_path / "config.yaml").write_text(CONFIG)
    (tmp_path / "article.txt").write_text(ARTICLE)
    subprocess.run([sys.executable, "-m", "annotate", "init", "new"], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "new" / "schemas").rename(tmp_path / "schemas")
    yield tmp_path
    for name in STAGES:
        (server.workspace / name).unlink(missing_ok=True)


def annotate(project: Path, workspace: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "annotate", *arguments, "--workspace", str(workspace)]
    done = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def mark(page: Page, key: str, phrase: str) -> None:
    page.keyboard.press(key)
    first, last = page.evaluate(PLACES, phrase)
    page.mouse.move(first["left"], first["middle"])
    page.mouse.down()
    page.mouse.move(last["right"], last["middle"], steps=8)
    page.mouse.up()
    expect(page.locator(".lsf-outliner-item, .lsf-tree__node").filter(has_text=phrase).first).to_be_visible()


def close(page: Page, modal: Locator) -> None:
    """Press Escape until the modal is gone: one that is still opening does not hear the key."""
    for _ in range(20):
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
        if modal.is_hidden():
            return
    expect(modal).to_be_hidden()


def test_what_an_annotator_marks_and_answers_is_what_pull_returns(server, project: Path, page: Page):
    annotate(project, server.workspace, "split", "article.txt")
    printed = annotate(project, server.workspace, "push")
    link = re.search(r"http\S+labeling=1", printed)[0]
    account = read_credentials(credentials_path(server.workspace)).annotators["ani"]

    page.goto(link)
    page.fill("input[name=email]", account.email)
    page.fill("input[name=password]", account.password)
    page.click("button[type=submit]")
    page.goto(link)
    instructions = page.get_by_text("Labeling Instructions")
    expect(instructions).to_be_visible()
    screenshot(page, "instructions")
    close(page, instructions)
    expect(page.locator(".annotate-sentence")).to_contain_text("jaminan keamanan")

    page.keyboard.press("y")
    mark(page, "2", "Rusia")
    mark(page, "6", "menuntut")
    mark(page, "3", "NATO")
    mark(page, "5", "Lavrov")
    mark(page, "1", "jaminan keamanan")
    page.get_by_test_id("bottombar-submit-button").click()
    expect(page.get_by_text("Please answer:")).to_be_visible()
    page.get_by_role("button", name="OK").click()
    for key in ("d", "c"):
        page.keyboard.press(key)
    page.locator(".annotate-claim1").get_by_text("treaty", exact=False).first.click()
    screenshot(page, "annotating")
    page.get_by_test_id("bottombar-submit-button").click()
    expect(page.get_by_text("Annotation saved successfully", exact=True)).to_be_visible()

    assert json.loads(annotate(project, server.workspace, "pull", "--json"))["valid"] == 1
    (line,) = (server.workspace / "annotations.jsonl").read_text().splitlines()
    record = json.loads(line)
    assert record["annotator"] == record["updated_by"] == "ani"
    assert (record["has_claim"], record["unlinked"], record["warnings"]) == ("yes", [], [])
    assert record["claims"] == [
        {
            "guarantee": span("jaminan keamanan"),
            "claimant": [span("Rusia", actor="russia")],
            "addressee": [span("NATO", actor="nato")],
            "beneficiary": [],
            "speaker": [span("Lavrov")],
            "cue": [span("menuntut")],
            "condition": [],
            "act": "demand",
            "stance": "support",
            "category": ["treaty"],
        }
    ]


def span(text: str, **more: str) -> dict:
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, **more}


def screenshot(page: Page, name: str) -> None:
    """Keep what the page looks like where ANNOTATE_SCREENSHOTS says; the docs' pictures are made this way."""
    if folder := os.environ.get("ANNOTATE_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")
