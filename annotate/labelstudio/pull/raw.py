"""The server's answers, kept: for each project its tasks with their annotations, as they were last received.

```
raw/
├── users.json                  user id → e-mail address
├── project-3.jsonl.gz          one task a line, in the order of their ids
├── project-3.json              from which moment of the server's clock the next fetch must look, and our counts
├── project-3.partial.gz        pages of a fetch that was interrupted, or is going on
├── deleted.jsonl               annotations that the server has no more
├── noticed.jsonl               annotations that changed as their annotators may not have changed them
├── deleted.json, noticed.json  how many of their lines a pull has mentioned
└── removed.json                who was not among the annotators any more at the last pull
```
Nothing is dropped here that is not kept in deleted.jsonl.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from annotate.errors import NewerFormat, WorkspaceError
from annotate.files import remove, write_whole
from annotate.formats import KEY, format_of, read_numbered_json, read_numbered_jsonl, with_format
from annotate.json_files import JsonObject, json_line, write_json
from annotate.labelstudio.pull.deleted import deleted_file, deleted_from
from annotate.labelstudio.pull.noticed import noticed_file, noticed_in
from annotate.labelstudio.pull.told import FORMAT, add_rows
from annotate.labelstudio.pull.watch import Watch
from annotate.labelstudio.wire.projects import ProjectCounts
from annotate.private import make_folder

_AGAIN = "run `annotate pull --full`"
_COMPRESSION = 3
_BEGIN = re.compile(rb'\{(?:"format":(\d+),)?"id":(\d+)[,}]')
_NUMBER = b'{"format":%d,' % FORMAT

Line = tuple[int, bytes]
People = dict[int, str]


class Header(NamedTuple):
    """What a partial fetch asks for: tasks touched after `since`; the next fetch is to look from `start`."""

    since: str | None
    start: str | None


def read_raw(raw: Path, project: int) -> Iterator[JsonObject]:
    """The tasks of a project as the server sent them."""
    for _, task in read_numbered_jsonl(_kept(raw, project), _AGAIN, FORMAT):
        yield task


def pulled_until(raw: Path, project: int) -> str | None:
    """The moment of the server's clock from which the next fetch looks, in ISO 8601; None if it reads everything."""
    if not (_next_start(raw, project).exists() and _kept(raw, project).exists()):
        return None
    since = read_numbered_json(_next_start(raw, project), _AGAIN, FORMAT).get("since")
    return since if isinstance(since, str) else None


def kept_tasks(raw: Path, project: int) -> Iterator[JsonObject]:
    """What `read_raw` yields, or nothing if the project was never fetched."""
    return read_raw(raw, project) if _kept(raw, project).exists() else iter(())


def interrupted(partial: Path, since: str | None) -> tuple[Header | None, int, int]:
    """What the partial fetch asked for, its last task's id and how many it has; nothing if it cannot be continued."""
    header, after, count = None, 0, 0
    try:
        for number, row in read_numbered_jsonl(partial, "", FORMAT) if partial.exists() else ():
            if number == 1:
                header = Header(row.get("since"), row.get("start"))
            else:
                after, count = int(row["id"]), number - 1
    except NewerFormat:
        raise
    except WorkspaceError:  # its last page was being written when the machine stopped
        header = None
    if header is None or header.since != since:
        return None, 0, 0
    return header, after, count


def merge_partial(raw: Path, project: int, partial: Path, watch: Watch, *, keep: bool) -> ProjectCounts:
    """Lay the newly read tasks over the kept ones, or put them in their place unless `keep`, and count."""
    kept = _kept(raw, project)
    old = ((number, False, line) for number, line in (_lines(kept) if keep else _readable(kept)))
    new = ((number, True, line) for number, line in _lines(partial, skip=1))
    gone: list[JsonObject] = []
    odd: list[JsonObject] = []

    def merged() -> Iterator[Line]:
        for number, group in groupby(merge(old, new, key=_id), key=_id):
            versions = list(group)
            (_, _, first), (_, is_new, last) = versions[0], versions[-1]
            left = last if is_new or keep else None
            before = json.loads(first) if len(versions) > 1 or not is_new else None
            now = json.loads(left) if left is not None and (before is None or first != left) else None
            if before is not None and first != left:
                gone.extend(deleted_from(project, before, now, _annotations(now), watch))
            if now is not None and is_new:
                odd.extend(noticed_in(project, before, now, watch))
            if left is not None:
                yield number, left

    def keep_both() -> None:
        add_rows(deleted_file(raw), gone)
        add_rows(noticed_file(raw), odd)

    return _write(kept, merged(), keep_both)


def _annotations(task: JsonObject | None) -> set[int]:
    return {each["id"] for each in task.get("annotations") or ()} if task else set()


def drop_deleted(raw: Path, project: int, there: Mapping[int, Collection[int]], watch: Watch) -> ProjectCounts:
    """Take out the tasks and annotations that are not `there`, the ids of both as the server has them, and count."""
    gone: list[JsonObject] = []

    def still_there() -> Iterator[Line]:
        for number, line in _lines(_kept(raw, project)):
            task = json.loads(line)
            lost = list(deleted_from(project, task, None, there.get(number, ()), watch))
            gone.extend(lost)
            if number in there:
                left = [each for each in task.get("annotations") or () if each["id"] in there[number]]
                yield number, json_line(task | {"annotations": left}) if lost else line

    return _write(_kept(raw, project), still_there(), lambda: add_rows(deleted_file(raw), gone))


def _write(file: Path, lines: Iterable[Line], then: Callable[[], None]) -> ProjectCounts:
    """Write the kept tasks again and count; what comes `then` is done before they take the place of the old ones."""
    tasks = submitted = skipped = 0
    with write_whole(file) as plain:
        with gzip.GzipFile(fileobj=plain, mode="wb", mtime=0, compresslevel=_COMPRESSION) as packed:
            for _, line in lines:
                cancelled = [bool(each.get("was_cancelled")) for each in json.loads(line).get("annotations") or ()]
                tasks, skipped = tasks + 1, skipped + sum(cancelled)
                submitted += len(cancelled) - sum(cancelled)
                packed.write(line)
        then()
    return ProjectCounts(tasks, submitted, skipped)


def _readable(kept: Path) -> Iterator[Line]:
    """The lines of kept tasks that are to be replaced, as far as they can be read."""
    try:
        yield from _lines(kept) if kept.exists() else ()
    except NewerFormat:
        raise
    except WorkspaceError:
        return


def _lines(file: Path, *, skip: int = 0) -> Iterator[Line]:
    """The id of each task, and its line in today's format, without reading the rest of it."""
    try:
        with gzip.open(file) as lines:
            for number, line in enumerate(lines, 1):
                if number <= skip:
                    continue
                begin = _BEGIN.match(line)
                if not begin:
                    raise ValueError(f"line {number} does not begin with the id of a task")
                if begin[1]:
                    format_of({KEY: int(begin[1])}, FORMAT, file, number)
                    yield int(begin[2]), line
                else:
                    yield int(begin[2]), _NUMBER + line[1:]
    except (OSError, EOFError, ValueError) as error:
        raise WorkspaceError(f"{file} is broken: {error}", _AGAIN) from error


def append_page(partial: Path, rows: list[JsonObject], *, new: bool = False) -> None:
    """Add rows to a partial fetch, or begin a `new` one with them."""
    try:
        make_folder(partial.parent)
        with partial.open("wb" if new else "ab", buffering=0) as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(gzip.compress(b"".join(json_line(with_format(row, FORMAT)) for row in rows), _COMPRESSION))
    except OSError as error:
        raise WorkspaceError(f"cannot write {partial}: {error.strerror or error}", "free some space") from error


def write_state(raw: Path, project: int, since: str | None, counts: ProjectCounts) -> None:
    """Remember from which moment the next fetch must look, and how much is kept."""
    write_json(_next_start(raw, project), with_format({"since": since, "counts": counts}, FORMAT))


def kept_counts(raw: Path, project: int) -> ProjectCounts | None:
    """How much is kept of a project; None if that was not written down."""
    counts = read_numbered_json(_next_start(raw, project), _AGAIN, FORMAT).get("counts")
    return ProjectCounts(*counts) if isinstance(counts, list) and len(counts) == len(ProjectCounts._fields) else None


def write_users(raw: Path, users: People) -> None:
    """Remember who is who: user id → e-mail address."""
    write_json(raw / "users.json", with_format({str(user): email for user, email in users.items()}, FORMAT))


def read_users(raw: Path) -> People:
    """What `write_users` wrote."""
    users = read_numbered_json(raw / "users.json", _AGAIN, FORMAT)
    return {int(user): str(email) for user, email in users.items() if user != KEY}


def write_removed(raw: Path, names: Collection[str]) -> None:
    """Remember who is not among the annotators any more."""
    write_json(raw / "removed.json", with_format({"removed": sorted(names)}, FORMAT))


def read_removed(raw: Path) -> frozenset[str]:
    """What `write_removed` wrote; nobody before it did."""
    file = raw / "removed.json"
    return frozenset(read_numbered_json(file, "remove it", FORMAT)["removed"]) if file.exists() else frozenset()


def forget_state(raw: Path, project: int) -> None:
    """Have the next fetch read everything."""
    remove(_next_start(raw, project))


def partial_file(raw: Path, project: int) -> Path:
    """Where the pages of a fetch are before they are merged."""
    return raw / f"project-{project}.partial.gz"


def _next_start(raw: Path, project: int) -> Path:
    return raw / f"project-{project}.json"


def _kept(raw: Path, project: int) -> Path:
    return raw / f"project-{project}.jsonl.gz"


def _id(line: tuple[int, bool, bytes]) -> int:
    return line[0]
