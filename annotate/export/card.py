"""The card of a data set: what a project knows of itself, and what its config says people know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from annotate import __version__
from annotate.agreement.diagnosis.document import FORMAT
from annotate.errors import AnnotateError
from annotate.export.rows import Rows
from annotate.flow import Step, flow_of
from annotate.formats import read_numbered_json
from annotate.project import Project
from annotate.schema import Answerable, Schema

NOT_STATED = "Not stated."
_AGAIN = "`annotate agreement` writes it again"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


@dataclass(frozen=True)
class Part:
    """A part of an export: its path below the export's, its rows, and how many there are."""

    name: str
    rows: Rows
    count: int


@dataclass(frozen=True)
class Dataset:
    """The parts of an export, and the project that it is of."""

    project: Project
    parts: Sequence[Part]
    of_annotators: bool


def write_card(dataset: Dataset, splits: Mapping[str, int], path: Path) -> None:
    """Write the card, a README.md with YAML before it.

    Args:
        dataset: what it is the card of.
        splits: name → rows.
        path: where to.

    Raises:
        WorkspaceError: a file of the project is broken.
    """
    project = dataset.project
    sections = [
        ("", _introduction(dataset)),
        ("Data", _data(dataset, splits)),
        ("What was asked", _asked(project.schema)),
        ("How it was made", _made(project)),
        ("Agreement", _agreement(project)),
        *_about(project),
        (
            "Made with",
            f"annotate {__version__}, schema {project.schema.name} {project.schema.version} "
            f"(`{project.schema.digest}`), seed {project.config.seed}.",
        ),
    ]
    text = "\n\n".join(f"## {title}\n\n{body}" if title else body for title, body in sections)
    head = yaml.safe_dump(_metadata(dataset, splits), allow_unicode=True, sort_keys=False)
    path.write_bytes(f"---\n{head}---\n\n# {_title(project)}\n\n{text}\n".encode())


def _title(project: Project) -> str:
    return " ".join((project.config.about.title or project.schema.title).split())


def _metadata(dataset: Dataset, splits: Mapping[str, int]) -> dict[str, Any]:
    about, rows = dataset.project.config.about, sum(splits.values())
    size = next((name for most, name in _SIZES if rows < most), "n>1M")
    files = [{"split": name, "path": f"data/{name}-*"} for name in splits]
    stated = {"license": about.license} if about.license else {}
    return stated | {
        "pretty_name": _title(dataset.project),
        "language": [dataset.project.config.language],
        "task_categories": ["token-classification", "text-classification"],
        "tags": ["stance", "claims", "annotate"],
        "size_categories": [size],
        "configs": [{"config_name": "default", "data_files": files}],
    }


def _introduction(dataset: Dataset) -> str:
    schema = dataset.project.schema
    what = "what each annotator said" if dataset.of_annotators else "the gold labels"
    return f"{schema.introduction.strip()}\n\nThis data set has {what}, one sentence per row.".strip()


def _data(dataset: Dataset, splits: Mapping[str, int]) -> str:
    rows = _table(("split", "sentences" if not dataset.of_annotators else "annotations"), splits.items())
    return (
        f"{rows}\n\nThe sentences of an article are in one split. Offsets count Unicode code points from the beginning "
        "of the sentence, and the end is not included. A label is a number with a name. A missing answer is null: "
        "nobody gave it, or it is undecided, and then `unresolved` names it."
    )


def _asked(schema: Schema) -> str:
    return "\n\n".join(
        part
        for part in (
            _elements("Questions about a sentence", schema.sentence_questions, schema),
            _roles(schema),
            _elements("Answers about a claim", schema.claim_attributes, schema),
        )
        if part
    )


def _roles(schema: Schema) -> str:
    if not schema.roles:
        return ""
    roles = [(f"`{role.name}`", _line(role.definition)) for role in schema.roles]
    return f"### Words that fill a role in a claim\n\n{_table(('role', 'definition'), roles)}"


def _elements(title: str, elements: Sequence[Answerable], schema: Schema) -> str:
    if not elements:
        return ""
    rows = [
        (f"`{each.name}`", each.level, _line(each.definition), ", ".join(label.name for label in each.labels))
        for each in elements
    ]
    return f"### {title}\n\n{_table(('name', 'level', 'definition', 'labels'), rows)}"


def _made(project: Project) -> str:
    steps = [(step.name, "" if step.count is None else step.count, _told(step)) for step in flow_of(project)]
    return _table(("step", "number", "of these"), steps)


def _told(step: Step) -> str:
    if step.missing:
        return step.missing
    parts = [f"{name} {number}" for name, number in step.parts.most_common()]
    return ", ".join(parts + [f"left out: {why} {number}" for why, number in step.left_out.most_common()])


def _agreement(project: Project) -> str:
    file = project.files.agreement
    if not file.exists():
        return "Not measured yet: `annotate agreement`."
    try:
        rows = [
            (row["element"], row["measure"], f"{row['value']:.2f}", _between(row["interval"]), row.get("units", ""))
            for row in read_numbered_json(file, _AGAIN, FORMAT)["rows"]
            if row["value"] is not None and "by" not in row
        ]
    except (KeyError, TypeError) as error:
        raise AnnotateError(f"{file} cannot be read: {error!r}", _AGAIN) from error
    return f"{_table(('element', 'measure', 'value', '95 % interval', 'units'), rows)}\n\nIntervals are by articles."


def _between(interval: Sequence[float] | None) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}" if interval else ""


def _about(project: Project) -> Iterator[tuple[str, str]]:
    about = project.config.about
    for title, text in (
        ("Why these texts", about.curation),
        ("Who annotated", about.annotators),
        ("Pay", about.pay),
        ("Consent", about.consent),
        ("Ethics", about.ethics),
        ("Limits", about.limits),
        ("Licence", about.license),
        ("Citation", about.citation),
        ("Contact", about.contact),
    ):
        yield title, text.strip() or NOT_STATED


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in line)} |" for line in lines)


def _line(text: str) -> str:
    return " ".join(text.split())
