"""Takes the work folder; lets one build at a time go on, and tells the others that they wait."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pellucid.errors import EnvironmentFailure
from pellucid.release.failures import naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOCK = "build.lock"
PATIENCE = 600.0  # seconds; a build of 20 million records takes a minute or two


@contextmanager
def one_build_at_a_time(
    work: Path, waiting: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the work folder's lock, which a killed build does not; `waiting` gets a sentence when it is held.

    Raises:
        EnvironmentFailure: another build holds it after `patience` seconds, or the folder can't be written.

    """
    with naming(work):
        work.mkdir(parents=True, exist_ok=True)
        lock = FileLock(work / LOCK)
        _acquire(lock, work, waiting, patience)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, work: Path, waiting: Callable[[str], None], patience: float) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting(f"Another build is using {work}; waiting for it, at most {_duration(patience)}.")
        _wait(lock, work, patience)


def _wait(lock: FileLock, work: Path, patience: float) -> None:
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise EnvironmentFailure(
            f"another build is still using this work folder after {_duration(patience)}",
            where=str(work),
            mend="let it end, or stop it, then build again",
        ) from error


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    number, unit = (minutes, "minute") if minutes else (round(seconds), "second")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
