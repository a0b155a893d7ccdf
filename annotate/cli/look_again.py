"""Say what annotators should look at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotate.cli.boundary import tell, tell_rest

if TYPE_CHECKING:
    from annotate.labelstudio.pull.look_again import LookAgain

_SHOWN = 5


def tell_look_again(look_again: Sequence[LookAgain]) -> None:
    """List, by annotator, what to look at again, why, and where."""
    from annotate.counting import count
    from annotate.labelstudio.pull.look_again import by_annotator

    theirs = by_annotator(look_again)
    for annotator, those in theirs.items():
        tell(f"annotate: {annotator} should look again at {count(len(those), 'annotation')}:")
        for each in those[:_SHOWN]:
            tell(f"  {each.url}")
            for remark in each.remarks:
                tell(f"    {remark.in_language('en')}")
        tell_rest(len(those) - _SHOWN)
