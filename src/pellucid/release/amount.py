"""Takes a published cell; gives what is known of its number, in words and added up without claiming more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.report.wording.words import Words
from pellucid.vocabulary.languages import SOURCE
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pellucid.release.read import PublishedCell

WITHHELD = {
    Status.SUPPRESSED: message("withheld"),
    Status.EMBARGOED: message("held back until a later date"),
}


@dataclass(frozen=True)
class Amount:
    """A count as far as it is known; `value` only where it is exact or a least number."""

    status: Status
    value: float | None = None
    lower: float | None = None
    upper: float | None = None

    @classmethod
    def of(cls, cell: PublishedCell) -> Amount:
        """Take the numbers of a cell."""
        return cls(cell.status, cell.value, cell.lower, cell.upper)

    @property
    def exact(self) -> bool:
        """Whether the number itself is known."""
        return self.status in {Status.PUBLISHED, Status.DERIVED}

    def __str__(self) -> str:
        return self.told(Words.of(SOURCE))

    def told(self, words: Words) -> str:
        """Write it in a language; the number in plain digits."""
        if self.exact:
            return digits(self.value)
        if self.status in WITHHELD:
            return words.say(WITHHELD[self.status])
        if self.upper is not None:
            lower, upper = digits(self.lower or 0), digits(self.upper)
            return words.say("between {lower} and {upper}", lower=lower, upper=upper)
        return words.say("at least {n}", n=digits(self.lower)) if self.lower else words.say("not available")


ZERO = Amount(Status.PUBLISHED, 0, 0, 0)
NOT_AVAILABLE = Amount(Status.NOT_AVAILABLE)


def total(amounts: Iterable[Amount]) -> Amount:
    """Add up counts of periods that do not overlap: exact if all are, else what is known of the sum."""
    parts = tuple(amounts)
    lower = sum(part.lower or 0 for part in parts)
    uppers = [part.upper for part in parts if part.upper is not None]
    if all(part.exact for part in parts):
        return Amount(Status.PUBLISHED, lower, lower, lower)
    if len(uppers) == len(parts):
        return Amount(Status.BANDED, None, lower, sum(uppers))
    if lower:
        return Amount(Status.AT_LEAST, lower, lower)
    withheld = (status for status in WITHHELD if any(part.status is status for part in parts))
    return Amount(next(withheld, Status.NOT_AVAILABLE))


def digits(number: float | None) -> str:
    """Write a count in plain digits, which a script can read."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number)
