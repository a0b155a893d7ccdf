"""What became of a split: for its report, and for the person who waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from annotate.cli.boundary import tell
from annotate.cli.split.languages import articles_by_language
from annotate.corpus import Duplicate, ReadingReport, Selection, SelectionReport
from annotate.corpus.reading.paths import shown
from annotate.corpus.selecting.selection import NOT_ISO
from annotate.counting import and_more, count

if TYPE_CHECKING:
    from annotate.errors import CorpusError
    from annotate.json_files import JsonObject

_MOST_IGNORED = 5  # ignored files named there
_MOST_TOLD = 20  # repetitions, and pages kept in part, named on stderr; the report names all


@dataclass(slots=True)
class Outcome:
    """What was counted, and what a person should hear of.

    Attributes:
        report: of the choice.
        reading: of the files.
        duplicates: None where nobody looked for them.
        repeated: how many articles were in the workspace before, with `--add`.
        written: the files that were written, by what they hold: sentences, articles, report.
        earlier: the reports of the splits that this one added to, oldest first.
    """

    report: SelectionReport = field(default_factory=SelectionReport)
    reading: ReadingReport = field(default_factory=ReadingReport)
    duplicates: list[Duplicate] | None = None
    repeated: int = 0
    written: dict[str, str] = field(default_factory=dict)
    earlier: list[JsonObject] = field(default_factory=list)

    def to_row(self, selection: Selection, choices: Mapping[str, Any]) -> dict[str, Any]:
        """sentences.report.json: the choices and their counts."""
        return self.report.to_row(selection) | {
            **choices,
            "articles_by_language": articles_by_language(self.report, choices["language"]),
            "duplicates": None if self.duplicates is None else [asdict(one) for one in self.duplicates],
            "already_there": self.repeated,
            "unreadable": [shown(error.message) for error in self.reading.unreadable],
            "kept_in_part": [part._asdict() for part in self.reading.kept_in_part],
            "ignored": [shown(path) for path in self.reading.ignored],
            "earlier": self.earlier,
        }


def show(outcome: Outcome, drop_repeated: bool) -> None:
    """Say what was done and where on stdout, and what a person should look at on stderr.

    Args:
        outcome: what was done.
        drop_repeated: whether repeated articles were left out.
    """
    report, files = outcome.report, outcome.written
    report_file = files.get("report", "")
    tell_skipped(outcome.reading.unreadable)
    _tell_of_reading(outcome.reading, report_file)
    _tell_of_duplicates(outcome.duplicates or [], drop_repeated, report_file)
    if number := report.articles_left_out[NOT_ISO]:
        tell(f"annotate: {count(number, 'article')} left out: the date is not like 2022-01-30 (ISO 8601)")
    if number := report.articles_left_out["no date"]:
        tell(f"annotate: {count(number, 'article')} left out: no date")
    if outcome.repeated:
        print(f"{count(outcome.repeated, 'article')} in the workspace already")
    if not files:
        print("nothing to add; no file was changed")
        return
    counts = ", ".join(f"{number} {kind}" for kind, number in report.kinds.most_common())
    split = f"{count(report.articles, 'article')}, {count(report.read, 'segment')}"
    print(f"{split}{f' ({counts})' if counts else ''} → {files['sentences']}")
    if report.kept < report.read:
        print(f"{count(report.read - report.kept, 'segment')} left out")
    if "articles" in files:
        print(f"the articles' texts → {files['articles']}")
    print(f"the choices and their counts → {report_file}")
    if report.read and not report.kinds["prose"]:
        tell("annotate: no segment looks like prose; `kind` in the file says what each segment is")


def tell_skipped(errors: Sequence[CorpusError]) -> None:
    """Name the articles that could not be read."""
    for error in errors:
        tell(f"annotate: skipped: {error.message}")


def _tell_of_reading(reading: ReadingReport, report_file: str) -> None:
    if reading.ignored:
        ignored = and_more(list(map(str, reading.ignored)), _MOST_IGNORED)
        tell(f"annotate: ignored, because they are not articles: {ignored}")
    for page, kept, characters in reading.kept_in_part[:_MOST_TOLD]:
        share = f"only {kept / characters:.0%} of its running text was kept"
        tell(f"annotate: {page}: {share}; compare it with the page")
    if number := len(reading.kept_in_part):
        tell(f"annotate: {count(number, 'page')} kept in part{f': {report_file}' if report_file else ''}")


def _tell_of_duplicates(duplicates: Sequence[Duplicate], dropped: bool, report_file: str) -> None:
    for one in duplicates[:_MOST_TOLD]:
        tell(f"annotate: {one.id} repeats {one.first} ({one.similarity:.0%} alike)")
    if duplicates:
        left_out = "left out" if dropped else "kept; --drop-duplicates leaves them out"
        copies = count(len(duplicates), "article")
        tell(f"annotate: {copies} like an earlier one, {left_out}: {report_file}")
