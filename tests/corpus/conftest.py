from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def closing_what_daft_leaves_open() -> Iterator[None]:
    """Have the files that Daft leaves open complained of here, where it is ignored, and in no later test."""
    yield
    gc.collect()
