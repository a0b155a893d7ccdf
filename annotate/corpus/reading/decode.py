"""Bytes to text: compression, encoding, and telling a text from anything else."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import logging
import lzma
import re
import sys
from pathlib import Path
from typing import IO, cast

from annotate.corpus.reading.paths import STDIN
from annotate.errors import CorpusError

GUESS = "guess"

_log = logging.getLogger(__name__)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_SAMPLE = 1_000_000  # bytes of a table from which its encoding is guessed
_MOST_CONTROL = 0.3  # share of control characters above which a file is no text


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file, compressed or not, or standard input, for reading."""
    if path == STDIN:
        return sys.stdin.buffer
    match path.suffix.lower():
        case ".gz":
            return cast(IO[bytes], gzip.open(path))
        case ".bz2":
            return bz2.open(path)
        case ".xz":
            return lzma.open(path)
        case ".zst":
            return _open_zstandard(path)
        case _:
            return path.open("rb")


def decode(data: bytes, encoding: str, where: str) -> str:
    """Decode a text and change nothing in it: line ends and a byte-order mark stay.

    Args:
        data: the whole file.
        encoding: a name Python knows; `guess` takes UTF-8 and, failing that, the likeliest other one, with a warning.
        where: the file's name, for messages.

    Raises:
        CorpusError: the bytes are not in this encoding, or are no text in any.
    """
    name = "utf-8" if encoding == GUESS else encoding
    try:
        text = data.decode(name)
    except LookupError as error:
        raise _unknown(encoding) from error
    except UnicodeError as error:
        guess = _likely_encoding(data)
        if not guess:
            raise CorpusError(f"{where} is not a text in any known encoding", "remove it or pass --skip-bad") from error
        if encoding != GUESS:
            hint = f"pass --encoding {guess} if that is right, or convert the file to UTF-8"
            raise CorpusError(f"{where} is not {name.upper()}; it looks like {guess}", hint) from error
        _log.warning("%s is not UTF-8; read as %s", where, guess)
        text = data.decode(guess)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise CorpusError(f"{where} is not a text but binary data", "remove it or pass --skip-bad")
    return text


def table_encoding(path: Path, encoding: str) -> str:
    """The encoding of a table that is read row by row: UTF-8 or, where `guess` was asked for and that fails, a guess.

    Raises:
        CorpusError: there is no such encoding, or none could be guessed.
    """
    if encoding != GUESS:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise _unknown(encoding) from error
        return encoding
    try:
        with open_bytes(path) as file, io.TextIOWrapper(file, "utf-8") as text:
            while text.read(_SAMPLE):
                pass
    except UnicodeError:
        _log.warning("%s is not UTF-8; read as %s", path, guess := guess_of_table(path))
        return guess
    return "utf-8"


def guess_of_table(path: Path) -> str:
    """The likeliest encoding of the beginning of a table.

    Raises:
        CorpusError: there is none.
    """
    with open_bytes(path) as file:
        guess = _likely_encoding(file.read(_SAMPLE))
    if not guess:
        raise CorpusError(f"{path} is not a text in any known encoding", "remove it or pass --skip-bad")
    return guess


def _unknown(encoding: str) -> CorpusError:
    hint = "choose one that Python knows, such as utf-8, cp1252 or utf-16"
    return CorpusError(f"there is no encoding {encoding!r}", hint)


def _likely_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else ""


def _open_zstandard(path: Path) -> IO[bytes]:
    from pyarrow import CompressedInputStream

    return io.BufferedReader(CompressedInputStream(str(path), "zstd"))
