"""Whether what is launched is what the configuration says: the checks that need no server."""

from pathlib import Path

import pytest

from annotate.allocation.allocate import Allocation
from annotate.config import Annotator
from annotate.errors import ConfigError
from annotate.labelstudio.launch.checks import (
    is_stranger,
    refuse_mixture,
    refuse_no_calibration,
    refuse_nobody,
    refuse_other_name,
    refuse_renamed,
)
from annotate.labelstudio.launch.file import read_launch
from annotate.labelstudio.wire.projects import launch_mark

ANI = Annotator(id="ani", email="ani@example.org")


@pytest.fixture
def launch():
    """Projects of ani and budi, and an adopted one, of a launch called study-1."""
    return read_launch(Path(__file__).parent / "launch-0.1.0.json")


def test_what_is_as_it_was_launched_passes(launch):
    refuse_other_name(launch, "study-1")
    refuse_nobody([ANI])
    refuse_no_calibration(Allocation(calibration=1))
    refuse_renamed(launch, [ANI, Annotator(id="citra", email="citra@example.org")])
    refuse_mixture(["ani", "budi"], Allocation())
    refuse_mixture(["*", "*calibration"], Allocation(blind=False))
    refuse_mixture([], Allocation(blind=False))


@pytest.mark.parametrize(
    ("refuse", "message"),
    [
        (lambda launch: refuse_other_name(launch, "study-2"), "`name: study-2`, .* with `name: study-1`"),
        (lambda launch: refuse_nobody([]), "names no annotators"),
        (lambda launch: refuse_no_calibration(Allocation()), "no calibration round"),
        (
            lambda launch: refuse_renamed(launch, [Annotator(id="anne", email=ANI.email)]),
            "gives ani@example.org the id anne, but the projects were pushed for ani",
        ),
        (lambda launch: refuse_mixture(["ani"], Allocation(blind=False)), "`blind: false`, .* with `blind: true`"),
        (lambda launch: refuse_mixture(["*"], Allocation()), "`blind: true`, .* with `blind: false`"),
    ],
)
def test_what_would_give_somebody_the_same_work_again_is_refused(launch, refuse, message):
    with pytest.raises(ConfigError, match=message) as error:
        refuse(launch)
    assert error.value.hint


@pytest.mark.parametrize(
    ("description", "of_ani", "of_adopted"),
    [
        ("Sentences [annotate study-1/ani]", False, True),
        ("Sentences [annotate study-1/budi]", True, True),
        ("Sentences [annotate other/ani]", True, True),
        ("changed by hand", False, False),
    ],
)
def test_the_mark_of_a_project_says_whose_it_is(launch, description, of_ani, of_adopted):
    ani, _, adopted = launch.projects
    present = {"id": 1, "description": description}
    assert (launch_mark(present) is None) == ("[annotate" not in description)
    assert is_stranger(launch, ani, present) == of_ani
    assert is_stranger(launch, adopted, present) == of_adopted
