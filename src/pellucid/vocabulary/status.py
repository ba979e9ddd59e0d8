"""How a published cell stands: each status with its label, its mark, its meaning and what it fills in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

_ALL = ("value", "lower", "upper")
_BOUNDS = ("lower", "upper")


@dataclass(frozen=True)
class _Description:
    label: str
    mark: str
    meaning: str
    filled: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


class Status(StrEnum):
    """The status of a cell; the code is the string itself.

    label: for a reader; mark: stands at or instead of the figure, and is empty where the figure needs none;
    meaning: a sentence for the legend; filled, optional: which of value, lower and upper always hold a
    number, and which may. The others are always empty.
    """

    label: str
    mark: str
    meaning: str
    filled: tuple[str, ...]
    optional: tuple[str, ...]

    PUBLISHED = "published", _Description("Published", "", "The figure as it was counted.", filled=_ALL)
    SUPPRESSED = (
        "suppressed",
        _Description(
            "Suppressed",
            "c",
            "Withheld to protect individuals: a small figure, or one that would give a small figure away.",
        ),
    )
    BANDED = (
        "banded",
        _Description(
            "Banded",
            "",
            "Published as a range only; the figure lies in it, both ends included.",
            filled=_BOUNDS,
        ),
    )
    EMBARGOED = "embargoed", _Description("Embargoed", "h", "Held back until a later date.")
    DERIVED = (
        "derived",
        _Description(
            "Derived",
            "d",
            "Not reported as such; it follows exactly from the figures for other periods.",
            filled=_ALL,
        ),
    )
    AT_LEAST = (
        "at_least",
        _Description(
            "At least",
            "≥",
            "A total over the figures that are available; some are missing, so the true total may be higher.",
            filled=("value", "lower"),
        ),
    )
    NOT_AVAILABLE = (
        "not_available",
        _Description(
            "Not available",
            "x",
            "No figure was reported; where other figures bound it, the bounds are given.",
            optional=_BOUNDS,
        ),
    )

    def __new__(cls, code: str, description: _Description) -> Self:
        """Make the member a string that carries its description."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.mark, member.meaning = description.label, description.mark, description.meaning
        member.filled, member.optional = description.filled, description.optional
        return member

    def allows(self, *, value: bool, lower: bool, upper: bool) -> bool:
        """Say whether a cell of this status may hold exactly these of its three numbers."""
        present = {name for name, there in zip(_ALL, (value, lower, upper), strict=True) if there}
        return set(self.filled) <= present <= {*self.filled, *self.optional}
