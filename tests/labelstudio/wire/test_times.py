"""Times as Label Studio and others write them."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from annotate.labelstudio.wire.times import Saved, read_time, saved_last, write_time

MOMENT = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-02T03:04:05Z",
        "2024-01-02 03:04:05",
        "2024-01-02T10:04:05+07:00",
        1704164645,
        1704164645000,
        1704164645.0,
    ],
)
def test_a_moment_is_read_in_utc_however_it_is_written(written):
    assert read_time(written) == MOMENT


@pytest.mark.parametrize("written", [None, "", "yesterday", True, [], {}, 1e300, float("nan"), -1e300])
def test_what_is_no_moment_is_none(written):
    assert read_time(written) is None


def test_what_label_studio_wrote_is_written_again_as_it_was():
    written = "2026-11-22T03:13:06.446631Z"
    assert write_time(read_time(written)) == written


def test_which_was_saved_last_does_not_depend_on_the_order_even_where_a_time_is_missing():
    annotations = [Saved(5.0, 1), Saved(None, 2), Saved(3.0, 3)]
    assert {saved_last(order) for order in permutations(annotations)} == {Saved(3.0, 3)}
