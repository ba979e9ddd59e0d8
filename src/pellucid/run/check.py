"""`check`: read and validate every log, write rejects and reconciliation, publish nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.release.lock import one_build_at_a_time
from pellucid.run.examine import examine
from pellucid.run.periods import parse_periods

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

    @property
    def rejected(self) -> int:
        """Rows that would be left out of a report because of a fault."""
        return sum(account.rejected for account in self.reconciliation.logs)


def check(
    config: Config, names: tuple[str, ...], today: date, progress: Progress, *, cached: bool = True
) -> Checked:
    """Check the logs; `names` are the periods that the account is about, none for all."""
    periods = parse_periods(config, names) or None
    with (
        one_build_at_a_time(config.work, progress.note),
        examine(config, today, lambda _: periods, progress, cached=cached) as examined,
    ):
        return Checked(examined.reconciliation, examined.faults, examined.lapses)
