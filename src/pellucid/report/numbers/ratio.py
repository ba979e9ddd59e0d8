"""Takes two whole numbers, gives their ratio rounded half up; no binary float decides a digit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Ratio:
    """A rate or a share as two whole numbers, which nothing has rounded yet."""

    numerator: int
    denominator: int

    def percent(self, decimals: int) -> Decimal:
        """Give it in percent, halves rounded up.

        >>> Ratio(1, 16).percent(1)
        Decimal('6.3')
        """
        scaled = 100 * self.numerator * 10**decimals
        rounded = (2 * scaled + self.denominator) // (2 * self.denominator)
        return Decimal(rounded).scaleb(-decimals)
