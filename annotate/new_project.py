"""The files a new project starts from, and the schemas and seed articles that come with the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotate.errors import ConfigError
from annotate.files import write_together

_PACKAGE = Path(__file__).parent
CONFIG = """\
# How this project annotates. Secrets do not belong here: `annotate server start` keeps its own,
# and LABEL_STUDIO_API_KEY holds the token for a server of yours.

# The name that marks the projects of this launch on the server.
name: {name}

# `local` is a Label Studio on this machine; or write the address of yours, like https://label.example.org
server: local

# For a local server: `embedded` is a PostgreSQL of its own; or write postgresql://user@host/name for yours.
database: embedded

schema: schemas/claim_stance.yaml
workspace: {workspace}

# The language of articles that do not name their own, for splitting them: its abbreviations and other words.
language: {language}

# More abbreviations, whose full stops do not end a sentence, such as [Kab., Kec.].
abbreviations: []

annotators:
{annotators}
# Who decides what annotators leave open, such as [{{id: dewi, email: dewi@example.org}}]. Those who annotate too
# are not asked about sentences that they annotated, unless they have `own_sentences: true`.
adjudicators: {adjudicators}

# Annotators that are models, not people: `annotate agreement --model NAME` compares them with people.
models: []

# Who annotates what; `annotate push --dry-run` shows the plan.
allocation:
  overlap: all

# A person decides what has no majority (ties), also what a minority marked (minorities), or all that is not unanimous
# (all). Where one annotator saw a sentence, gold can take their answers (one: take).
gold:
  adjudicate: ties
  one: leave

# The seed of everything that is drawn at random.
seed: 1
"""


def bundled(name: str) -> Path:
    """The folder `name` ("schemas", "seeds"): inside an installed package, or beside it in a checkout."""
    inside = _PACKAGE / "bundle" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def init_project(
    folder: Path,
    *,
    workspace: str = "work",
    annotators: Iterable[str] = ("ani", "budi", "citra"),
    language: str = "id",
) -> list[Path]:
    """Write config.yaml and schemas/ into `folder` and return the files written.

    Args:
        folder: is made if need be.
        workspace: the folder of the project's data.
        annotators: their ids.
        language: of the articles; whether there are words for it is not looked at.

    Raises:
        ConfigError: one of them is there already; nothing is written then.
    """
    config = folder / "config.yaml"
    schemas = schema_contents(folder)
    there = [file for file in (config, *schemas) if file.exists()]
    if there:
        raise ConfigError(
            f"{there[0]} already exists", "nothing was written; choose another folder, or remove that file"
        )
    # The configuration last: its presence says that all is there.
    write_texts(schemas | {config: config_text(folder.absolute().name, workspace, annotators, language)})
    return [config, *schemas]


def config_text(
    name: str, workspace: str, annotators: Iterable[str], language: str = "id", adjudicators: Iterable[str] = ()
) -> str:
    """config.yaml for a project called `name`; characters that an id cannot have become hyphens."""
    plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in name).strip("-")[:30].strip("-")
    lines = "".join(f"  - {_person(annotator)}\n" for annotator in annotators)
    deciding = f"[{', '.join(map(_person, adjudicators))}]"
    name = plain or "annotate"
    return CONFIG.format(name=name, workspace=workspace, annotators=lines, adjudicators=deciding, language=language)


def _person(name: str) -> str:
    return f"{{id: {name}, email: {name}@example.org}}"


def schema_contents(folder: Path) -> dict[Path, str]:
    """The bundled schemas by the path they get under `folder`."""
    return {
        folder / "schemas" / file.name: file.read_text(encoding="utf-8")
        for file in sorted(bundled("schemas").glob("*.yaml"))
    }


def write_texts(contents: dict[Path, str]) -> None:
    """Write each text to its file, all of them or none."""
    with write_together(*contents, shared=True) as files:
        for file, text in zip(files, contents.values(), strict=True):
            file.write(text.encode())
