"""Takes nothing; gives the words of the attack: numbers that are known or sought, and what links them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pellucid.vocabulary.status import Status

Key = tuple[str, "date", "date", str, str, str]  # table, first and last day, what it is about, measure
Span = tuple["date", "date"]

# How far a link is believed; where the published figures contradict each other, the highest goes first.
ADDED_UP, STATED, OVER_PERIODS, ASSUMED, VERSIONS, TWINS = range(6)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number that some release shows or withholds.

    state: tells apart what versions of a table count differently; 0 is the latest. name: of its period.
    least, most: what its own cell says. hidden_in: releases that withhold it. shown_in: those that show it.
    partial: it is over some of its parts only (`at_least`), so no other period or measure bounds it.
    """

    key: Key
    state: int
    name: str
    status: Status
    least: float
    most: float = inf
    hidden_in: tuple[str, ...] = ()
    shown_in: tuple[str, ...] = ()
    partial: bool = False

    @property
    def known(self) -> bool:
        """Whether a release shows it."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Row:
    """low <= the sum of coefficient x number <= high; why: the rule in words; trust: how it is believed."""

    terms: tuple[tuple[int, float], ...]
    low: float
    high: float
    why: str
    trust: int


@dataclass(frozen=True)
class System:
    """All numbers of a site and all that links them.

    doubts: links that the published figures contradict, and that are not used therefore.
    """

    numbers: tuple[Number, ...]
    rows: tuple[Row, ...]
    doubts: tuple[str, ...] = ()
