"""One function of one article, mapped over a corpus by several processes with little under way at once."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from threading import Thread
from typing import TypeVar

from annotate.corpus.articles import Article
from annotate.errors import CorpusError
from annotate.signals import ENDING, signals_held

_BATCH = 200_000  # characters sent to a process at once

T = TypeVar("T")


def in_processes(articles: Iterable[Article], workers: int, make: Callable[[Article], T]) -> Iterator[T]:
    """Yield what `make` makes of each article, in their order, on this machine's processors.

    Args:
        articles: are read as they are needed.
        workers: processes; the result is the same for any number.
        make: is sent to the processes, and so must be one that can be pickled.

    Raises:
        CorpusError: a process was killed.
    """
    if workers < 2:
        yield from map(make, articles)
        return
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        waiting: deque[Future[list[T]]] = deque()
        try:
            for batch in _batches(articles):
                # In the midst of starting processes, a signal would leave one that nobody ends or waits for.
                with signals_held():
                    waiting.append(pool.submit(_each, make, batch))
                if len(waiting) > 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            hint = "perhaps there is not enough memory: pass a smaller --workers"
            raise CorpusError("one of the splitting processes was killed", hint) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _each(make: Callable[[Article], T], batch: list[Article]) -> list[T]:
    return [*map(make, batch)]


def _end_with_parent() -> None:
    """See that this process, which waits for work, ends with the one that gives it, and ends silently."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
