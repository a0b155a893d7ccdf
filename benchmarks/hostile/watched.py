"""One call in this process, and what it said."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable

from annotate.errors import AnnotateError
from hostile.outcome import Outcome


class _Heard(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(self.format(record))


def watched(outcome: Outcome, secrets: re.Pattern[str] | None, call: Callable[[Callable[[str], None]], object]) -> bool:
    """Whether the call, which gets a place for its progress, ended well; what it did wrong is in the outcome."""
    said: list[str] = []
    heard = _Heard(said)
    logging.getLogger().addHandler(heard)
    ended_well = False
    try:
        call(said.append)
        ended_well = True
    except AnnotateError as error:
        said += [error.message, error.hint, str(error)]
    except Exception as error:
        said.append(traceback.format_exc())
        where = traceback.extract_tb(error.__traceback__)[-1]
        outcome.add("tracebacks", 1, f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"[:300])
    finally:
        logging.getLogger().removeHandler(heard)
    telling = [line for line in said if secrets and secrets.search(line)]
    outcome.add("secrets", len(telling), "; ".join(line[:40] for line in telling))
    return ended_well
