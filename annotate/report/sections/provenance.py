"""What another lab needs: what people know of the project, how it was drawn, and with what it was made."""

from __future__ import annotations

from typing import Any

from annotate import __version__
from annotate.report.figure import Figure, Section
from annotate.report.material import Material

NOT_STATED = "not stated"
_ABOUT = {
    "curation": "Why these texts",
    "annotators": "Who annotated",
    "pay": "Pay",
    "consent": "Consent",
    "ethics": "Ethics",
    "limits": "Limits",
    "license": "Licence",
    "citation": "Citation",
    "contact": "Contact",
}
_OF_PEOPLE = ("citation", "contact")


def about_section(material: Material) -> Section:
    """What only people know, as `about:` in the configuration says."""
    about, choice = material.project.config.about, material.choice
    rows = [
        (title, "left out, because the report is anonymous")
        if choice.is_anonymous and key in _OF_PEOPLE
        else (title, getattr(about, key).strip() or NOT_STATED)
        for key, title in _ABOUT.items()
    ]
    figure = Figure("about", "What only people know", ("question", "answer"), rows)
    return Section("about", "About the data", (figure,))


def versions_section(material: Material) -> Section:
    """With what it was made: versions, digests, seeds and how sentences were given out."""
    project = material.project
    config, schema = project.config, project.schema
    allocation = config.allocation
    rows: list[tuple[str, Any]] = [
        ("annotate", __version__),
        ("schema", f"{schema.name} {schema.version}"),
        ("digest of the possible answers", schema.digest),
        ("language", config.language),
        ("seed", config.seed),
        ("annotators for a sentence", str(allocation.overlap)),
        ("annotators", len({record.annotator for record in material.of_people}) or len(config.annotators)),
        ("models", ", ".join(config.models) or "none"),
        ("adjudicators", len({ruling.adjudicator for ruling in material.rulings}) or len(config.adjudicators)),
        ("a person decides", config.gold.adjudicate),
    ]
    if material.records:
        rows.append(("digest of the records", project.records_digest()))
    if project.files.launch.exists():
        launch = project.launch()
        rows += [(f"sentences of round {number}", len(ids)) for number, ids in sorted(launch.rounds.items())]
        rows.append(("seed of the launch", launch.seed))
        rows += [("schema before", f"{each.schema_.name} {each.schema_.version}") for each in launch.earlier]
    figure = Figure("versions", "Versions, seeds and digests", ("what", "value"), rows)
    return Section("versions", "Versions and seeds", (figure,))
