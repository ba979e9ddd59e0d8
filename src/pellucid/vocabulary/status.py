"""How a published cell stands: each status with its label, its mark, its meaning and what it fills in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pellucid.vocabulary.messages import message

_ALL = ("value", "lower", "upper")
_BOUNDS = ("lower", "upper")


class Status(StrEnum):
    """The status of a cell; the code is the string itself."""

    PUBLISHED = "published"
    SUPPRESSED = "suppressed"
    BANDED = "banded"
    EMBARGOED = "embargoed"
    DERIVED = "derived"
    AT_LEAST = "at_least"
    NOT_AVAILABLE = "not_available"

    @property
    def label(self) -> str:
        """Give its name for a reader, in sentence case."""
        return _TABLE[self].label

    @property
    def mark(self) -> str:
        """Give what stands at the figure, or instead of it; empty where the figure needs no mark."""
        return _TABLE[self].mark

    @property
    def meaning(self) -> str:
        """Give its sentence for the legend."""
        return _TABLE[self].meaning

    @property
    def filled(self) -> tuple[str, ...]:
        """Give which of value, lower and upper always hold a number."""
        return _TABLE[self].filled

    @property
    def optional(self) -> tuple[str, ...]:
        """Give which of them may hold a number; what is neither filled nor optional is empty."""
        return _TABLE[self].optional

    def allows(self, *, value: bool, lower: bool, upper: bool) -> bool:
        """Say whether a cell of this status may hold exactly these of its three numbers."""
        present = {name for name, there in zip(_ALL, (value, lower, upper), strict=True) if there}
        return set(self.filled) <= present <= {*self.filled, *self.optional}


@dataclass(frozen=True)
class _Description:
    label: str
    mark: str
    meaning: str
    filled: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


_TABLE = MappingProxyType(
    {
        Status.PUBLISHED: _Description(
            message("Published"), "", message("The figure as it was counted."), filled=_ALL
        ),
        Status.SUPPRESSED: _Description(
            message("Withheld"),
            "c",
            message(
                "A small figure, or one that would give a small figure away, withheld to protect "
                "individuals. A withheld count is at least 1."
            ),
        ),
        Status.BANDED: _Description(
            message("Banded"),
            "",
            message("Published as a range only; the figure lies in it, both ends included."),
            filled=_BOUNDS,
        ),
        Status.EMBARGOED: _Description(
            message("Held back"), "h", message("Not to be published before a later date.")
        ),
        Status.DERIVED: _Description(
            message("Derived"),
            "d",
            message("Not reported as such; it follows exactly from the figures for other periods."),
            filled=_ALL,
        ),
        Status.AT_LEAST: _Description(
            message("At least"),
            "≥",
            message(
                "A total over the figures that are available; some are missing, so the true total may be "
                "higher."
            ),
            filled=("value", "lower"),
        ),
        Status.NOT_AVAILABLE: _Description(
            message("Not available"),
            "x",
            message("No figure was reported; where other figures bound it, the bounds are given."),
            optional=_BOUNDS,
        ),
    }
)
