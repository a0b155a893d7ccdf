"""CoNLL: one word per line and a column a role, in IOB2; or CoNLL-U Plus, which keeps which claim a span is of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import IO

from annotate.export.rows import Row, Rows, Span
from annotate.export.tokens import Token, covered, edges_of, tokens_of

_OUTSIDE, _EMPTY = "O", "_"


def write_conll(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write a word and a column a role a line, with a blank line after each sentence, and return what is lost.

    There are no lines of comments, because some readers take `#` for a word. Of spans of one role that overlap, the one
    that begins first is written, of these the longest.
    """
    losses: Counter[str] = Counter()
    for row in rows:
        tokens, spans = _words(row, losses)
        columns = []
        for role in rows.schema.roles:
            column = [_OUTSIDE] * len(tokens)
            for span in sorted(spans[role.name], key=lambda span: (span.start, -span.end)):
                numbers = covered(tokens, span)
                if any(column[number] != _OUTSIDE for number in numbers):
                    losses["spans that overlap another of their role"] += 1
                elif numbers:
                    column[numbers[0]] = f"B-{role.name}"
                    column[numbers[0] + 1 : numbers[-1] + 1] = [f"I-{role.name}"] * (len(numbers) - 1)
            columns.append(column)
        lines = ["\t".join((token.text, *marks)) for token, *marks in zip(tokens, *columns, strict=True)]
        _write(file, lines)
        if len(row.claims) > 1:
            losses["spans in sentences with several claims, which do not say theirs"] += sum(map(len, spans.values()))
        _count_answers(row, losses)
    return losses


def write_conllup(rows: Rows, file: IO[bytes]) -> Counter[str]:
    """Write CoNLL-U Plus: the cell of a word and a role is `B:1|I:2`, a span of claim 1 beginning, one of 2 going on.

    A span of no claim is of claim 0. Of spans of one role and claim that overlap, the one that begins first is written,
    of these the longest.
    """
    losses: Counter[str] = Counter()
    names = [f"ANNOTATE:{role.name.upper()}" for role in rows.schema.roles]
    file.write(f"# global.columns = ID FORM MISC {' '.join(names)}\n".encode())
    for row in rows:
        tokens, _ = _words(row, losses)
        groups: list[tuple[int, Iterable[Span]]] = [(0, row.unlinked)]
        groups += [(number, claim.spans) for number, claim in enumerate(row.claims, 1)]
        cells: dict[str, list[list[str]]] = {role.name: [[] for _ in tokens] for role in rows.schema.roles}
        for number, spans in groups:
            taken: set[tuple[str, int]] = set()
            for span in sorted(spans, key=lambda span: (span.start, -span.end)):
                places = covered(tokens, span)
                if any((span.role, place) in taken for place in places):
                    losses["spans that overlap another of their role and claim"] += 1
                    continue
                taken |= {(span.role, place) for place in places}
                for place in places:
                    cells[span.role][place].append(f"{'B' if place == places[0] else 'I'}:{number}")
        losses["ids that have other white space"] += sum(
            _one_line(name) != name for name in (row.sentence.id, row.annotator)
        )
        lines = [f"# sent_id = {_one_line(row.sentence.id)}", f"# text = {_one_line(row.sentence.text)}"]
        lines += [f"# annotator = {_one_line(row.annotator)}"] if row.annotator else [f"# status = {row.status}"]
        for number, token in enumerate(tokens, 1):
            misc = _EMPTY if token.spaced else "SpaceAfter=No"
            marks = ["|".join(cells[role.name][number - 1]) or _EMPTY for role in rows.schema.roles]
            lines.append("\t".join((str(number), token.text, misc, *marks)))
        _write(file, lines if tokens else [])
        _count_answers(row, losses)
    return losses


def _words(row: Row, losses: Counter[str]) -> tuple[list[Token], dict[str, list[Span]]]:
    """The words of a sentence, and the spans of each role, each place once; counts what falls out."""
    everything = [*(span for claim in row.claims for span in claim.spans), *row.unlinked]
    text = row.sentence.text
    tokens = tokens_of(text, edges_of(everything))
    losses["words that a span cuts"] += len(tokens) - len(tokens_of(text))
    losses["spans without a word"] += sum(not covered(tokens, span) for span in everything)
    losses["sentences without a word"] += not tokens
    by_role: dict[str, list[Span]] = defaultdict(list)
    for span in {(span.role, span.start, span.end): span for span in everything}.values():
        by_role[span.role].append(span)
    return tokens, by_role


def _count_answers(row: Row, losses: Counter[str]) -> None:
    spans = [*(span for claim in row.claims for span in claim.spans), *row.unlinked]
    losses["answers to questions"] += len(row.answers)
    losses["answers about claims"] += sum(len(claim.answers) for claim in row.claims)
    losses["answers about spans"] += sum(len(span.answers) for span in spans)
    losses["actors"] += sum(bool(span.actor) for span in spans)
    losses["decisions with their votes"] += len(row.decisions)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write(file: IO[bytes], lines: Sequence[str]) -> None:
    if lines:
        file.write("".join(f"{line}\n" for line in (*lines, "")).encode("utf-8", "replace"))
