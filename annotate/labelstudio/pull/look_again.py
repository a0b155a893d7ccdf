"""What annotators should look at again: annotations that they can put right, rejected ones and valid ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotate.json_files import JsonObject
from annotate.labelstudio.pull.read_annotation import ReadAnnotation
from annotate.records.remarks import Remark


class LookAgain(NamedTuple):
    """An annotation that its annotator can put right: its place on the server, its sentence, and what to put right."""

    project: int
    task: int
    annotation: int
    annotator: str
    sentence_id: str
    round: int | None
    text: str
    url: str
    remarks: Sequence[Remark]

    def to_json(self) -> JsonObject:
        """What `--json` says of it, with the remarks in English."""
        remarks = [remark.in_language("en") for remark in self.remarks]
        return {"annotator": self.annotator, "sentence_id": self.sentence_id, "url": self.url, "remarks": remarks}


def to_look_at(read: ReadAnnotation) -> Iterator[LookAgain]:
    """The annotation, if there is something in it that its annotator can put right."""
    row, origin = read.row, read.row["origin"]
    if read.remarks:
        numbers = (origin["project"], origin["task"], origin["annotation"])
        yield LookAgain(
            *numbers, row["annotator"], row["sentence_id"], row["round"], read.text, origin["url"], read.remarks
        )


def by_annotator(look_again: Sequence[LookAgain]) -> dict[str, list[LookAgain]]:
    """The same by annotator, in the order of their names, and of each in the order of the server."""
    theirs: dict[str, list[LookAgain]] = {name: [] for name in sorted({each.annotator for each in look_again})}
    for each in sorted(look_again, key=lambda each: each[:3]):
        theirs[each.annotator].append(each)
    return theirs
