"""What a command left in a folder, without what differs each time; and what is missing or too much in it."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from hostile.trials import Amiss

Snapshot = Mapping[Path, bytes]
_TIME = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?")
_HAS_TIMES_INSIDE = {".dna", ".parquet", ".qdpx"}  # in other words than the ones above
_NOT_OURS = ("work/server", "work/demo/server")
_SECRETS = ("credentials.json",)


def files_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The files of a folder that `annotate` wrote and that hold no secrets, unpacked."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and name.name not in _SECRETS and not any(name.is_relative_to(each) for each in _NOT_OURS):
            content = file.read_bytes()
            try:
                yield name, gzip.decompress(content) if file.suffix == ".gz" else content
            except (EOFError, OSError):
                yield name, content


def snapshot(folder: Path) -> Snapshot:
    return {name: _TIME.sub(b"TIME", content) for name, content in files_in(folder) if not name.name.startswith(".")}


def half_written(folder: Path) -> list[Path]:
    """The files of JSON that nobody could read."""
    return [name for name, content in files_in(folder) if not _is_whole(name, content)]


def amiss(there: Snapshot, expected: Snapshot) -> tuple[Amiss, str]:
    """What `there` lacks and has twice, line by line, and the names of the files."""
    lost = doubled = 0
    names = []
    for name, content in expected.items():
        actual = there.get(name)
        if actual == content or (actual and name.suffix in _HAS_TIMES_INSIDE):
            continue
        lines, wanted = Counter((actual or b"").splitlines()), Counter(content.splitlines())
        lost += (wanted - lines).total() + (actual is None)
        doubled += (lines - wanted).total()
        names.append(str(name))
    return Amiss(lost, doubled), ", ".join(names)


def _is_whole(name: Path, content: bytes) -> bool:
    suffix = name.with_suffix("").suffix if name.suffix == ".gz" else name.suffix
    try:
        if suffix == ".json":
            json.loads(content)
        if suffix == ".jsonl":
            [json.loads(line) for line in content.splitlines()]
    except ValueError:
        return False
    return True
