"""Publications in; the files of each, in the same order, out: rendered on as many cores as there are.

Releases are independent, and nearly all of a build's time is spent on laying out their PDFs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from pellucid.render.formats import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pellucid.render.publication import Publication

# A publication and its files wait in memory from when it is handed out until it is taken.
_AHEAD = 2


def render_all(
    publications: Iterable[Publication], count: int, formats: tuple[str, ...], own: Path | None = None
) -> Iterator[tuple[Publication, dict[str, bytes]]]:
    """Render each of `count` publications."""
    workers = min(count, os.cpu_count() or 1)
    job = partial(render, formats=formats, own=own)
    if workers < 2:  # noqa: PLR2004 - one core, or one release
        yield from ((publication, job(publication)) for publication in publications)
        return
    # A fork would copy the engine's threads half-way through whatever they do.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_end_with_parent)
    try:
        waiting = iter(publications)
        started = [(one, pool.submit(job, one)) for one in islice(waiting, workers * _AHEAD)]
        while started:
            publication, future = started.pop(0)
            yield publication, future.result()
            started += [(one, pool.submit(job, one)) for one in islice(waiting, 1)]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """End a worker when its parent is killed, which would else leave it waiting for work forever."""
    # Ctrl-C reaches every process of the terminal; the parent alone decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
