"""One export: whole or not at all, with what was left out and what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from annotate.corpus.selecting.selection import iso_date
from annotate.errors import AnnotateError, ConfigError
from annotate.export.card import Dataset, Part
from annotate.export.formats import FORMATS, DatasetFormat, FileFormat, FolderFormat, Format
from annotate.export.read import Survey, read_rows, survey_rows
from annotate.export.rows import Row, Rows
from annotate.export.split import PARTS, split_articles
from annotate.export.texts import KeptTexts
from annotate.file_names import FileNames
from annotate.files import write_whole
from annotate.gold.other_schema import SchemaCheck, refuse_other_schema
from annotate.project import Project
from annotate.whole_folder import write_whole_folder

_ANNOTATIONS = "add --annotations"


@dataclass(frozen=True)
class Choice:
    """What to export, and how.

    `shares` are the percent of articles for training, development and test; `day` is the date of articles without one.
    """

    form: str
    of_annotators: bool = False
    shares: tuple[int, ...] = ()
    day: str = ""


@dataclass(frozen=True)
class Exported:
    """What was written.

    `parts` is name → rows; of an export that was not parted, "" → rows. `losses` are what the format has no place for,
    and `rebuilt` the articles whose texts were made from their sentences. `unstamped` gold does not say its schema.
    """

    path: str
    survey: Survey
    parts: Mapping[str, int]
    losses: Counter[str] = field(default_factory=Counter)
    rebuilt: int = 0
    unstamped: bool = False

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints."""
        undecided = [{"kind": kind, "cause": cause, "count": n} for (kind, cause), n in self.survey.undecided.items()]
        return {
            "path": self.path,
            "rows": self.survey.rows.total(),
            "articles": len(self.survey.articles),
            "parts": {name: count for name, count in self.parts.items() if name},
            "undecided": undecided,
            "skipped": self.survey.skipped,
            "not_held": dict(+self.losses),
            "rebuilt_articles": self.rebuilt,
        }


def export_format(name: str) -> Format:
    """The format of this name.

    Raises:
        ConfigError: there is none.
    """
    if name not in FORMATS:
        raise ConfigError(f"there is no export format called {name!r}", f"choose from {', '.join(FORMATS)}")
    return FORMATS[name]


def default_path(project: Project, choice: Choice) -> Path:
    """Where an export goes if nothing else is said."""
    form = export_format(choice.form)
    name = "annotations" if choice.of_annotators else "gold"
    whole = isinstance(form, FileFormat) and not choice.shares and not (form.alone and choice.of_annotators)
    return project.files.exports / (
        f"{name}.{form.suffix}" if whole and isinstance(form, FileFormat) else f"{name}-{choice.form}"
    )


def write_export(project: Project, choice: Choice, target: Path | IO[bytes] | None = None) -> Exported:
    """Write gold or annotations in a format; the same input gives the same bytes.

    Args:
        project: whose workspace has them.
        choice: the format, and what of the data.
        target: a path, or for a format of one file an open one; None is the workspace's folder of exports.

    Raises:
        ConfigError: there is no such format, or what was chosen does not fit it.
        InsufficientData: there is nothing to export.
        WorkspaceError: a file is missing or broken, or the disk failed; nothing was written.
    """
    form = export_format(choice.form)
    if isinstance(form, FolderFormat) and form.compares:
        if not choice.of_annotators:
            raise ConfigError(f"{choice.form} compares annotators, and gold has only one answer", _ANNOTATIONS)
        if choice.shares:
            raise ConfigError(f"--split does not work with {choice.form}, which is one table", "leave --split out")
    if choice.day and not iso_date(choice.day):
        raise ConfigError(f"{choice.day!r} is not a date", "write it like this: --date 2022-02-24")
    check = SchemaCheck(project.files.gold, project.schema)
    rows = read_rows(project, of_annotators=choice.of_annotators, see=check.see)
    rows = rows.dated(choice.day) if choice.day else rows
    try:
        survey = survey_rows(project, rows)
    except AnnotateError:
        # Gold of another schema, which is why it may not fit, is the better reason.
        if not choice.of_annotators:
            refuse_other_schema(project.files.gold, project.schema)
        raise
    unstamped = check.refuse()
    parts = _parts(rows, survey, choice, project.config.seed, alone=form.alone and choice.of_annotators)
    path = default_path(project, choice) if target is None else target
    losses: Counter[str] = Counter()
    parted = [part.name for part in parts] != [""]
    if isinstance(form, FileFormat) and not parted:
        if isinstance(path, Path):
            with write_whole(path, shared=target is not None) as file:
                losses += form.write(rows, file)
        else:
            losses += form.write(rows, path)
    elif isinstance(path, Path):
        with write_whole_folder(path, shared=target is not None) as folder:
            if isinstance(form, DatasetFormat):
                losses += form.write(Dataset(project, parts, choice.of_annotators), folder)
            else:
                losses += sum((_write_part(form, part, folder) for part in parts), Counter())
    else:
        raise ConfigError(f"{choice.form} writes several files, which stdout cannot take", "give --output a folder")
    texts = rows.texts
    rebuilt = len(texts.rebuilt) if isinstance(texts, KeptTexts) else 0
    return Exported(
        str(path) if isinstance(path, Path) else "-",
        survey,
        {p.name: p.count for p in parts},
        losses,
        rebuilt,
        unstamped,
    )


def _write_part(form: FileFormat | FolderFormat, part: Part, folder: Path) -> Counter[str]:
    if isinstance(form, FolderFormat):
        place = folder / part.name
        place.mkdir(parents=True, exist_ok=True)
        return form.write(part.rows, place)
    file = folder / f"{part.name}.{form.suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        return form.write(part.rows, opened)


def _parts(rows: Rows, survey: Survey, choice: Choice, seed: int, *, alone: bool) -> list[Part]:
    """The rows by part of the split, and by annotator where each is `alone`; one part called "" if neither."""
    names = FileNames(" @")
    part_of = split_articles(survey.articles, choice.shares, seed) if choice.shares else {}
    return [
        Part(
            "/".join(word for word in (part, names.of(annotator) if annotator else "") if word),
            rows.only(_belongs(part, annotator, part_of)) if part or annotator else rows,
            sum(
                number
                for (name, article), number in survey.rows.items()
                if annotator in ("", name) and part == part_of.get(article, "")
            ),
        )
        for part in (PARTS if choice.shares else ("",))
        for annotator in (survey.annotators if alone else ("",))
    ]


def _belongs(part: str, annotator: str, part_of: Mapping[str, str]) -> Callable[[Row], bool]:
    return lambda row: annotator in ("", row.annotator) and part == part_of.get(row.sentence.article_id, "")
