"""Which files are meant, and what kind each one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from glob import has_magic
from pathlib import Path

from annotate.errors import CorpusError

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
STDIN = Path("-")


def find_files(paths: Sequence[Path | str]) -> Iterator[tuple[Path, str]]:
    """Yield (file, format) for files, folders at every depth, and patterns, in the order given, by name within each.

    Raises:
        CorpusError: a path is missing or of no known format, or a folder or pattern has no articles.
    """
    for given in paths:
        path = Path(given)
        if path == STDIN:
            yield path, "text"
        elif path.is_dir():
            yield from _known(path, (file for file in path.rglob("*") if not file.name.startswith(".")))
        elif path.exists():
            form = format_of(path)
            if not form:
                raise CorpusError(f"{path} has no known format", f"name it with one of {', '.join(FORMATS)}")
            yield path, form
        elif has_magic(str(given)) and "://" not in str(given):
            yield from _known(path, Path(path.anchor).glob(str(path.relative_to(path.anchor))))
        elif "://" in str(given):
            raise CorpusError(
                f"{given} is no path on this machine", "add --engine daft to read tables in object storage"
            )
        else:
            raise CorpusError(f"{path} does not exist", "check the spelling of the path")


def format_of(path: Path) -> str:
    """The format that a file's name says it has, compressed or not; empty for an unknown one."""
    return FORMATS.get(_plain(path).suffix.lower(), "")


def stem(path: Path) -> str:
    """A file's name without the suffixes of its format and compression."""
    return "stdin" if path == STDIN else _plain(path).stem


def _plain(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in COMPRESSIONS else path


def _known(given: Path, found: Iterable[Path]) -> list[tuple[Path, str]]:
    files = [(file, form) for file in sorted(found) if (form := format_of(file)) and file.is_file()]
    if not files:
        raise CorpusError(f"{given} has no articles", f"put files there that end in {', '.join(FORMATS)}")
    return files
