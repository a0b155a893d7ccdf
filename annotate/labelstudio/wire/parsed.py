"""What is read from a result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from annotate.json_files import JsonObject
from annotate.records.offsets import Counting
from annotate.records.remarks import Remark


@dataclass
class Parsed:
    """A result as fields of a record, with what is wrong (`problems`) and what is odd (`warnings`).

    `counting` is what its offsets count. `left_out` is what the schema does not ask: control → parts of the result.
    `remarks` say of a problem, in words for annotators, what they can put right.
    """

    fields: JsonObject = field(default_factory=dict)
    counting: Counting = Counting.CODE_POINTS
    left_out: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)

    def refuse(self, problem: str, remark: Remark) -> None:
        """Note a problem, and what its annotator can put right."""
        self.problems.append(problem)
        self.remarks[problem] = remark
