"""Say what a pull noticed that annotators may not have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.cli.boundary import tell, tell_rest

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from pathlib import Path

    from annotate.labelstudio.pull.mentioned import Mentioned
    from annotate.labelstudio.pull.projects import Absent, Unread
    from annotate.labelstudio.pull.to_records import Pulled

_SHOWN = 10


def tell_noticed(pulled: Pulled, raw: Path) -> None:
    """Name projects that are missing, marked otherwise or look like ours, and annotations not as they were left."""
    not_read: list[Absent | Unread] = [*pulled.absent, *pulled.altered, *pulled.failed]
    for project in not_read:
        tell(f"annotate: {project}")
        tell(f"hint: {project.remedy}")
    for lookalike in pulled.lookalikes:
        tell(f"annotate: {lookalike}")
    tell_mentioned(pulled.noticed, pulled.deleted, raw, "annotation")


def tell_mentioned(noticed: Sequence[Mentioned], deleted: Counter[str], raw: Path, noun: str) -> None:
    """Name what was deleted or changed, and say where it is kept as it was; a `noun` is an annotation or a decision."""
    from annotate.counting import count
    from annotate.labelstudio.pull.deleted import deleted_file
    from annotate.labelstudio.pull.noticed import Oddity, noticed_file

    if deleted:
        whose = ", ".join(f"{number} of {name}" for name, number in sorted(deleted.items()))
        gone, kept = count(deleted.total(), noun), deleted_file(raw)
        tell(f"annotate: {gone} deleted on the server ({whose}); kept in {kept}")
    if changed := sum(mentioned.what != Oddity.DELETED for mentioned in noticed):
        ask = f"ask {'its' if changed == 1 else 'their'} author{'' if changed == 1 else 's'}"
        tell(f"annotate: {count(changed, noun)} not as submitted; {ask}, and see {noticed_file(raw)}")
    for mentioned in noticed[:_SHOWN]:
        tell(f"  {mentioned} (project {mentioned.project})")
    tell_rest(len(noticed) - _SHOWN)


def needs_a_person(pulled: Pulled) -> bool:
    """Whether somebody must look at what was noticed."""
    return bool(pulled.noticed or pulled.deleted or pulled.absent or pulled.altered or pulled.lookalikes)
