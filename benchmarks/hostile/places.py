"""A folder in which every command has something to do: two seed articles, annotated, decided, exported."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from shutil import rmtree

from deciding import chosen

from annotate.config import read_config
from annotate.corpus import read_articles, split_article
from annotate.demo.run import KINDS
from annotate.demo.samples import read_samples
from annotate.demo.submit import submit_samples
from annotate.labelstudio.adjudicate.file import read_adjudication
from annotate.labelstudio.wire.client import get_json, write_options
from annotate.labelstudio.wire.queries import list_tasks
from annotate.new_project import bundled, config_text, schema_contents, write_texts
from annotate.project import open_project
from hostile.field import PEOPLE, Field
from hostile.run import Surroundings, run

ARTICLES = 2
TABLE = "unit,annotator,value\n1,a,x\n1,b,x\n2,a,x\n2,b,y\n3,a,y\n3,b,y\n"
SPANS = "unit,annotator,start,end,length\n1,a,0,5,40\n1,b,0,6,40\n2,a,3,9,40\n2,b,3,9,40\n"
STEPS = ("split articles", "push", "pull", "agreement", "gold", "adjudicate push", "adjudicate pull", "gold")


def full_place(folder: Path, field: Field) -> Path:
    """The folder, made with the commands themselves if it is not there; between them people annotate and decide."""
    if folder.exists():
        _move(folder, field.front.url)
        return folder
    unfinished = folder.with_name("unfinished-place")
    rmtree(unfinished, ignore_errors=True)
    _fill(unfinished, field)
    return unfinished.rename(folder)


def _move(folder: Path, url: str) -> None:
    """Name the server by the address that it has today."""
    before = read_config(folder / "config.yaml", {}).server
    for file in (folder / "config.yaml", *folder.glob("work/*.json")):
        file.write_text(file.read_text().replace(before, url))


def _fill(folder: Path, field: Field) -> None:
    folder.mkdir(parents=True)
    articles = sorted(bundled("seeds").glob("*.txt"))[:ARTICLES]
    text = config_text("conditions", "work", PEOPLE[:3], adjudicators=PEOPLE[3:])
    texts = {folder / "config.yaml": text.replace("server: local", f"server: {field.front.url}")}
    texts |= {folder / "articles" / article.name: article.read_text() for article in articles}
    texts |= {folder / "table.csv": TABLE, folder / "spans.csv": SPANS}
    (folder / "articles").mkdir()
    write_texts(texts | schema_contents(folder))
    for step in STEPS:
        _do(step, folder, field)
        if step == "push":
            _annotate(folder, field)
        if step == "gold" and not (folder / "filled.csv").exists():
            _do("adjudicate write filled.csv", folder, field)
            _fill_in(folder / "filled.csv")
        if step == "adjudicate push":
            _decide(folder, field)


def _do(line: str, folder: Path, field: Field) -> None:
    done = run(line, folder, Surroundings(environment={"LABEL_STUDIO_API_KEY": field.token}))
    assert done.code == 0, (line, done)


def _annotate(folder: Path, field: Field) -> None:
    project = open_project(folder / "config.yaml")
    articles = read_articles([bundled("seeds")])
    sentences = [each for article in articles for each in split_article(article) if each.kind in KINDS]
    samples = read_samples(bundled("seeds") / "annotations", sentences, project.schema)
    submit_samples(field.front.url, field.accounts, project, samples)
    number = project.launch().projects[0].project
    export = get_json(field.client, f"api/projects/{number}/export", {"exportType": "JSON"})
    (folder / "export.json").write_text(json.dumps(export))


def _decide(folder: Path, field: Field) -> None:
    adjudication = read_adjudication(open_project(folder / "config.yaml").files.adjudication)
    assert adjudication
    for project in adjudication.present:
        for tasks in list_tasks(field.client, project.project, annotations=True):
            for task in tasks:
                field.people[project.adjudicator].sdk.annotations.create(
                    task["id"], result=chosen(task), request_options=write_options()
                )


def _fill_in(file: Path) -> None:
    """The first option of each point."""
    with file.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["answer"] = row["options"].partition(":")[0]
    with file.open("w", newline="", encoding="utf-8-sig") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
