"""The server's answers, kept: for each project its tasks with their annotations, as they were last received.

```
raw/
├── users.json                  user id → e-mail address
├── project-3.jsonl.gz          one task a line, in the order of their ids
├── project-3.json              from which moment of the server's clock the next fetch must look, and our counts
├── project-3.partial.gz        pages of a fetch that was interrupted, or is going on
└── deleted.jsonl               annotations that the server has no more
```
A fetch asks only for what was touched since the last one. Deletions leave no trace to ask for, so the server's own
count is compared with ours, and the ids only if they differ. Nothing is dropped here that is not kept in deleted.jsonl.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from annotate.errors import RequestRejected, WorkspaceError
from annotate.files import json_line, read_json, read_jsonl, write_json, write_whole
from annotate.labelstudio.client import Client, list_fields, list_tasks, query_tasks, read_users
from annotate.labelstudio.deleted import deleted_from, keep_deleted
from annotate.labelstudio.launch import Launch, LaunchedProject
from annotate.labelstudio.projects import Counts, project_counts, project_exists

PAGE = 500
_AGAIN = "run `annotate pull --full`"
_LOOKS = 3
# What a transaction writes becomes visible only when it ends; none of those that annotators start lasts this long.
_OVERLAP = timedelta(minutes=5)
_COMPRESSION = 3

Row = dict[str, Any]
Line = tuple[int, bytes]
People = dict[int, str]


class Header(NamedTuple):
    """What a partial fetch asks for: tasks touched after `since`; the next fetch is to look from `start`."""

    since: str | None
    start: str | None


def fetch_raw(
    client: Client, launch: Launch, raw: Path, *, full: bool = False, progress: Callable[[str], None]
) -> dict[int, str]:
    """Bring the kept answers up to date and return who each user is: user id → annotator id, or e-mail address.

    Continues where an interrupted fetch stopped. `full` reads everything anew.

    Raises:
        LabelStudioError: the server failed; the next fetch continues.
    """
    users = read_users(client)
    write_json(raw / "users.json", users)
    names = people(launch, raw)
    for project in launch.projects:
        if not project_exists(client, project.project):
            whose = project.whose if project.adopted else f"project {project.project} of {project.whose}"
            raise RequestRejected(
                f"{whose} is not on the server, or not for this token to see",
                "restore it, or take it out of launch.json"
                if project.adopted
                else "`annotate push` makes it anew; what was pulled from it stays under raw/",
            )
        _fetch_project(client, raw, project, names, full, progress)
    return names


def people(launch: Launch, raw: Path) -> dict[int, str]:
    """Who each user of the server is: user id → annotator id, or e-mail address for anybody else."""
    by_email = {email: name for name, email in launch.annotators.items()}
    users = read_json(raw / "users.json", _AGAIN)
    return {int(number): by_email.get(email, email) for number, email in users.items()}


def read_raw(raw: Path, project: int) -> Iterator[Row]:
    """The tasks of a project as the server sent them."""
    for _, task in read_jsonl(_kept(raw, project), _AGAIN):
        yield task


def pulled_until(raw: Path, project: int) -> str | None:
    """The moment of the server's clock from which the next fetch looks, in ISO 8601; None if it reads everything."""
    if not (_next_start(raw, project).exists() and _kept(raw, project).exists()):
        return None
    since = read_json(_next_start(raw, project), _AGAIN).get("since")
    return since if isinstance(since, str) else None


def kept_tasks(raw: Path, project: int) -> Iterator[Row]:
    """What `read_raw` yields, or nothing if the project was never fetched."""
    return read_raw(raw, project) if _kept(raw, project).exists() else iter(())


def _fetch_project(
    client: Client, raw: Path, launched: LaunchedProject, names: People, full: bool, progress: Callable[[str], None]
) -> None:
    project, whose = launched.project, launched.whose
    partial = raw / f"project-{project}.partial.gz"
    if full:
        _next_start(raw, project).unlink(missing_ok=True)
    for _ in range(_LOOKS):
        since = pulled_until(raw, project)
        header, after, count = _interrupted(partial, since)
        resumed = header is not None
        if header is None:
            header = Header(since, _newest(client, project))
            _append(partial, [header._asdict()], new=True)
        for tasks in list_tasks(client, project, annotations=True, page_size=PAGE, after=after, since=header.since):
            # The id leads each line, so that files are merged without reading the rest of it.
            _append(partial, [{"id": task["id"]} | task for task in tasks])
            count += len(tasks)
            progress(f"{whose}: {count} tasks read")
        here = None if count or since is None else _kept_counts(raw, project)
        if here is None:
            here = _merge(raw, project, partial, names, keep=since is not None)
        _write_state(raw, project, header.start, here)
        partial.unlink()
        if resumed:
            continue
        if here == project_counts(client, project):
            return
        _write_state(raw, project, header.start, _drop_deleted(client, raw, project, names))
    progress(f"somebody is at work in the project of {whose}: the next pull brings the rest")


def _interrupted(partial: Path, since: str | None) -> tuple[Header | None, int, int]:
    """What the partial fetch asked for, its last task's id and how many it has; nothing if it cannot be continued."""
    header, after, count = None, 0, 0
    try:
        for number, row in read_jsonl(partial, "") if partial.exists() else ():
            if number == 1:
                header = Header(row.get("since"), row.get("start"))
            else:
                after, count = int(row["id"]), number - 1
    except WorkspaceError:  # its last page was being written when the machine stopped
        header = None
    if header is None or header.since != since:
        return None, 0, 0
    return header, after, count


def _merge(raw: Path, project: int, partial: Path, names: People, *, keep: bool) -> Counts:
    """Lay the newly read tasks over the kept ones, or put them in their place unless `keep`, and count."""
    kept = _kept(raw, project)
    old = ((number, False, line) for number, line in (_lines(kept) if keep else _readable(kept)))
    new = ((number, True, line) for number, line in _lines(partial, skip=1))
    gone: list[Row] = []

    def merged() -> Iterator[Line]:
        for number, group in groupby(merge(old, new, key=_id), key=_id):
            versions = list(group)
            (_, _, first), (_, is_new, last) = versions[0], versions[-1]
            left = last if is_new or keep else None
            if first != left:
                gone.extend(deleted_from(project, json.loads(first), _annotations(left), names))
            if left is not None:
                yield number, left

    return _write(kept, merged(), lambda: keep_deleted(raw, gone))


def _annotations(line: bytes | None) -> set[int]:
    return {each["id"] for each in json.loads(line).get("annotations") or ()} if line else set()


def _drop_deleted(client: Client, raw: Path, project: int, names: People) -> Counts:
    """Take out the tasks and annotations that the server does not have any more."""
    there = {
        int(task["id"]): {annotation["id"] for annotation in task["annotations"]}
        for tasks in list_fields(client, project, "id,annotations", fields="all", page_size=PAGE)
        for task in tasks
    }
    gone: list[Row] = []

    def still_there() -> Iterator[Line]:
        for number, line in _lines(_kept(raw, project)):
            task = json.loads(line)
            lost = list(deleted_from(project, task, there.get(number, ()), names))
            gone.extend(lost)
            if number in there:
                left = [each for each in task.get("annotations") or () if each["id"] in there[number]]
                yield number, json_line(task | {"annotations": left}) if lost else line

    return _write(_kept(raw, project), still_there(), lambda: keep_deleted(raw, gone))


def _write(file: Path, lines: Iterable[Line], then: Callable[[], None]) -> Counts:
    """Write the kept tasks anew and count; what comes `then` is done before they take the place of the old ones."""
    tasks = submitted = skipped = 0
    with write_whole(file) as plain:
        with gzip.GzipFile(fileobj=plain, mode="wb", mtime=0, compresslevel=_COMPRESSION) as packed:
            for _, line in lines:
                cancelled = [bool(each.get("was_cancelled")) for each in json.loads(line).get("annotations") or ()]
                tasks, skipped = tasks + 1, skipped + sum(cancelled)
                submitted += len(cancelled) - sum(cancelled)
                packed.write(line)
        then()
    return Counts(tasks, submitted, skipped)


def _readable(kept: Path) -> Iterator[Line]:
    """The lines of kept tasks that are to be replaced, as far as they can be read."""
    with suppress(WorkspaceError):
        yield from _lines(kept) if kept.exists() else ()


def _lines(file: Path, *, skip: int = 0) -> Iterator[Line]:
    try:
        with gzip.open(file) as lines:
            for number, line in enumerate(lines):
                if number >= skip:
                    yield int(line[len(b'{"id":') : line.index(b",")]), line
    except (OSError, EOFError, ValueError) as error:
        raise WorkspaceError(f"{file} is broken: {error}", _AGAIN) from error


def _append(partial: Path, rows: list[Row], *, new: bool = False) -> None:
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb" if new else "ab", buffering=0) as file:
            file.write(gzip.compress(b"".join(map(json_line, rows)), _COMPRESSION))
    except OSError as error:
        raise WorkspaceError(f"cannot write {partial}: {error.strerror or error}", "free some space") from error


def last_change(client: Client, project: int) -> datetime | None:
    """When a task of the project was touched last, by the server's clock; None if there is none."""
    return _last_change(client, project)[1]


def _last_change(client: Client, project: int) -> tuple[datetime | None, datetime | None]:
    """When the server answered, if it says so, and when a task was touched last."""
    answer = query_tasks(client, project, "id,updated_at", ordering="-tasks:updated_at")
    tasks = answer["tasks"]
    return answer["answered"], datetime.fromisoformat(tasks[0]["updated_at"]) if tasks else None


def _newest(client: Client, project: int) -> str | None:
    """From where the fetch after this one must look: shortly before the last change, or at it when it is long ago.

    Long ago is twice as long as otherwise, for the web server that dates the answer may have a clock of its own.
    """
    answered, moment = _last_change(client, project)
    if moment is None:
        return None
    start = moment - _OVERLAP
    if answered:
        # Once the last change is old enough, nothing before it can be on its way, and it need not be read again.
        start = min(moment, max(start, answered - 2 * _OVERLAP))
    # The server answers 500 to any other way of writing a date.
    return f"{start:%Y-%m-%dT%H:%M:%S.%fZ}"


def _write_state(raw: Path, project: int, since: str | None, counts: Counts) -> None:
    write_json(_next_start(raw, project), {"since": since, "counts": counts})


def _kept_counts(raw: Path, project: int) -> Counts | None:
    counts = read_json(_next_start(raw, project), _AGAIN).get("counts")
    return Counts(*counts) if isinstance(counts, list) and len(counts) == len(Counts._fields) else None


def _next_start(raw: Path, project: int) -> Path:
    return raw / f"project-{project}.json"


def _kept(raw: Path, project: int) -> Path:
    return raw / f"project-{project}.jsonl.gz"


def _id(line: tuple[int, bool, bytes]) -> int:
    return line[0]
