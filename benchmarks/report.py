"""Size, time and memory of reports: of a demo's workspace, and of many copies of it.

    python benchmarks/report.py work/demo [COPIES]

367 copies of the demo are 100,000 annotations. The browser is Chromium, as it is and with a quarter of the processor;
medians of five.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from annotate.json_files import write_json
from annotate.project import Project, open_project
from annotate.report import write_report
from annotate.workspace import Workspace

RUNS = 5
FILTER = """([name, value]) => new Promise((done) => {
  const field = document.querySelector(`#filters [name=${name}]`);
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const answered = performance.now() - start;
  requestAnimationFrame(() => setTimeout(() => done([answered, performance.now() - start])));
})"""
FIRST = """new Promise((done) => { const look = () => document.querySelector(".sentence")
  ? requestAnimationFrame(() => done(performance.now())) : setTimeout(look, 5); look(); })"""


def copied(project: Project, folder: Path, copies: int) -> Project:
    """A project with each article and all that is said of it many times, under other names."""
    files = Workspace(folder)
    articles = {sentence.article_id for sentence in project.sentences()}
    for name in ("sentences", "annotations", "gold", "decisions"):
        lines = getattr(project.files, name).read_text().splitlines()
        with getattr(files, name).open("w") as target:
            for copy in range(copies):
                for line in lines:
                    article = next(article for article in articles if f'"{article}:' in line)
                    target.write(line.replace(article, f"{article}_{copy}") + "\n")
    many = replace(project, files=files)
    document = json.loads(project.files.agreement.read_text())
    write_json(files.agreement, document | {"records": many.records_digest()})
    return many


def in_browser(page: Page, file: Path, slowness: int) -> dict[str, float]:
    """Milliseconds until the first sentence, and until each filter is answered and painted."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowness})
    found: dict[str, list[float]] = {}
    for _ in range(RUNS):
        page.goto(file.as_uri(), wait_until="commit")
        found.setdefault("first sentence", []).append(page.evaluate(FIRST))
        page.locator("html[data-ready]").wait_for()
        for name, value in (
            ("annotator", "0"),
            ("annotator", ""),
            ("element", "0"),
            ("element", ""),
            ("words", "nato"),
        ):
            answered, painted = page.evaluate(FILTER, [name, value])
            found.setdefault(f"filter {name}", []).append(answered)
            found.setdefault(f"painted {name}", []).append(painted)
    return {name: round(median(values)) for name, values in found.items()}


def main(workspace: str, copies: str = "1") -> None:
    """Make the report, and open it."""
    with tempfile.TemporaryDirectory() as folder:
        project: Any = open_project(Path(workspace))
        if int(copies) > 1:
            project = copied(project, Path(folder), int(copies))
        file = Path(folder) / "report.html"
        start, processor = time.perf_counter(), time.process_time()
        write_report(project, file)
        seconds, processor = time.perf_counter() - start, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{file.stat().st_size / 1e6:.2f} MB, peak memory {peak:.0f} MB")
        print(f"made in {seconds:.1f} s, {processor:.1f} s of them of the processor")
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            for slowness in (1, 4):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.set_default_timeout(120_000)
                print(f"processor 1/{slowness}: {in_browser(page, file, slowness)} ms")
                page.close()
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
