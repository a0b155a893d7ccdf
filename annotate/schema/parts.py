"""What every part of a schema and of a register is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Part(BaseModel):
    """A part of a schema: immutable, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
