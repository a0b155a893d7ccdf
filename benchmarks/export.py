"""Time and memory of every export of 100,000 gold sentences, beside `json.loads` and `csv.writer` of the same lines.

    python benchmarks/export.py [FORMAT ...]

Prints a Markdown table. The gold is the demo's, under new article ids as often as it takes; `long` compares the
annotations of the same sentences. Each export runs in a process of its own; seconds are of the processor.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from records import Cost, samples, settled

from annotate.corpus import read_articles, split_article
from annotate.corpus.articles import Article
from annotate.corpus.articles_file import article_line
from annotate.corpus.sentences import row_line
from annotate.export import FORMATS
from annotate.export.formats import FolderFormat
from annotate.formats import with_format
from annotate.gold.make import make_gold
from annotate.json_files import json_line
from annotate.new_project import bundled
from annotate.schema import record_model
from annotate.workspace import Workspace

Row = dict[str, Any]
SENTENCES = 100_000
PLAIN = """\
import csv, json, os, sys
table = csv.writer(open(os.devnull, "w"))
for line in open(sys.argv[1]):
    table.writerow(json.loads(line).values())
"""
READ = """\
from annotate.export.read import read_rows, survey_rows
from annotate.project import open_project
project = open_project()
survey_rows(project, read_rows(project))
"""


def main() -> None:
    names = sys.argv[1:] or list(FORMATS)
    with TemporaryDirectory() as folder:
        files = Workspace(Path(folder))
        print(f"{make(files):,} gold sentences\n")
        print("| export | seconds | × plain | peak MB |\n|---|--:|--:|--:|", flush=True)
        plain = {source: cost(["-c", PLAIN, str(source)], files.root) for source in (files.gold, files.annotations)}
        show("`json.loads` and `csv.writer`", plain[files.gold], plain[files.gold])
        show("reading only", cost(["-c", READ], files.root), plain[files.gold])
        for name in names:
            form = FORMATS[name]
            compares = isinstance(form, FolderFormat) and form.compares
            more = ["--annotations"] if compares else ["--date", "2022-02-24"] if name == "dna" else []
            spent = cost(["-m", "annotate", "export", name, *more], files.root)
            show(f"`{' '.join([name, *more])}`", spent, plain[files.annotations if compares else files.gold])


def show(what: str, spent: Cost, plain: Cost) -> None:
    ratio = spent.seconds / plain.seconds
    print(f"| {what} | {spent.seconds:.1f} | {ratio:.1f} | {spent.megabytes:.0f} |", flush=True)


def cost(command: list[str], folder: Path) -> Cost:
    """What a Python command costs."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, *command], cwd=folder, **silent) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def make(files: Workspace) -> int:
    """Write a workspace with at least `SENTENCES` gold sentences, and return how many there are."""
    schema = settled(files.root)
    said = samples(schema)
    model = record_model(schema)
    gold = [row.to_json(schema) for row in make_gold(map(model.model_validate, map(unnumbered, said)), schema)]
    articles = [*read_articles([bundled("seeds")])]
    split = [with_format(sentence.to_row(), 1) for article in articles for sentence in split_article(article)]
    copies = range(-(-SENTENCES // len(gold)))
    write(files.gold, (json_line(again(row, copy)) for copy in copies for row in gold))
    write(files.annotations, (json_line(again(row, copy)) for copy in copies for row in said))
    write(files.sentences, (row_line(again(row, copy)) for copy in copies for row in split))
    copied = (Article(f"{each.id}-{copy}", each.text, each.metadata) for copy in copies for each in articles)
    write(files.articles, map(article_line, copied))
    return len(copies) * len(gold)


def unnumbered(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "format"}


def again(row: Row, copy: int) -> Row:
    """The row of a sentence in another article."""
    article = f"{row['article_id']}-{copy}"
    ids = {name: article + row[name][len(row["article_id"]) :] for name in ("sentence_id", "id") if name in row}
    return row | ids | {"article_id": article}


def write(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main()
