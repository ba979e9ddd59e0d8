"""What the report says about its own making: records left out, contradictions. Made by run, from intake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pellucid.report.numbers.lookup import Number
    from pellucid.vocabulary.periods import Period


@dataclass(frozen=True)
class LogFact:
    """One kind of log, all its files together, in rows."""

    kind: str
    files: int
    read: int
    accepted: int
    rejected: int
    duplicates: int
    set_aside: int
    rejected_by_code: dict[str, int] = field(default_factory=dict)  # code of a fault -> rows


@dataclass(frozen=True)
class StatedFigure:
    """What a row of a counts log says of an interval: "2024-01-01/2024-12-31"."""

    interval: str
    lower: int
    upper: int


@dataclass(frozen=True)
class ContradictionFact:
    """Rows of a counts log that contradict each other, in an English sentence that a reader can follow.

    stated, against: what a row says and what the others do, where that tells it in any language.
    """

    country: str
    request_type: str
    measure: str
    sentence: str
    stated: StatedFigure | None = None
    against: tuple[StatedFigure, ...] = ()


@dataclass(frozen=True)
class RestatedFact:
    """A figure over all types that was public otherwise."""

    kind: str
    period: str
    country: str
    measure: str
    before: Number
    now: Number


@dataclass(frozen=True)
class Restatements:
    """What a release states otherwise than the version before it, or than the release before it.

    others: how many figures more: by type, of breakdowns, and those that are withheld by now.
    version: the folder of the version that it was compared with. release: the period of that release.
    """

    figures: tuple[RestatedFact, ...]
    others: int = 0
    version: str | None = None
    release: Period | None = None


@dataclass(frozen=True)
class Facts:
    """Everything but the figures that a report needs to be honest about them."""

    program: str  # "Pellucid 0.1.0"
    logs: tuple[LogFact, ...]
    contradictions: tuple[ContradictionFact, ...] = ()
    holds_back: bool = False  # whether a log has a column for records that may not be counted yet
    restated: Restatements | None = None  # by this release
