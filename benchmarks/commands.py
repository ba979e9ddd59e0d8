"""A command -> how long it took and how much memory it held at its peak."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

METER = Path(__file__).with_name("meter.py")
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Command:
    """Something to measure; `prepare` runs before each time, and `after` after it: neither is measured.

    may_fail: whether the rest is measured nonetheless when it fails, as for want of memory.
    """

    name: str
    arguments: Sequence[str | Path]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    may_fail: bool = False


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
    meter = [sys.executable, "-I", "-S", METER, *command.arguments]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))  # finds our scripts
    answer = subprocess.run(
        meter,
        cwd=command.folder,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    measured = json.loads(answer.stdout)
    if measured["exit_code"] != 0:
        sys.exit(f"{command.name} ended with exit code {measured['exit_code']}:\n{answer.stderr}")
    command.after()
    sys.stderr.write(f"  {command.name}: {measured['seconds']:.2f} s, {measured['peak_mb']:,.0f} MB\n")
    return Cost(measured["seconds"], measured["peak_mb"])


def alternate(commands: Sequence[Command], runs: int) -> Mapping[str, Costs]:
    """Run all of them in turn, `runs` times over, so that a slow minute of the machine meets each.

    What may fail and does is left out.
    """
    rounds = [{command.name: _try(command) for command in commands} for _ in range(runs)]
    found = {command.name: [costs[command.name] for costs in rounds] for command in commands}
    finished = {name: tuple(cost for cost in costs if cost) for name, costs in found.items()}
    return {name: Costs(costs) for name, costs in finished.items() if len(costs) == runs}


def _try(command: Command) -> Cost | None:
    try:
        return measure(command)
    except SystemExit as end:
        if not command.may_fail:
            raise
        sys.stderr.write(f"{end}\n")
        return None
