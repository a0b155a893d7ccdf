"""Lists of other articles: a date and a title again and again, or titles in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from annotate.corpus.splitting.lines import Line, counts_as_title

_MOST_LINES = 4  # between the dates of two teasers
_FEWEST_DATES = 3
_FEWEST_IN_A_ROW = 5
_FEWEST_AT_THE_END = 3
_WELL_BEGUN = 500  # characters of prose
_OWN_TITLES = 3  # lines of headings that an article may begin with
_LONGEST_LABEL = 2  # words
_LONGEST_HEAD = 4  # words of a line above a list, which is no title


def name_teasers(lines: Sequence[Line]) -> None:
    """Make related links of the titles in lists of other articles.

    A list that has more prose in it than the rest of the article is left alone: it is the article.
    """
    if any(line.is_date for line in lines):
        prose = sum(line.size for line in lines if line.has_prose)
        for teasers in _dated_lists(lines):
            if 2 * sum(line.size for line in teasers if line.has_prose and not line.is_title) <= prose:
                for line in teasers:
                    line.become("related-link")
    _name_dated_titles(lines)
    headings = [line.kinds for line in lines].count(["heading"])
    if headings >= _FEWEST_IN_A_ROW:
        _name_rows_of_titles(lines)
    if headings >= _FEWEST_AT_THE_END:
        _name_last_titles(lines)


def _name_dated_titles(lines: Sequence[Line]) -> None:
    """Titles with a date in the same line, three or more with no other text between them, are a list."""
    texts = [line for line in lines if line.is_text or line.is_dated]
    for is_dated, group in groupby(texts, key=lambda line: line.is_dated):
        titles = list(group)
        if is_dated and len(titles) >= _FEWEST_DATES:
            for line in titles:
                line.kinds = ["related-link"] * len(line.kinds)


def _dated_lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each list in which dates and titles take turns."""
    dates = [number for number, line in enumerate(lines) if line.is_date]
    runs: list[list[int]] = []
    for date in dates:
        if runs and _are_teasers(lines[runs[-1][-1] + 1 : date]):
            runs[-1].append(date)
        else:
            runs.append([date])
    prose = [number for number, line in enumerate(lines) if line.has_prose]
    for run in runs:
        first, last = run[0], run[-1]
        number = 1 + sum(later - earlier > 1 for earlier, later in pairwise(run))
        has_prose_before = bool(prose) and prose[0] < first
        has_prose_after = bool(prose) and prose[-1] > last + 2
        if number >= _FEWEST_DATES or (number > 1 and has_prose_before and not has_prose_after):
            yield _teasers(lines, first, last, has_prose_before)


def _teasers(lines: Sequence[Line], first: int, last: int, has_prose_before: bool) -> list[Line]:
    """The lines of a list from its first date to its last, with the title that goes before or after them.

    Where no prose goes before it, the last title is the article's own if prose follows.
    """
    if leading := _title_before(lines, first, last):
        is_own = lines[last - 1].is_title and _is_followed_by_prose(lines, last + 1)
        return [*leading, *lines[first : last - 1 if is_own and not has_prose_before else last]]
    is_own = _is_followed_by_prose(lines, last + 2)
    return [*lines[first:last], *([] if is_own and not has_prose_before else _title_after(lines, first, last))]


def _are_teasers(between: Sequence[Line]) -> bool:
    """Whether these lines, between two dates, are what a list says of an article, or nothing."""
    rest = [line for line in between if line.is_text and not line.is_title]
    return (
        len(between) <= _MOST_LINES
        and len(rest) <= 1
        and all(line.is_summary for line in rest)
        and (not between or any(line.is_title for line in between))
    )


def _title_before(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    """The title, and the summary, of a teaser whose date ends it; nothing where the dates come first."""
    before = lines[max(0, first - 2) : first]
    if before and before[-1].is_title:
        longest_head = _LONGEST_HEAD if last + 1 < len(lines) and lines[last + 1].is_title else _LONGEST_LABEL
        return [before[-1]] if len(before[-1].segments[0].split()) > longest_head else []
    if len(before) == 2 and before[0].is_title and before[1].is_summary and before[0].kinds[0] != "prose":
        return list(before)
    return []


def _title_after(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    """The title of the last teaser where the dates come first, and its summary if others have one."""
    after = lines[last + 1 : last + 3]
    if not after or not after[0].is_title:
        return []
    has_summaries = any(line.is_summary and not line.is_title for line in lines[first:last])
    return [line for line in after if line is after[0] or (has_summaries and line.is_summary)]


def _is_followed_by_prose(lines: Sequence[Line], place: int) -> bool:
    following = next((lines[number] for number in range(place, len(lines)) if lines[number].is_text), None)
    return following is not None and following.has_prose and not following.is_title


def _name_rows_of_titles(lines: Sequence[Line]) -> None:
    """Titles with no prose between them, more than an article has in a row, are a list wherever they stand.

    Before the article has well begun, the last of them may be its own.
    """
    prose = 0
    for has_prose, group in groupby(lines, key=lambda line: line.has_prose):
        block = list(group)
        if has_prose:
            prose += sum(line.size for line in block)
            continue
        titles = [line for line in block if _is_bare_title(line)]
        if len(titles) < _FEWEST_IN_A_ROW:
            continue
        if block[-1] is not lines[-1]:
            block = block[:-1] if prose >= _WELL_BEGUN else titles[:-_OWN_TITLES]
        for line in block:
            if line.kinds == ["heading"]:
                line.become("related-link")


def _is_bare_title(line: Line) -> bool:
    return line.kinds == ["heading"] and counts_as_title(line.segments[0])


def _name_last_titles(lines: Sequence[Line]) -> None:
    """Three headings or more with no prose after them are a list of other articles."""
    end = len(lines)
    while end and not lines[end - 1].has_prose:
        end -= 1
    if end and sum(line.kinds == ["heading"] for line in lines[end:]) >= _FEWEST_AT_THE_END:
        for line in lines[end:]:
            line.become("related-link")
