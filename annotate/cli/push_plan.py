"""What a push would do, for people to read: the plan of `annotate push --dry-run`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate.cli.options import print_json
from annotate.cli.table import print_table

if TYPE_CHECKING:
    from collections import Counter

    from annotate.allocation.allocate import Plan
    from annotate.allocation.forecast import Precision
    from annotate.corpus import Kind
    from annotate.labelstudio.push.choose import Choice
    from annotate.project import Project


def show_plan(project: Project, choice: Choice, seconds: float, as_json: bool) -> None:
    """Print who would get what, and how narrow the agreement interval can become; or stop where a push would."""
    from annotate.allocation.allocate import Plan
    from annotate.allocation.shared import plan_launch
    from annotate.labelstudio.launch.file import read_launch
    from annotate.labelstudio.launch.model import to_allocate
    from annotate.labelstudio.push.checklist import Case, refuse_all
    from annotate.labelstudio.push.choose import of_kinds, other_kinds

    config, launch = project.config, read_launch(project.files.launch)
    everything = list(project.sentences())
    refuse_all(Case(project, launch, everything, choice))
    names, allocation = [annotator.id for annotator in config.annotators], config.allocation
    asked = allocation.asked(names)
    earlier = launch.plan if launch else Plan()
    sentences = to_allocate(launch, of_kinds(everything, choice.kinds), earlier.rounds)
    plan = plan_launch(sentences, names, allocation, config.seed, earlier, new_round=launch is not None)
    plan = plan.of({sentence.id for sentence in sentences})
    show = _show_shares if allocation.blind else _show_parts
    show(plan, names, asked, seconds, as_json)
    if as_json:
        return
    print(f"Hours at {seconds:g} s per sentence.")
    if len(names) > 1:
        print("± is the narrowest half-width of a 95 % interval to expect.")
    if not any(plan.rounds.values()):  # round 0 is calibration
        units = f"`calibration: {allocation.calibration}` counts {allocation.unit}s"
        print(f"All sentences are calibration, for everybody: {units}.")
    if launch:
        print(f"This extends the launch in {project.files.launch}.")
    show_not_sent(other_kinds(everything, choice.kinds))


def show_not_sent(others: Counter[Kind]) -> None:
    """Print which kinds of segment stay here, and how many of each."""
    if others:
        print(f"Not sent: {', '.join(f'{number} {kind}' for kind, number in others.most_common())}; --kinds chooses.")


def _show_shares(plan: Plan, names: Sequence[str], asked: int, seconds: float, as_json: bool) -> None:
    from annotate.allocation.forecast import forecast
    from annotate.counting import count

    looked = forecast(plan, names, asked, seconds)
    if as_json:
        print_json(
            {
                "shares": [share._asdict() for share in looked.shares],
                "pairs": [{"annotators": pair, "sentences": shared} for pair, shared in looked.pairs.items()],
                "left_over": looked.left_over,
                "precision": [each._asdict() for each in looked.precision],
            }
        )
        return
    print_table(
        ("annotator", "calibration", "main", "repeats", "hours"),
        [(each.annotator, *map(str, each[1:4]), f"{each.hours:.1f}") for each in looked.shares],
    )
    if len(names) > 1:
        shared = [(" ".join(pair), str(number)) for pair, number in looked.pairs.items()]
        print_table(("pair", "shared sentences"), shared)
        _show_precision(looked.precision, asked)
    annotators = count(asked, "annotator")
    share = f"{looked.left_over} of them with fewer than {annotators}" if looked.left_over else f"all with {annotators}"
    print(f"{count(len(plan.rounds), 'sentence')}, {share}.")


def _show_parts(plan: Plan, names: Sequence[str], asked: int, seconds: float, as_json: bool) -> None:
    from annotate.allocation.forecast import forecast_shared

    looked = forecast_shared(plan, names, asked, seconds)
    if as_json:
        print_json({key: [each._asdict() for each in rows] for key, rows in looked._asdict().items()})
        return
    print_table(
        ("part", "sentences", "annotators each", "annotations", "hours"),
        [(each.part, *map(str, each[1:4]), f"{each.hours:.1f}") for each in looked.parts],
    )
    if len(names) > 1:
        _show_precision(looked.precision, asked)
    print("Label Studio gives them out as people come: nobody knows yet who gets which.")


def _show_precision(precision: Sequence[Precision], asked: int) -> None:
    from annotate.allocation.forecast import EXPECTED, RELIABLE
    from annotate.counting import count

    rows = [
        (
            f"{each.overlap}{' (asked)' if each.overlap == asked else ''}",
            str(each.sentences),
            f"±{each.half_width:.2f}",
            count(each.needed, "sentence"),
        )
        for each in precision
    ]
    print_table(("overlap", "sentences", "interval", f"to tell {EXPECTED:.2f} from {RELIABLE:.2f}"), rows)
    for each in precision:
        if each.overlap == asked:
            print(each.verdict)
