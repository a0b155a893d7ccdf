"""Agreement as a person reads it, at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

from annotate.cli.options import print_json
from annotate.cli.table import filled, print_table, width
from annotate.counting import and_more, count

if TYPE_CHECKING:
    from annotate.agreement import Agreement, AltTest, Diagnosis, Measurement

_LEGENDS = {
    ("difference", "without"): "how much the value rises without the annotator",
    ("difference", "round"): "how much the value rises from the first round to the second",
    ("difference", "annotator"): "how much higher the value is for the first annotator than for the second",
    ("with_others", "annotator"): "the share of the other annotators who gave the same answer",
    ("accuracy", "annotator"): "the expected share of right answers; the truth is from Dawid and Skene's model",
    (
        "diagonal",
        "annotator",
    ): "of the units with this label by the same model, the share to which the annotator gave it",
}
_ORDER = ("variable", "question", "role", "attribute", "claim")
_VERDICTS = {True: "passes", False: "fails", None: "too few"}
_CONFUSIONS = 8
_COSTLY = 20
_PART = 32
_NAME = 15


class Printing(NamedTuple):
    """How results are printed: as a paragraph, as its references, as JSON, or as a table, whose rows are chosen."""

    methods: bool = False
    bibtex: bool = False
    as_json: bool = False
    worst: bool = False
    every: bool = False


def agreement_document(rows: Sequence[Measurement], found: Diagnosis | None) -> dict[str, Any]:
    """What agreement.json and --json hold: every row, and where disagreement lies if that was asked."""
    diagnosis = {"diagnosis": found.to_json()} if found else {}
    return {"rows": [row.to_json() for row in rows]} | diagnosis


def print_measured(
    rows: Sequence[Measurement],
    printing: Printing,
    diagnosis: Diagnosis | None = None,
    about: Mapping[str, Any] | None = None,
) -> None:
    """The measures as they were asked for; a JSON document also has the diagnosis, and what it is `about`."""
    from annotate import agreement as measures

    if printing.methods or printing.bibtex:
        print(measures.methods(rows) if printing.methods else measures.bibtex(rows))
    elif printing.as_json:
        print_json(agreement_document(rows, diagnosis) | dict(about or {}))
    else:
        print_rows(rows, worst=printing.worst, every=printing.every)


def print_rows(rows: Sequence[Measurement], *, worst: bool = False, every: bool = False) -> None:
    """The measures, with why one is undefined and what a conditional one rests on; without `every` the main ones."""
    from annotate.agreement.results.names import named

    shown = [row for row in rows if every or named(row.agreement.measure).main]
    shown.sort(key=lambda row: _ORDER.index(row.kind))
    if worst:
        shown.sort(key=_badness)
    numbers = ("value", "95 % CI", "units", "annotators")
    if any(row.by for row in shown):
        print_table(("element, measure, part", *numbers), _by_part(shown))
    else:
        lines = [(row.element, row.agreement.measure, *_numbers(row)) for row in shown]
        widest = max((len(row.element) for row in shown), default=0)
        print_table(("element", "measure", *numbers), lines, numbers_from=2, narrow=every and widest > _NAME)
    measured = {(row.element, row.agreement.measure) for row in shown}
    several = len(measured) > len({element for element, _ in measured})
    notes: list[tuple[str, str]] = []
    for row in shown:
        name = f"{row.element} {row.agreement.measure}" if several else row.element
        name = f"{name}, {_part(row)}" if row.by else name
        pairs = _pairs(row) if every else ""
        notes += [(name, note) for note in (row.agreement.reason, *row.agreement.notes, row.basis, pairs) if note]
    print_notes(notes)
    for kind, by in dict.fromkeys((_told_as(row.agreement.measure), row.by) for row in shown):
        if (kind, by) in _LEGENDS:
            print(filled(f"{kind}: {_LEGENDS[kind, by]}", "  "))


def print_notes(notes: Iterable[tuple[str, str]]) -> None:
    """Each note once, after the names of what it is about."""
    named: dict[str, dict[str, None]] = {}
    for name, note in notes:
        named.setdefault(note, {})[name] = None
    every_name = {name for names in named.values() for name in names}
    for note, names in named.items():
        who = "all" if len(names) == len(every_name) > 1 else _some(list(names))
        print(filled(f"{who}: {note}", "  "))


def _told_as(measure: str) -> str:
    """What a legend calls a measure: every difference means the same."""
    from annotate.agreement.results.names import named

    return "difference" if named(measure).difference_of else measure


def _pairs(row: Measurement) -> str:
    low, high = row.agreement.pairs or (0.0, 0.0)
    return f"{low:.2f} to {high:.2f} between pairs" if row.agreement.pairs and row.agreement.annotators > 2 else ""


def _by_part(rows: Sequence[Measurement]) -> list[tuple[str, ...]]:
    """The parts of each element below each other, so that they can be compared."""
    blocks: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        part = _part(row)
        if len(part) > _PART:
            part = f"{part[: _PART // 2]}…{part[1 - _PART // 2 :]}"
        if row.agreement.measure == "prevalence" and row.agreement.value is not None:
            given = round(row.agreement.value * row.agreement.judgements)
            part = f"{part} ({given} of {row.agreement.judgements})"
        blocks.setdefault(f"{row.element}, {row.agreement.measure}", []).append((f"  {part}", *_numbers(row)))
    return [line for heading, lines in blocks.items() for line in ((heading, "", "", "", ""), *lines)]


def _numbers(row: Measurement) -> tuple[str, str, str, str]:
    found = row.agreement
    interval = bounds(found)
    value = "undefined" if found.value is None else rounded(found.value)
    return value, interval, str(found.units), str(found.annotators)


def bounds(agreement: Agreement) -> str:
    """The interval, with two decimals; a dash where there is none."""
    return ", ".join(map(rounded, agreement.interval)) if agreement.interval else "–"


def rounded(number: float) -> str:
    """With two decimals; zero has no sign."""
    return f"{round(number, 2) + 0.0:.2f}"


def _part(row: Measurement) -> str:
    return f"without {row.group}" if row.by == "without" else row.group


def _badness(row: Measurement) -> tuple[bool, bool, float]:
    """Lowest first; a difference, in which low is not bad, after the values that it is between."""
    found = row.agreement
    return _told_as(found.measure) == "difference", found.value is None, found.value or 0.0


def print_diagnosis(diagnosis: Diagnosis) -> None:
    """The categories most confused, the annotator who differs, and the sentences that cost the most agreement."""
    if diagnosis.confusions:
        print("\nMost confused")
        for confusion in diagnosis.confusions[:_CONFUSIONS]:
            one, other = confusion.answers
            times = f"{count(confusion.times, 'time')} ({confusion.share:.0%} of its disagreement)"
            print(f"  {confusion.element}: {one} / {other}, {times}")
    apart = [who for who in diagnosis.differing if who.distance > who.overall]
    if apart:
        print("\nFurthest from the others")
        for who in apart[:3]:
            apart_from = f"distance {who.distance:.2f} ({who.pair} {who.pair_distance:.2f})"
            line = f"  {who.annotator} on {who.element}: {apart_from}, of all pairs {who.overall:.2f}"
            print(filled(f"{line}, on {who.units} units", "    "))
    from annotate.schema.model import CLAIM

    # Sentences are ranked on whole claims, or else on the first element: shares of different elements do not compare.
    ranked = {sentence.element for sentence in diagnosis.costly}
    focus = CLAIM if CLAIM in ranked else next((sentence.element for sentence in diagnosis.costly), "")
    on_focus = (sentence for sentence in diagnosis.costly if sentence.element == focus)
    costly = sorted(on_focus, key=lambda sentence: -sentence.share)[:_COSTLY]
    if costly:
        print(f"\nThe sentences that cost the most agreement on {focus}")
    for sentence in costly:
        print(f"  {sentence.sentence_id}, {sentence.share:.0%} of the disagreement")
        for annotator, answer in sentence.answers.items():
            print(f"    {annotator}: {shorten(answer, width() - 8 - len(annotator), placeholder=' …')}")
            if annotator in sentence.links:
                print(f"      {sentence.links[annotator]}")


def print_alt_tests(tests: Mapping[str, AltTest | str], as_json: bool) -> None:
    """Whether a model may replace a human, element by element."""
    from annotate.agreement import AltTest

    if as_json:
        print_json(
            {name: test.to_json() if isinstance(test, AltTest) else {"reason": test} for name, test in tests.items()}
        )
        return
    lines = []
    reasons: dict[str, list[str]] = {}
    for name, test in tests.items():
        if isinstance(test, AltTest):
            rate = "–" if test.winning_rate is None else f"{test.winning_rate:.2f}"
            units = sorted({human.units for human in test.humans})
            shared = str(units[0]) if len(units) == 1 else f"{units[0]}–{units[-1]}"
            humans = f"{len(test.tested)} of {len(test.humans)}"
            lines.append((name, _VERDICTS[test.passes], rate, f"{test.advantage:.2f}", shared, humans))
            if test.note:
                reasons.setdefault(test.note, []).append(name)
            close = [f"{human.human} (p {human.p_value:.2f})" for human in test.tested if not human.rejected]
            if close:
                reasons.setdefault(f"not shown to be as close to the other humans as {', '.join(close)}", []).append(
                    name
                )
        else:
            reasons.setdefault(test, []).append(name)
    print_table(("element", "alt-test", "winning rate", "advantage", "units", "tested"), lines)
    for reason, names in reasons.items():
        print(filled(f"{_some(names)}: {reason}", "  "))


def _some(elements: Sequence[str]) -> str:
    return and_more(elements, 4 if len(elements) == 4 else 3, "; ")
