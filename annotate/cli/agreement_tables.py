"""Agreement as a person reads it, at 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill, shorten
from typing import TYPE_CHECKING

from annotate.cli.options import print_json
from annotate.cli.table import WIDTH, print_table

if TYPE_CHECKING:
    from annotate.agreement import AltTest, Diagnosis, Row

# One measure an element, the one to report; --all and agreement.json have every measure.
MAIN_MEASURES = ("alpha", "alpha_masi", "span_f1", "soft_frame_f1", "alpha_difference")
_ORDER = ("variable", "question", "role", "attribute", "claim")
_CONFUSIONS = 8
_COSTLY = 20


def print_rows(rows: Sequence[Row], *, worst: bool = False, every: bool = False) -> None:
    """The measures, with why one is undefined and what a conditional one rests on."""
    shown = [row for row in rows if every or row.agreement.measure in MAIN_MEASURES]
    shown.sort(key=lambda row: _ORDER.index(row.kind))
    if worst:
        shown.sort(key=lambda row: (row.agreement.value is None, row.agreement.value))
    grouped = any(row.group for row in shown)
    notes: dict[str, dict[str, None]] = {}
    lines = []
    for row in shown:
        found = row.agreement
        interval = f"{found.interval[0]:.2f}, {found.interval[1]:.2f}" if found.interval else "–"
        value = "undefined" if found.value is None else f"{found.value:.2f}"
        name = f"{row.element}, {row.group}" if row.group else row.element
        lines.append((name, found.measure, value, interval, str(found.units), str(found.annotators)))
        for note in filter(None, (found.reason, found.note, row.basis)):
            notes.setdefault(note, {})[name] = None
    first = "element, part" if grouped else "element"
    print_table((first, "measure", "value", "95 % CI", "units", "annotators"), lines, numbers_from=2)
    for note, elements in notes.items():
        print(fill(f"{_some(list(elements))}: {note}", WIDTH, subsequent_indent="  "))


def print_diagnosis(found: Diagnosis) -> None:
    """The categories most confused, the annotator who differs, and the sentences that cost the most agreement."""
    if found.confusions:
        print("\nMost confused")
        for each in found.confusions[:_CONFUSIONS]:
            one, other = each.answers
            print(f"  {each.element}: {one} / {other}, {each.times} times ({each.share:.0%} of its disagreement)")
    apart = [each for each in found.differing if each.distance > each.overall]
    if apart:
        print("\nFurthest from the others")
        for who in apart[:3]:
            print(f"  {who.annotator} on {who.element}: {who.distance:.2f}, all pairs {who.overall:.2f}")
    from annotate.schema.model import CLAIM

    # Sentences are ranked on whole claims, or else on the first element: shares of different elements do not compare.
    ranked = {each.element for each in found.costly}
    focus = CLAIM if CLAIM in ranked else next((each.element for each in found.costly), "")
    costly = sorted((each for each in found.costly if each.element == focus), key=lambda each: -each.share)[:_COSTLY]
    if costly:
        print(f"\nThe sentences that cost the most agreement on {focus}")
    for sentence in costly:
        print(f"  {sentence.sentence_id}, {sentence.share:.0%} of the disagreement")
        for annotator, answer in sentence.answers.items():
            print(f"    {annotator}: {shorten(answer, WIDTH - 8 - len(annotator), placeholder=' …')}")
            if annotator in sentence.links:
                print(f"      {sentence.links[annotator]}")


def print_alt_tests(tests: Mapping[str, AltTest | str], as_json: bool) -> None:
    """Whether a model may stand in for a human, element by element."""
    from annotate.agreement import AltTest

    if as_json:
        print_json(
            {name: test.to_json() if isinstance(test, AltTest) else {"reason": test} for name, test in tests.items()}
        )
        return
    lines = []
    reasons = []
    for name, test in tests.items():
        if isinstance(test, AltTest):
            passes = "passes" if test.passes else "fails"
            lines.append((name, passes, f"{test.winning_rate:.2f}", f"{test.advantage:.2f}", str(len(test.humans))))
        else:
            reasons.append(f"{name}: {test}")
    print_table(("element", "alt-test", "winning rate", "advantage", "humans"), lines)
    for reason in reasons:
        print(fill(reason, WIDTH, subsequent_indent="  "))


def _some(elements: Sequence[str]) -> str:
    return "; ".join(elements) if len(elements) < 5 else f"{'; '.join(elements[:3])} and {len(elements) - 3} more"
