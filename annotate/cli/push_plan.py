"""What a push would do, for people to read: the plan of `annotate push --dry-run`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate.cli.options import print_json
from annotate.cli.table import filled, print_table

if TYPE_CHECKING:
    from collections import Counter

    from annotate.agreement.diagnosis.calibration import Calibrated
    from annotate.allocation.forecast import Forecast, Precision, SharedForecast
    from annotate.allocation.precision import Assumptions
    from annotate.corpus import SegmentKind
    from annotate.labelstudio.push.choose import SendChoice
    from annotate.project import Project


def show_plan(project: Project, choice: SendChoice, seconds: float, assumed: Assumptions, as_json: bool) -> None:
    """Print who would get what, and how wide the agreement interval is likely to be; or stop where a push would."""
    from annotate.allocation.forecast import Forecast, forecast, forecast_shared
    from annotate.allocation.plan import Plan
    from annotate.allocation.precision import sentences_together
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
    plan = plan_launch(sentences, names, config.draw, earlier, new_round=launch is not None)
    plan = plan.of({sentence.id for sentence in sentences})
    articles = [sentence.article_id for sentence in sentences if sentence.id in plan.rounds]
    assumed = assumed._replace(together=sentences_together(articles))
    calibrated = _calibrated(project)
    look = forecast if allocation.blind else forecast_shared
    looked: Forecast | SharedForecast = look(plan, names, asked, seconds, assumed)
    if as_json:
        rounds = [
            measured._asdict() | {"half_width": measured.half_width(len(articles), asked, assumed)}
            for measured in calibrated
        ]
        print_json(looked.to_json() | {"assumed": assumed._asdict(), "calibration": rounds})
        return
    if isinstance(looked, Forecast):
        _show_shares(looked, asked)
    else:
        _show_parts(looked, asked)
    print(f"Hours at {seconds:g} s per sentence.")
    if len(names) > 1:
        _show_assumed(assumed, calibrated, len(articles), asked)
    if not any(plan.rounds.values()):  # round 0 is calibration
        units = f"`calibration: {allocation.calibration}` counts {allocation.unit}s"
        print(f"All sentences are calibration, for everybody: {units}.")
    if launch:
        print(f"This extends the launch in {project.files.launch}.")
    show_not_sent(other_kinds(everything, choice.kinds))


def show_not_sent(others: Counter[SegmentKind]) -> None:
    """Print which kinds of segment stay here, and how many of each."""
    if others:
        print(
            f"Not sent: {', '.join(f'{number} {kind}' for kind, number in others.most_common())}; --kinds changes that."
        )


def _calibrated(project: Project) -> list[Calibrated]:
    """What is known from the calibration round, if it was annotated and pulled."""
    from annotate.agreement.diagnosis.calibration import read_calibration

    if not project.files.annotations.exists():
        return []
    people = (record for record in project.records() if record.annotator not in project.config.models)
    return read_calibration(people, project.schema)


def _show_shares(looked: Forecast, asked: int) -> None:
    from annotate.counting import count

    print_table(
        ("annotator", "calibration", "main", "repeats", "hours"),
        [(each.annotator, *map(str, each[1:4]), f"{each.hours:.1f}") for each in looked.shares],
    )
    if looked.pairs:
        shared = [(" ".join(pair), str(number)) for pair, number in looked.pairs.items()]
        print_table(("pair", "shared sentences"), shared)
        _show_precision(looked.precision, asked)
    annotators = count(asked, "annotator")
    share = f"{looked.left_over} of them with fewer than {annotators}" if looked.left_over else f"all with {annotators}"
    print(f"{count(looked.sentences, 'sentence')}, {share}.")


def _show_parts(looked: SharedForecast, asked: int) -> None:
    print_table(
        ("part", "sentences", "annotators each", "annotations", "hours"),
        [(each.part, *map(str, each[1:4]), f"{each.hours:.1f}") for each in looked.parts],
    )
    if looked.precision:
        _show_precision(looked.precision, asked)
    print("Label Studio gives them out as people come: nobody knows yet who gets which.")


def _show_assumed(assumed: Assumptions, calibrated: Sequence[Calibrated], sentences: int, asked: int) -> None:
    """What ± rests on, and what the calibration round makes of it."""
    from annotate.allocation.precision import EXPECTED
    from annotate.counting import count

    words = assumed.in_words(asked)
    said = f"± is half the 95 % interval to expect at α = {EXPECTED:.2f}, assuming {words} (--shares, "
    print(filled(f"{said}--within-article). If articles differ more, it is wider."))
    if calibrated:
        print_table(
            ("from the calibration", "α there", f"interval with {count(sentences, 'sentence')}"),
            [
                (measured.element, f"{measured.value:.2f}", f"±{measured.half_width(sentences, asked, assumed):.2f}")
                for measured in calibrated
            ],
        )


def _show_precision(precision: Sequence[Precision], asked: int) -> None:
    from annotate.allocation.precision import EXPECTED, RELIABLE
    from annotate.counting import count

    rows = [
        (
            f"{expected.overlap}{' (asked)' if expected.overlap == asked else ''}",
            str(expected.sentences),
            f"±{expected.half_width:.2f}",
            count(expected.needed, "sentence"),
        )
        for expected in precision
    ]
    print_table(("overlap", "sentences", "interval", f"to tell {EXPECTED:.2f} from {RELIABLE:.2f}"), rows)
    for expected in precision:
        if expected.overlap == asked:
            print(expected.verdict)
