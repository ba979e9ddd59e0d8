"""How a published cell stands: each status with its label, its mark, its meaning and what it fills in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

_ALL = ("value", "lower", "upper")


class Status(StrEnum):
    """The status of a cell; the code is the string itself.

    label: for a reader; mark: stands at or instead of the figure, and is empty where the figure needs none;
    meaning: one sentence for the legend; filled, optional: which of value, lower, upper always and which may
    have a number. What is in neither is always empty.
    """

    label: str
    mark: str
    meaning: str
    filled: tuple[str, ...]
    optional: tuple[str, ...]

    PUBLISHED = ("published", "Published", "", "The figure as it was counted.", _ALL)
    SUPPRESSED = (
        "suppressed",
        "Suppressed",
        "c",
        "Withheld to protect individuals: a small figure, or one that would give a small figure away.",
    )
    BANDED = (
        "banded",
        "Banded",
        "",
        "Published as a range only; the figure lies in it, ends included.",
        ("lower", "upper"),
    )
    EMBARGOED = ("embargoed", "Embargoed", "h", "Held back until a later date.")
    DERIVED = (
        "derived",
        "Derived",
        "d",
        "Not reported as such; it follows exactly from figures for longer or shorter periods.",
        _ALL,
    )
    AT_LEAST = (
        "at_least",
        "At least",
        "≥",
        "A total over the figures that are available; some are missing, so the true one may be higher.",
        ("value", "lower"),
    )
    NOT_AVAILABLE = (
        "not_available",
        "Not available",
        "x",
        "No figure was reported; where other figures bound it, the bounds are given.",
        (),
        ("lower", "upper"),
    )

    def __new__(  # noqa: PLR0913 - one row of the table above
        cls,
        code: str,
        label: str,
        mark: str,
        meaning: str,
        filled: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.mark, member.meaning = label, mark, meaning
        member.filled, member.optional = filled, optional
        return member

    def allows(self, *, value: bool, lower: bool, upper: bool) -> bool:
        """Say whether a cell of this status may have exactly these of its three numbers."""
        present = {name for name, there in zip(_ALL, (value, lower, upper), strict=True) if there}
        return set(self.filled) <= present <= {*self.filled, *self.optional}
