"""What names a published count in all releases, and what an earlier release has published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pellucid.vocabulary.periods import Period
    from pellucid.vocabulary.status import Status

BREAKDOWNS = "breakdowns"
DIFFERENCE = "+"  # begins the vintage of a difference between two


class CellKey(NamedTuple):
    """A number's name: its table (a kind, or BREAKDOWNS), its period's name, two codes, and its measure.

    The codes are country and request type, or a breakdown's dimension and code.
    vintage: the version of the log that it was counted from; empty for the one at hand.
    """

    table: str
    period: str
    first: str
    second: str
    measure: str
    vintage: str = ""


@dataclass(frozen=True)
class EarlierNumber:
    """A number as it stands in an earlier release: a count, a rate or a median; None where there is none."""

    value: float | None
    status: Status


@dataclass(frozen=True)
class EarlierRelease:
    """What a version of a release has published.

    name: the version's own. current: whether it stands in the site now, and was not replaced.
    """

    name: str
    period: Period
    numbers: dict[CellKey, EarlierNumber]
    periods: tuple[Period, ...]  # of all of its numbers
    current: bool = True
