"""Sentence splitting: ours beside its peers, in one run.

    python benchmarks/split.py [FILE.conllu ...]            F1 and MB/s of every splitter that is installed
    python benchmarks/split.py --corpus 10 100 --workers 2  MB/s and peak memory of `annotate split` on that many MB,
                                                            without and with the search for repeated articles

F1 is over exact spans whose punctuation at either end is ignored, on the reviewed seeds and on each CoNLL-U file, whose
sentences are joined with spaces, ten to a line. Every splitter is called once for each line.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random

from annotate.corpus import (
    Duplicate,
    Seen,
    SelectionReport,
    SplitFiles,
    Splitting,
    in_processes,
    leaves_out,
    read_articles,
    sentence_spans,
    write_split,
)
from annotate.files import write_together

ROOT = Path(__file__).parents[1]
Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]
Document = tuple[str, Spans]


def ours(quotes: str = "split") -> Splitter:
    return lambda line: [(start, end) for start, end, _ in sentence_spans(line, "id", quotes)]


def nupunkt() -> Splitter:
    from nupunkt import sent_spans

    return sent_spans


def pysbd() -> Splitter:
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return lambda line: located(line, segmenter.segment(line))


def spacy_sentencizer() -> Splitter:
    import spacy

    model = spacy.blank("id")
    model.add_pipe("sentencizer")
    model.max_length = 10**9
    return lambda line: [(sentence.start_char, sentence.end_char) for sentence in model(line).sents]


def sentencex() -> Splitter:
    from sentencex import segment

    return lambda line: located(line, list(segment("id", line)))


def icu() -> Splitter:
    from icu import BreakIterator, Locale, UnicodeString

    breaks = BreakIterator.createSentenceInstance(Locale("id"))

    def split(line: str) -> Spans:
        breaks.setText(UnicodeString(line))
        ends = list(breaks)
        if len(line) != (ends[-1] if ends else 0):  # counted in UTF-16
            ends = [len(line.encode("utf-16-le")[: 2 * end].decode("utf-16-le")) for end in ends]
        return list(zip([0, *ends], ends, strict=False))

    return split


def regular_expression() -> Splitter:
    boundary = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")

    def split(line: str) -> Spans:
        ends = [match.end() for match in boundary.finditer(line)] + [len(line)]
        return list(zip([0, *ends], ends, strict=False))

    return split


SPLITTERS: dict[str, tuple[str, Callable[[], Splitter]]] = {
    "annotate": ("annotate", ours),
    "annotate, quotes kept": ("annotate", lambda: ours("keep")),
    "nupunkt": ("nupunkt", nupunkt),
    "regular expression": ("re", regular_expression),
    "PyICU": ("icu", icu),
    "sentencex": ("sentencex", sentencex),
    "spaCy sentencizer": ("spacy", spacy_sentencizer),
    "pysbd": ("pysbd", pysbd),
}


def located(line: str, pieces: list[str]) -> Spans:
    spans, place = [], 0
    for piece in pieces:
        start = line.find(piece.strip(), place)
        if start >= 0:
            place = start + len(piece.strip())
            spans.append((start, place))
    return spans


def reviewed_seeds() -> Iterator[Document]:
    spans: dict[str, Spans] = {}
    for row in (ROOT / "tests/corpus/golden/seeds.tsv").read_text(encoding="utf-8").splitlines():
        article, _, place = row.split("\t")[0].rpartition(":")
        start, end = map(int, place.split("-"))
        spans.setdefault(article, []).append((start, end))
    for article, gold in spans.items():
        yield (ROOT / "seeds" / f"{article}.txt").read_bytes().decode(), gold


def conllu(path: Path, to_a_line: int = 10) -> Iterator[Document]:
    rows = path.read_text(encoding="utf-8").splitlines()
    sentences = [row.removeprefix("# text = ").strip() for row in rows if row.startswith("# text = ")]
    for first in range(0, len(sentences), to_a_line):
        text, gold = "", []
        for sentence in sentences[first : first + to_a_line]:
            text += " " if text else ""
            gold.append((len(text), len(text) + len(sentence)))
            text += sentence
        yield text, gold


def f1(documents: list[Document], split: Splitter) -> float:
    right = found = expected = 0
    for text, gold in documents:
        predicted = []
        for line in re.finditer(r"[^\n]+", text):
            predicted += [(line.start() + start, line.start() + end) for start, end in split(line[0])]
        theirs, reference = trimmed(text, predicted), trimmed(text, gold)
        right += len(theirs & reference)
        found += len(theirs)
        expected += len(reference)
    return 200 * right / (found + expected)


def trimmed(text: str, spans: Spans) -> set[tuple[int, int]]:
    matches = ((start, re.search(r"[^\W_](?:.*[^\W_])?", text[start:end], re.DOTALL)) for start, end in spans)
    return {(start + match.start(), start + match.end()) for start, match in matches if match}


def speeds(lines: list[str], splitters: dict[str, Splitter], rounds: int = 8) -> dict[str, float]:
    """MB of UTF-8 a second on one core, the best of the rounds, in which the splitters take turns.

    A shared machine is faster in some seconds than in others, so that those measured one after the other would not be
    measured on the same machine.
    """
    best = dict.fromkeys(splitters, 0.0)
    for _ in range(rounds):
        for name, split in splitters.items():
            best[name] = max(best[name], rate(lines, split))
    return best


def rate(lines: list[str], split: Splitter, seconds: float = 0.5) -> float:
    split(lines[0])
    size, began = 0, time.perf_counter()
    for line in lines:
        split(line)
        size += len(line.encode())
        if time.perf_counter() - began > seconds:
            break
    return size / 1e6 / (time.perf_counter() - began)


def compare(files: list[Path]) -> None:
    sets = {"seeds": list(reviewed_seeds()), **{path.stem: list(conllu(path)) for path in files}}
    lines = [line for documents in sets.values() for text, _ in documents for line in text.split("\n") if line.strip()]
    lines *= 1 + 20_000_000 // sum(len(line.encode()) for line in lines)
    splitters = {name: make() for name, (module, make) in SPLITTERS.items() if find_spec(module)}
    fast = speeds(lines, splitters)
    print(f"{'':24}" + "".join(f"{name[:16]:>18}" for name in sets) + f"{'MB/s':>10}{'× nupunkt':>11}")
    for name, split in splitters.items():
        scores = "".join(f"{f1(documents, split):18.1f}" for documents in sets.values())
        ratio = f"{fast[name] / fast['nupunkt']:11.2f}" if "nupunkt" in fast else ""
        print(f"{name:24}{scores}{fast[name]:10.1f}{ratio}", flush=True)
    if missing := [name for name in SPLITTERS if name not in splitters]:
        print(f"not installed: {', '.join(missing)}")


def corpus(sizes: list[int], workers: int) -> None:
    """Print how long a corpus of each size takes, and the memory of all processes, without and with sketches."""
    print(
        f"{'MB':>6}{'articles':>10}{'sentences':>11}{'repeats':>9}{'seconds':>9}{'MB/s':>7}{'peak MB':>9}", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        for looking in (False, True):
            for size in sizes:
                source = Path(folder, f"{size}.jsonl")
                if not source.exists():
                    write_articles(source, size * 1_000_000)
                began = time.perf_counter()
                report, repeats = split_corpus(source, Path(folder, "sentences.jsonl"), workers, looking)
                took = time.perf_counter() - began
                print(
                    f"{size:6}{report.articles:10}{report.read:11}{repeats if looking else '-':>9}"
                    f"{took:9.1f}{size / took:7.1f}{peak_megabytes(workers):9.0f}",
                    flush=True,
                )


def write_articles(path: Path, size: int) -> None:
    """Articles of twenty of the seeds' lines drawn at random, every tenth of them the same as the one before."""
    lines = [line for text, _ in reviewed_seeds() for line in text.splitlines() if line.strip()]
    draw, written, text = Random(0), 0, ""
    with path.open("w", encoding="utf-8") as file:
        for number in itertools.count():
            if written >= size:
                return
            if number % 10 != 9:
                text = "\n".join(draw.sample(lines, 20))
            file.write(json.dumps({"id": f"a{number}", "text": text}, ensure_ascii=False) + "\n")
            written += len(text.encode())


def split_corpus(source: Path, target: Path, workers: int, looking: bool) -> tuple[SelectionReport, int]:
    """What `annotate split` does, and how many articles repeat an earlier one."""
    found: list[Duplicate] = []
    with Seen() as seen:
        leave_out = partial(leaves_out, seen, found, False) if looking else None
        mapped = partial(in_processes, read_articles([source]), workers)
        with write_together(target.with_name("articles.jsonl"), target) as files:
            report = write_split(SplitFiles(*files), mapped, Splitting(leave_out=leave_out))
    return report, len(found)


def peak_megabytes(workers: int) -> float:
    """The most memory that this process has ever used, and as many of its children as there are workers."""
    ours, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (ours + workers * children) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--corpus", nargs="+", type=int, metavar="MB")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.corpus:
        corpus(options.corpus, options.workers)
    else:
        compare(options.files)


if __name__ == "__main__":
    sys.exit(main())
