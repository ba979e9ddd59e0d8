"""A command -> how long it took and how much memory it held at its peak, as the kernel says when it ends."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


@dataclass(frozen=True)
class Command:
    """Something to measure; `prepare` runs before each time and is not measured."""

    name: str
    arguments: Sequence[str | Path]
    folder: Path
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Costs:
    """What the runs of one command took: the least, and the middle one."""

    runs: tuple[Cost, ...]

    @property
    def least_seconds(self) -> float:
        """Wall time of the quickest run."""
        return min(run.seconds for run in self.runs)

    @property
    def median_seconds(self) -> float:
        """Wall time of the middle run."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def median_peak_mb(self) -> float:
        """Peak memory of the middle run."""
        return statistics.median(run.peak_mb for run in self.runs)


def measure(command: Command) -> Cost:
    """Run it once; a run that fails ends the benchmark with what it said."""
    command.prepare()
    start = time.perf_counter()
    with subprocess.Popen(
        command.arguments, cwd=command.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        said = child.stderr.read() if child.stderr else ""
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command.name} ended with exit code {child.returncode}:\n{said}")
    return Cost(seconds, usage.ru_maxrss * RSS_UNIT / 1e6)


def alternate(commands: Sequence[Command], runs: int) -> Mapping[str, Costs]:
    """Run all of them in turn, `runs` times over, so that a slow minute of the machine meets each."""
    rounds = [{command.name: measure(command) for command in commands} for _ in range(runs)]
    return {c.name: Costs(tuple(costs[c.name] for costs in rounds)) for c in commands}
