"""What the report says about its own making: records left out, contradictions. Made by run, from intake."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class ContradictionFact:
    """Rows of a counts log that contradict each other, in a sentence that a reader can follow."""

    country: str
    request_type: str
    measure: str
    sentence: str


@dataclass(frozen=True)
class Facts:
    """Everything but the figures that a report needs to be honest about them."""

    program: str  # "Pellucid 0.1.0"
    logs: tuple[LogFact, ...]
    contradictions: tuple[ContradictionFact, ...] = ()
    holds_back: bool = False  # whether a log has a column for records that may not be counted yet
