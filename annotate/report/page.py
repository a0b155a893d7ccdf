"""All of a report → one HTML file, which loads nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotate import __version__
from annotate.files import write_whole
from annotate.project import Project
from annotate.report.choice import ReportChoice
from annotate.report.figure import Section
from annotate.report.material import Material, read_material
from annotate.report.packed import packed, packed_text
from annotate.report.sections.actors import actors_section
from annotate.report.sections.adjudication import adjudication_section
from annotate.report.sections.agreement import agreement_section, measured
from annotate.report.sections.gold import gold_section
from annotate.report.sections.numbers import numbers_section
from annotate.report.sections.progress import progress_section
from annotate.report.sections.provenance import about_section, versions_section
from annotate.report.sentences import sentence_data
from annotate.schema.codebook import to_html
from annotate.schema.codebook.style import page_style

_HERE = Path(__file__).parent
_SCRIPTS = ("unpack", "csv", "colours", "marks", "sentence", "filters", "pictures", "network", "start")
_LIBRARIES = {"d3.min.js": "d3.LICENSE", "plot.umd.min.js": "plot.LICENSE"}
_ORDER = (
    "Sentences that cost agreement most come first. Each annotator's spans are drawn on the text; claims have numbers."
)
_DIGITS = 3


def write_report(project: Project, file: Path, choice: ReportChoice | None = None) -> None:
    """Write the report of a project at any stage; a sentence says what is not there yet.

    Raises:
        WorkspaceError, RecordError: a file of the project is broken, or the report cannot be written.
    """
    page = _html(read_material(project, choice or ReportChoice()))
    with write_whole(file, shared=file != project.files.report) as target:
        target.write(page.encode("utf-8", "replace"))


def _html(material: Material) -> str:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    environment = Environment(loader=FileSystemLoader(_HERE / "look"), autoescape=True, trim_blocks=True)
    environment.filters["cell"] = _cell
    project, choice = material.project, material.choice
    document = measured(material)
    sections = _sections(material, document)
    has_sentences = bool(material.records or material.gold)
    data: dict[str, Any] = {
        "figures": {figure.key: figure.to_json() for section in sections for figure in section.figures if figure.rows}
    }
    if has_sentences:
        data["sentences"] = sentence_data(material)
    schema = project.schema
    # Only what is in the package, and the codebook, which escapes by itself, is markup.
    return environment.get_template("report.html.j2").render(
        title=choice.title or project.config.about.title or schema.title,
        subtitle=f"{schema.title}, schema {schema.name} {schema.version}",
        style=Markup(f"{page_style(schema)}\n{_read('look/report.css')}"),
        sections=sections,
        has_sentences=has_sentences,
        no_sentences="No sentence is annotated yet. `annotate push` gives sentences to annotators, and `annotate pull` "
        "brings back what they did.",
        methods=document["methods"] if document else "",
        bibtex=document["bibtex"] if document else "",
        codebook=Markup(to_html(schema, embedded=True)),
        version=__version__,
        data=packed(data),
        libraries=[
            (Markup(_read(f"vendor/{licence}")), packed_text(_read(f"vendor/{name}")))
            for name, licence in _LIBRARIES.items()
        ],
        script=Markup("\n".join(['"use strict";', *(_read(f"script/{name}.js") for name in _SCRIPTS)])),
    )


def _sections(material: Material, document: Any) -> list[Section]:
    return [
        numbers_section(material),
        Section("sentences", "The sentences", paragraphs=(_ORDER,)),
        agreement_section(material, document),
        gold_section(material),
        adjudication_section(material),
        actors_section(material),
        progress_section(material),
        Section("methods", "Methods"),
        about_section(material),
        versions_section(material),
    ]


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _cell(value: Any) -> str:
    """A value as tables have it; the CSV has all digits."""
    if isinstance(value, float):
        return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)
