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
import zlib
from pathlib import Path
from typing import IO

from annotate.bounded import bounded
from annotate.corpus.reading.paths import STDIN
from annotate.errors import CorpusError

GUESS = "guess"
REMOVE = "remove it or pass --skip-bad"

_log = logging.getLogger(__name__)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(128) if _CONTROL.match(chr(byte)))
_SAMPLE = 1_000_000  # bytes of a table from which its encoding is guessed
_HEAD = 4096  # bytes of a file by which UTF-16 is known
_ASCII = bytes(range(128))
_WINDOWS_MARKS = "€…‘’“”•–—™\xa0«»°".encode("cp1252")
"""Alike in all Windows encodings of Latin script; a text with no other sign gives nothing to tell them apart by."""
_MOST_CONTROL = 0.3  # share of control characters above which a file is not text


COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)
"""What reading a file raises that is compressed and breaks off, or cannot be read."""


def open_bytes(path: Path) -> IO[bytes]:
    """Open a file, compressed or not, or standard input, for reading.

    Raises:
        CorpusError: while it is read: it grows as no text does.
    """
    if path == STDIN:
        return sys.stdin.buffer
    match path.suffix.lower():
        case ".gz":
            return bounded(gzip.open(path), path)
        case ".bz2":
            return bounded(bz2.open(path), path)
        case ".xz":
            return bounded(lzma.open(path), path)
        case ".zst":
            return bounded(_open_zstandard(path), path)
        case _:
            return path.open("rb")


def decode(data: bytes, encoding: str, where: str) -> str:
    """Decode a text and change nothing in it: line ends and a byte-order mark stay.

    Args:
        data: the whole file.
        encoding: a name Python knows; `guess` takes UTF-8 and, failing that, the likeliest other one, with a warning.
        where: the file's name, for messages.

    Raises:
        CorpusError: the bytes are not in this encoding, or are not text in any.
    """
    name = "utf-8" if encoding == GUESS else encoding
    try:
        text = None if name == "utf-8" and wide_encoding(data) else data.decode(name)
    except LookupError as error:
        raise _unknown(encoding) from error
    except UnicodeError:
        text = None
    if text is None:
        guess = likely_encoding(data, where)
        if encoding != GUESS:
            raise wrong_encoding(where, name, guess)
        _log.warning("%s is not UTF-8; read as %s", where, guess)
        text = data.decode(guess)
    refuse_binary(text, where)
    return text


def refuse_binary(text: str, where: str) -> None:
    """See that a text has few control characters.

    Raises:
        CorpusError: it has many.
    """
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise CorpusError(f"{where} is binary data, not text", REMOVE)


def has_control(data: bytes) -> bool:
    """Whether there is any control character among these bytes; ten times as fast as asking the text."""
    return len(data) != len(data.translate(None, _CONTROL_BYTES))


def table_encoding(path: Path, encoding: str) -> str:
    """The encoding of a table that is read row by row: UTF-8 or, where `guess` was asked for and that fails, a guess.

    Raises:
        CorpusError: there is no such encoding, it is UTF-16 and that was not said, or none could be guessed.
    """
    try:
        name = codecs.lookup("utf-8" if encoding == GUESS else encoding).name
        io.TextIOWrapper(io.BytesIO(), name)  # rot13 is a codec too, but of texts
    except LookupError as error:
        raise _unknown(encoding) from error
    if name != "utf-8" or not path.is_file():  # standard input, which is not a file, is read only once
        return name
    with open_bytes(path) as file:
        guess = wide_encoding(file.read(_HEAD))
    if guess and encoding != GUESS:
        raise wrong_encoding(str(path), name, guess)
    if encoding == GUESS and not guess:
        try:
            with open_bytes(path) as file, io.TextIOWrapper(file, "utf-8") as text:
                while text.read(_SAMPLE):
                    pass
        except UnicodeError:
            guess = guess_of_table(path)
    if guess:
        _log.warning("%s is not UTF-8; read as %s", path, guess)
    return guess or name


def guess_of_table(path: Path) -> str:
    """The likeliest encoding of a table, by those of its first lines that are not ASCII.

    Raises:
        CorpusError: there is none.
    """
    with open_bytes(path) as file:
        head = file.read(_SAMPLE)
        lines = [head] if wide_encoding(head) else [line for line in head.splitlines(True) if not line.isascii()]
        while not lines and (part := file.readlines(_SAMPLE)):
            lines = [line for line in part if not line.isascii()]
    return likely_encoding(b"".join(lines)[:_SAMPLE], str(path))


def likely_encoding(data: bytes, where: str) -> str:
    """The likeliest encoding of a text that is not UTF-8.

    Raises:
        CorpusError: there is none.
    """
    if wide := wide_encoding(data):
        return wide
    if not data.translate(None, _ASCII + _WINDOWS_MARKS):
        return "cp1252"
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if not best:
        raise CorpusError(f"{where} is not a text in any known encoding", REMOVE)
    western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
    if western and (western.chaos, western.coherence) == (best.chaos, best.coherence):
        return "cp1252"
    return best.encoding


def wide_encoding(data: bytes) -> str:
    """UTF-16, if the bytes have its mark, or every other one of the first is NUL as in Latin script; else nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:_HEAD]
    first, second = head[::2].count(0), head[1::2].count(0)
    most = 0.7 * (len(head) // 2)
    if len(head) < 8 or min(first, second) > 0.1 * max(first, second):
        return ""
    return "utf-16-le" if second >= most else "utf-16-be" if first >= most else ""


def wrong_encoding(where: str, name: str, guess: str) -> CorpusError:
    """The error of bytes that are not in the encoding they were said to be in."""
    hint = f"pass --encoding {guess} if that is right, or convert the file to UTF-8"
    if guess == name:
        return CorpusError(f"{where} is broken {name.upper()}", "convert the file to UTF-8, or pass --skip-bad")
    return CorpusError(f"{where} is not {name.upper()}; it looks like {guess}", hint)


def _unknown(encoding: str) -> CorpusError:
    hint = "choose one that Python knows, such as utf-8, cp1252 or utf-16"
    return CorpusError(f"there is no encoding {encoding!r}", hint)


def _open_zstandard(path: Path) -> io.BufferedReader:
    from pyarrow import CompressedInputStream

    return io.BufferedReader(CompressedInputStream(str(path), "zstd"))
