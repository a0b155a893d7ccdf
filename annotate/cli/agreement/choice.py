"""What `annotate agreement` was asked to measure: which records and which elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from typer import Context

from annotate.cli.boundary import tell
from annotate.cli.options import records_but_of

if TYPE_CHECKING:
    from annotate.project import Project
    from annotate.schema import Record, Schema
    from annotate.workspace import Workspace

_RECORD = "`annotate schema json-schema` prints what each line must be"

_APART = {
    "--spans": ("--table", "--records", "--round", "--model", "--by", "--level"),
    "--table": ("--round", "--model", "--records"),
    "--model": ("--by", "--pair", "--methods", "--worst", "--all"),
    "--methods": ("--by", "--bibtex", "--json", "--worst", "--all"),
    "--bibtex": ("--json", "--worst", "--all"),
}
_WITH = {
    "--epsilon": ("--model",),
    "--trim": ("--spans",),
    "--column": ("--table", "--spans"),
    "--encoding": ("--table", "--spans"),
    **dict.fromkeys(("--level", "--missing", "--separator"), ("--table",)),
}


def refuse_idle(context: Context) -> None:
    """Refuse options that say nothing beside another one, or without it."""
    from annotate.errors import ConfigError

    sources = ((option.opts[0], context.get_parameter_source(option.name or "")) for option in context.command.params)
    given = {name for name, source in sources if source and source.name == "COMMANDLINE"}
    for option, others in _APART.items():
        for other in others:
            if option in given and other in given:
                raise ConfigError(f"{option} cannot be combined with {other}", f"leave out {other}, or {option}")
    for option, needed in _WITH.items():
        if option in given and given.isdisjoint(needed):
            either = " or ".join(needed)
            raise ConfigError(f"{option} only works with {either}", f"leave out {option}, or give {either}")


def chosen_records(records: list[Record], pair: str, round_: int | None) -> list[Record]:
    """The records of the annotators and the round that were asked for."""
    from annotate.errors import ConfigError, InsufficientData

    if not records:
        raise InsufficientData("there are no annotations to measure", "give records of two or more people")
    wanted = chosen_annotators(pair, sorted({record.annotator for record in records}))
    rounds = sorted({record.round for record in records if record.round is not None})
    if round_ is not None and round_ not in rounds:
        known = (
            f"choose from {', '.join(map(str, rounds))}"
            if rounds
            else "no record has a round number: leave out --round"
        )
        raise ConfigError(f"there is no annotation of round {round_}", known)
    return [record for record in records if record.annotator in wanted and round_ in (None, record.round)]


def chosen_annotators(pair: str, present: list[str]) -> list[str]:
    """The annotators that were asked for."""
    from annotate.errors import ConfigError

    wanted = [name.strip() for name in pair.split(",")] if pair else present
    unknown = [annotator for annotator in wanted if annotator not in present]
    if unknown:
        raise ConfigError(f"there is no annotation by {unknown[0]}", f"choose from {', '.join(present)}")
    if len(set(wanted)) < 2 and pair:
        raise ConfigError("--pair names only one annotator", f"choose two or more from {', '.join(present)}")
    return wanted


def source_records(file: Path | None, project: Project, left_out: Collection[str]) -> list[Record]:
    """The records of the workspace, or those of a file from elsewhere."""
    if file is None:
        return records_but_of(project, left_out)
    from annotate.counting import count
    from annotate.errors import RecordError, WorkspaceError
    from annotate.records.offsets import Counting
    from annotate.records.read import read_compared

    if not file.is_file():
        raise WorkspaceError(f"there is no file {file}", "give a file of records, one JSON object a line")
    first: dict[tuple[str, str, int | None], int] = {}
    found = []
    recounted: Counter[Counting] = Counter()
    compared = read_compared(file, project.schema, _texts(project.files), _RECORD)
    for line, (record, counting) in enumerate(compared, 1):
        recounted[counting] += 1
        earlier = first.setdefault((record.annotator, record.sentence_id, record.repeat), line)
        if earlier != line:
            raise RecordError(
                f"{record.annotator} annotated the sentence {record.sentence_id} twice, first in record {earlier}",
                'keep one of the two, or give the later one "repeat": 1',
                file=file,
                line=line,
            )
        if record.annotator not in left_out:
            found.append(record)
    del recounted[Counting.CODE_POINTS]
    for counting, times in recounted.items():
        records = count(times, "record")
        tell(f"annotate: {records} with offsets that were read as {counting.value}: that is where their words are")
    return found


def _texts(files: Workspace) -> dict[str, str]:
    """The texts of the workspace's sentences by their ids; none where nothing was split."""
    from annotate.corpus import read_sentences

    sentences = read_sentences(files.sentences) if files.sentences.exists() else ()
    return {sentence.id: sentence.text for sentence in sentences}


def chosen_elements(wanted: list[str] | None, schema: Schema) -> list[str] | None:
    from annotate.agreement import element_names
    from annotate.errors import ConfigError

    known = element_names(schema)
    unknown = [element for element in wanted or () if element not in known]
    if unknown:
        raise ConfigError(f"the schema has no element {unknown[0]}", f"choose from {', '.join(known)}")
    return wanted or None
