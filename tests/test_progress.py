"""Lines of progress."""

from annotate import progress
from annotate.progress import now_and_then


def test_a_line_comes_after_two_seconds_and_then_every_two(monkeypatch):
    moments = iter([0, 1.9, 2.5, 2.5, 4.4, 4.6, 4.6])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(moments))
    said = []
    tell = now_and_then(said.append)
    for line in ("1.9", "2.5", "4.4", "4.6"):
        tell(line)
    assert said == ["2.5", "4.6"]
