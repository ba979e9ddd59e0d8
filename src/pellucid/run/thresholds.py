"""Thresholds to choose among in; what each would cost in the newest period out. Nothing is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid.confidentiality.cost import Cost, costs
from pellucid.confidentiality.protect import protect
from pellucid.cube.figures import make_figures
from pellucid.run.protect import rules_of
from pellucid.vocabulary.periods import Period, last_complete

if TYPE_CHECKING:
    from datetime import date

    from pellucid.config import Config
    from pellucid.run.examine import Examined


@dataclass(frozen=True)
class Trial:
    """What a threshold would cost in a period that is published by itself."""

    threshold: int
    period: str
    costs: tuple[Cost, ...]


def try_thresholds(
    config: Config, examined: Examined, today: date, thresholds: tuple[int, ...]
) -> tuple[Trial, ...]:
    """Protect the newest period with each of the thresholds, their width the same."""
    period = _newest(config, examined, today) if thresholds else None
    if period is None:
        return ()
    (figures,) = make_figures(examined.source, examined.covered, (period,), config.counting.history)
    found = []
    for threshold in thresholds:
        rules = replace(rules_of(config), threshold=threshold, width=threshold)
        found.append(Trial(threshold, period.name, tuple(costs(figures, protect(figures, rules), threshold))))
    return tuple(found)


def _newest(config: Config, examined: Examined, today: date) -> Period | None:
    """Give the newest of the periods asked for, else the newest complete one that the logs reach."""
    if examined.periods:
        return max(examined.periods, key=lambda one: (one.end, one.days))
    if not examined.covered:
        return None
    kind, start = config.periods.kind, config.periods.fiscal_year_start
    last = max(one.last for one in examined.covered.values())
    first = min(one.first for one in examined.covered.values())
    newest = min(Period.containing(last, kind, start), last_complete(kind, today, start))
    return newest if newest.end >= first else None
