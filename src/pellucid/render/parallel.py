"""Publications in; the files of each, in the same order, out: rendered on as many cores as there are.

Nearly all of a build's time is spent on laying out PDFs. Other processes do that, and the first of them makes
itself ready for it while the logs are still read.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pellucid.render.formats import data_files, lay_out, prepare_pdf, render
from pellucid.render.look import BUILT_IN, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    from pellucid.render.publication import Publication

PDF = "pdf"
# A publication and its files wait in memory from when it is handed out until it is taken.
_AHEAD = 2
_PATIENCE = 5  # seconds until a process that is stopped has ended


@dataclass(frozen=True)
class Renderers:
    """What renders releases: this process and, for PDFs, others; none on a single core."""

    formats: tuple[str, ...]
    look: Look
    pool: ProcessPoolExecutor | None

    def render_all(
        self, publications: Iterable[Publication]
    ) -> Iterator[tuple[Publication, dict[str, bytes]]]:
        """Render each publication."""
        if self.pool is None:
            yield from ((one, render(one, self.formats, self.look)) for one in publications)
            return
        waiting = iter(publications)
        started = deque(self._start(self.pool, one) for one in islice(waiting, _cores() * _AHEAD))
        while started:
            publication, others, pdfs = started.popleft()
            laid_out = {path: content for pdf in pdfs for path, content in pdf.result().items()}
            yield publication, dict(sorted({**others, **laid_out}.items()))
            started.extend(self._start(self.pool, one) for one in islice(waiting, 1))

    def _start(
        self, pool: ProcessPoolExecutor, publication: Publication
    ) -> tuple[Publication, dict[str, bytes], list[Future[Mapping[str, bytes]]]]:
        """Have the PDFs, one a language, laid out elsewhere; render everything else here meanwhile."""
        attached = data_files(publication, self.look)
        with _interrupts_held():
            pdfs = [
                pool.submit(lay_out, replace(one, countries=()), attached, self.look)
                for one in publication.reports
            ]
        return publication, render(publication, set(self.formats) - {PDF}, self.look), pdfs


@contextmanager
def renderers(formats: tuple[str, ...], look: Look = BUILT_IN) -> Iterator[Renderers]:
    """Open what renders; where there will be a PDF, a process makes itself ready for it from now on."""
    if PDF not in formats or _cores() == 1:
        yield Renderers(formats, look, None)
        return
    # A fork would copy the engine's threads half-way through whatever they do.
    context = multiprocessing.get_context("spawn")
    with TemporaryDirectory(prefix="pellucid-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPoolExecutor(_cores(), context, initializer=_begin, initargs=(folder, look))
        try:
            with _interrupts_held():
                pool.submit(int)
            yield Renderers(formats, look, pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop(multiprocessing.active_children())
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _stop(children: Sequence[BaseProcess]) -> None:
    """End processes: all are asked at once, and one that is too slow to answer is killed."""
    for child in children:
        child.terminate()
    for child in children:
        child.join(_PATIENCE)
        if child.is_alive():
            child.kill()
            child.join()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put a Ctrl-C off; a process that is started meanwhile never meets one.

    It reaches every process of the terminal, and this one alone decides what follows.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(folder: str, look: Look) -> None:
    """Make a new process ready; its temporary files go to a folder of the parent's, which may stop it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tempfile.tempdir = folder
    # To look for garbage among what stays takes as long as to import it.
    gc.disable()
    atexit.register(gc.freeze)
    with suppress(Exception):  # whatever is wrong is said when something is to be rendered
        prepare_pdf(look)
    gc.freeze()
    gc.enable()


def _end_with_parent() -> None:
    """End this process when its parent is killed, which would else leave it waiting for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
