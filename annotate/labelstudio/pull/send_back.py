"""What annotators should look at again, as a file for each of them that can be mailed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from annotate.file_names import FileNames
from annotate.files import remove, write_whole
from annotate.labelstudio.pull.look_again import LookAgain, by_annotator
from annotate.schema.phrases import phrases


def write_send_back(
    folder: Path, look_again: Sequence[LookAgain], annotators: Collection[str], language: str
) -> list[Path]:
    """Write `folder`/ANNOTATOR.md for everybody who has something to look at again, in the language of the schema.

    The file of anybody else among the `annotators` is removed: everything in it was put right. The same annotations
    give the same bytes.

    Returns:
        The files written, in the order of the annotators.
    """
    theirs = by_annotator(look_again)
    # Who is not in config.yaml has an e-mail address for a name, which may have a slash.
    names = FileNames(" @+")
    files = {annotator: folder / f"{names.of(annotator)}.md" for annotator in sorted({*annotators, *theirs})}
    for annotator in files.keys() - theirs.keys():
        remove(files[annotator])
    for annotator, those in theirs.items():
        with write_whole(files[annotator]) as file:
            file.write("\n\n".join(_letter(annotator, those, language)).encode() + b"\n")
    return [files[annotator] for annotator in theirs]


def _letter(annotator: str, annotations: Sequence[LookAgain], language: str) -> Iterator[str]:
    words = phrases(language)
    yield f"# {words.look_title.format(annotator=_plain(annotator))}"
    yield words.look_intro
    for number, each in enumerate(annotations, 1):
        yield f"## {number}"
        yield f"> {_plain(each.text)}"
        yield "\n".join(f"- {_plain(remark.in_language(language))}" for remark in each.remarks)
        yield f"<{each.url}>"


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown."""
    return re.sub(r"([\\`*_<\[])", r"\\\1", " ".join(text.split()))
