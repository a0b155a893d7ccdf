"""Which files are meant, and what kind each one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from annotate.errors import CorpusError

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
STDIN = Path("-")


def find_files(paths: Sequence[Path | str], ignored: list[Path]) -> Iterator[tuple[Path, str | CorpusError]]:
    """Yield (file, format) for files, folders at every depth, and patterns, in the order given, by name within each.

    A folder or pattern without articles is yielded with that error. Hidden files and folders are not looked at.

    Args:
        paths: what the user named.
        ignored: where to put the files of folders and patterns that have no known format, and links that lead nowhere.

    Raises:
        CorpusError: a path is missing or of no known format.
    """
    for named in paths:
        path = Path(named)
        if path == STDIN:
            yield path, "text"
        elif path.is_dir():
            yield from _known(path, _inside(path), ignored)
        elif path.exists():
            form = format_of(path)
            if not form:
                raise CorpusError(
                    f"{path} has no known format", f"give it a name that ends in one of {', '.join(FORMATS)}"
                )
            yield path, form
        elif has_magic(str(named)) and "://" not in str(named):
            matches = map(Path, glob(str(named), recursive=True))  # noqa: PTH207 (which has hidden files too)
            yield from _known(path, {file for match in matches for file in _inside(match)}, ignored)
        elif "://" in str(named):
            raise CorpusError(
                f"{named} is not a path on this machine", "add --engine daft to read tables in object storage"
            )
        else:
            raise CorpusError(f"{path} does not exist", "check the spelling of the path")


def format_of(path: Path) -> str:
    """The format that a file's name says it has, compressed or not; empty for an unknown one."""
    return FORMATS.get(_plain(path).suffix.lower(), "")


def stem(path: Path) -> str:
    """A file's name without the suffixes of its format and compression."""
    return "stdin" if path == STDIN else shown(_plain(path).stem)


def shown(name: Path | str) -> str:
    """A name as text that can be written anywhere; what is not UTF-8 in it is escaped."""
    return str(name).encode("utf-8", "backslashreplace").decode()


def _plain(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in COMPRESSIONS else path


def _inside(path: Path) -> Iterator[Path]:
    """The files in a folder at every depth, and links that are not followed, but for hidden ones; a file is itself."""
    if not path.is_dir():
        yield path
        return
    for file in path.rglob("*"):
        is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if not is_hidden and (file.is_symlink() or not file.is_dir()):
            yield file


def _known(given: Path, found: Iterable[Path], ignored: list[Path]) -> Iterator[tuple[Path, str | CorpusError]]:
    is_empty = True
    for file in sorted(found):
        if (form := format_of(file)) and file.is_file():
            is_empty = False
            yield file, form
        else:
            ignored.append(file)
    if is_empty:
        yield given, CorpusError(f"{given} has no articles", f"put files there that end in {', '.join(FORMATS)}")
