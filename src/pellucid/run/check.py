"""`check`: read and validate every log, write rejects and reconciliation, publish nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.config.bare_numbers import bare_numbers
from pellucid.release.lock import one_build_at_a_time
from pellucid.run.examine import examine
from pellucid.run.periods import parse_periods
from pellucid.run.thresholds import Trial, try_thresholds

if TYPE_CHECKING:
    from datetime import date

    from pellucid.config import Config
    from pellucid.cube.conformance import Lapse
    from pellucid.intake.faults import Fault
    from pellucid.intake.reconcile import Reconciliation
    from pellucid.run.progress import Progress


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    reconciliation: Reconciliation
    faults: tuple[Fault, ...]
    lapses: tuple[Lapse, ...]
    trials: tuple[Trial, ...] = ()

    @property
    def rejected(self) -> int:
        """Rows that would be left out of a report because of a fault."""
        return sum(account.rejected for account in self.reconciliation.logs)


@dataclass(frozen=True)
class Question:
    """What a check is asked: the periods that the account is about (none: all), and thresholds to try."""

    periods: tuple[str, ...] = ()
    thresholds: tuple[int, ...] = ()
    cached: bool = True


def check(config: Config, question: Question, today: date, progress: Progress) -> Checked:
    """Check the logs, and the publisher's own words for numbers that are typed in."""
    for warning in bare_numbers(config):
        progress.note(warning)
    periods = parse_periods(config, question.periods) or None
    with (
        one_build_at_a_time(config.work, progress.note),
        examine(config, today, lambda _: periods, progress, cached=question.cached) as examined,
    ):
        trials = try_thresholds(config, examined, today, question.thresholds)
        return Checked(examined.reconciliation, examined.faults, examined.lapses, trials)
