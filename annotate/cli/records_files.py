"""`--records`: files of records from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.cli.boundary import tell
from annotate.quiet import much_is_kept

if TYPE_CHECKING:
    from annotate.project import Project
    from annotate.schema import Record

STDIN = Path("-")
_RECORD = "`annotate schema json-schema` prints what each line must be"


class _Place(NamedTuple):
    """A record's file and line."""

    file: Path
    line: int

    def seen_from(self, file: Path) -> str:
        return f"record {self.line}" if file == self.file else f"record {self.line} of {self.file}"


@much_is_kept()
def read_files(files: Sequence[Path], project: Project, left_out: Collection[str]) -> list[Record]:
    """The records of files, `-` being stdin, but for those of some annotators.

    Raises:
        WorkspaceError: a file is not there.
        RecordError: a line is not a record of the project's schema, an annotator has a sentence twice, or a record was
            made under another schema than the first.
    """
    from annotate.counting import count
    from annotate.errors import WorkspaceError
    from annotate.records.offsets import Counting
    from annotate.records.slim import read_slim, shared

    texts = sentence_texts(project)
    earlier: dict[tuple[str, str, int | None], _Place] = {}
    first: tuple[Record, _Place] | None = None
    records = []
    recounted: Counter[Counting] = Counter()
    for named in files:
        file = Path("/dev/stdin") if named == STDIN else named
        if not file.exists() or file.is_dir():
            raise WorkspaceError(f"there is no file {named}", "give a file of records, one JSON object per line")
        read = shared(read_slim(file, project.schema, texts, _RECORD), project.schema)
        for line, (record, counting) in enumerate(read, 1):
            place = _Place(named, line)
            first = first or (record, place)
            _refuse_second_schema(record, place, *first)
            _refuse_twice(
                record, place, earlier.setdefault((record.annotator, record.sentence_id, record.repeat), place)
            )
            recounted[counting] += 1
            if record.annotator not in left_out:
                records.append(record)
    del recounted[Counting.CODE_POINTS]
    for counting, times in recounted.items():
        counted = count(times, "record")
        tell(f"annotate: {counted} with offsets that were read as {counting.value}: that is where their words are")
    return records


def refuse_unknown_sentences(records: Sequence[Record], project: Project) -> None:
    """Refuse records of sentences that the workspace does not have, if it has sentences.

    Raises:
        RecordError: there are some.
    """
    from annotate.counting import count, some
    from annotate.errors import RecordError

    texts = sentence_texts(project)
    unknown = [record.sentence_id for record in records if record.sentence_id not in texts]
    if texts and unknown:
        raise RecordError(
            f"{count(len(unknown), 'record')} of sentences that are not in {project.files.sentences}: "
            f"{some(dict.fromkeys(unknown))}",
            "split their articles too, leave these records out, or name another workspace with --workspace",
        )


def sentence_texts(project: Project) -> dict[str, str]:
    """The texts of the workspace's sentences by their ids; none where nothing was split."""
    from annotate.corpus import read_sentences

    file = project.files.sentences
    return {sentence.id: sentence.text for sentence in (read_sentences(file) if file.exists() else ())}


def _refuse_second_schema(record: Record, place: _Place, first: Record, first_place: _Place) -> None:
    from annotate.errors import RecordError

    one, other = first.schema_, record.schema_
    if one.digest != other.digest:
        raise RecordError(
            f"the record was made under the schema {other.name} {other.version} ({other.digest}), and "
            f"{first_place.seen_from(place.file)} under {one.name} {one.version} ({one.digest})",
            "give records of one schema; `annotate push --migrate` and a pull bring those of a launch to today's",
            file=place.file,
            line=place.line,
        )


def _refuse_twice(record: Record, place: _Place, earlier: _Place) -> None:
    from annotate.errors import RecordError

    if earlier is not place:  # equal they are, too, when a file is named twice
        raise RecordError(
            f"{record.annotator} annotated the sentence {record.sentence_id} twice, "
            f"first in {earlier.seen_from(place.file)}",
            'keep one of the two, or give the later one "repeat": 1',
            file=place.file,
            line=place.line,
        )
