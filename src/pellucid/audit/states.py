"""Takes the releases; gives the tables that they show of each period, one for each state of the counting.

The same cell in several releases is one number as long as no figure that both publish differs. Where one
does, records have come in between, and the period has two states.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from pellucid.audit.knowledge import BREAKDOWNS, RATES, TOTAL, adds_up, kind_of
from pellucid.audit.numbers import Number
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pellucid.audit.numbers import Key, Span
    from pellucid.release.public import PublicRelease
    from pellucid.release.public_tables import PublicCell

Place = tuple[str, str, str]  # country and request type, or dimension and code; measure
_OWN_DIGITS = 6  # of a rate, as this program publishes it
_EXACT = frozenset({Status.PUBLISHED, Status.DERIVED})


@dataclass(frozen=True)
class Rate:
    """A published share, and how far it may be from the true one."""

    value: float
    off: float


@dataclass(frozen=True)
class State:
    """A table of one period as one counting gave it.

    at: the number at each place. full: it has cells of single countries and types, so that a place without a
    row counts 0. families, stated: as the releases that show it say.
    """

    table: str
    kind: str
    span: Span
    order: int
    releases: tuple[str, ...]
    at: Mapping[Place, int]
    rates: Mapping[Place, Rate]
    full: bool
    families: Mapping[str, str]
    stated: frozenset[str] | None

    @cached_property
    def headed(self) -> frozenset[tuple[str, str]]:
        """What stands in first place, with each measure that it has: of breakdowns, the dimensions."""
        return frozenset((place[0], place[2]) for place in self.at)

    @cached_property
    def measures(self) -> frozenset[str]:
        """The measures that add up."""
        return frozenset(place[2] for place in self.at)


@dataclass
class _Gathered:
    """Cells of a table and period that agree, while they are gathered."""

    cells: dict[Place, list[PublicCell]] = field(default_factory=lambda: defaultdict(list))
    values: dict[Place, float] = field(default_factory=dict)
    releases: list[PublicRelease] = field(default_factory=list)

    def agrees(self, values: Mapping[Place, float]) -> bool:
        return all(self.values.get(place, value) == value for place, value in values.items())

    def add(self, release: PublicRelease, cells: Sequence[PublicCell], values: Mapping[Place, float]) -> None:
        self.releases.append(release)
        self.values.update(values)
        for cell in cells:
            self.cells[_place(cell)].append(cell)


def states_of(
    releases: Iterable[PublicRelease], least_withheld: int
) -> tuple[tuple[Number, ...], tuple[State, ...]]:
    """Bring together what the releases show; the states of a table and period, latest first."""
    found: dict[tuple[str, Span], list[_Gathered]] = defaultdict(list)
    for release in releases:
        for about, cells in _tables(release).items():
            _gather(found[about], release, cells)
    numbers: list[Number] = []
    states = [
        _state((table, span, order), gathered, numbers, least_withheld)
        for (table, span), several in sorted(found.items(), key=lambda item: item[0])
        for order, gathered in enumerate(reversed(several))
    ]
    return tuple(numbers), tuple(states)


def _tables(release: PublicRelease) -> dict[tuple[str, Span], list[PublicCell]]:
    tables: dict[tuple[str, Span], list[PublicCell]] = defaultdict(list)
    for cell in release.cells:
        tables[cell.kind, (cell.start, cell.end)].append(cell)
    return tables


def _gather(several: list[_Gathered], release: PublicRelease, cells: Sequence[PublicCell]) -> None:
    """Add a release's cells to the latest state that they agree with, or begin a new one."""
    values = {_place(cell): cell.value for cell in cells if cell.value is not None}
    for gathered in reversed(several):
        if gathered.agrees(values):
            gathered.add(release, cells, values)
            return
    several.append(_Gathered())
    several[-1].add(release, cells, values)


def _place(cell: PublicCell) -> Place:
    return (*cell.place, cell.measure)


def _state(
    about: tuple[str, Span, int], gathered: _Gathered, numbers: list[Number], least_withheld: int
) -> State:
    table, span, order = about
    names = {(one.folder, one.version): one.name for one in gathered.releases}
    at: dict[Place, int] = {}
    rates: dict[Place, Rate] = {}
    scale = _Scale.of(gathered)
    for place, cells in sorted(gathered.cells.items()):
        if adds_up(place[2]):
            at[place] = len(numbers)
            numbers.append(_number((table, *span, *place), order, cells, names, least_withheld))
        elif place[2] in RATES and place in gathered.values:
            rates[place] = scale.rate(gathered.values[place])
    stated = [one.stated for one in gathered.releases if one.stated is not None]
    return State(
        table,
        kind_of(table, {place[2] for place in at}),
        span,
        order,
        tuple(names.values()),
        at,
        rates,
        full=table == BREAKDOWNS or any(TOTAL not in place[:2] for place in at),
        families={code: family for one in gathered.releases for code, family in one.families.items()},
        stated=frozenset.union(*stated) if stated else None,
    )


def _number(
    key: Key, state: int, cells: list[PublicCell], names: Mapping[tuple[str, int], str], least_withheld: int
) -> Number:
    """One number of what all cells say of it: the best of them counts."""
    shown = [cell for cell in cells if cell.status in _EXACT]
    hidden = [cell for cell in cells if cell.status in {Status.SUPPRESSED, Status.EMBARGOED}]
    partial = [cell for cell in cells if cell.status is Status.AT_LEAST]
    withheld = any(cell.status is Status.SUPPRESSED for cell in hidden)
    known = next((cell.value for cell in (*shown, *partial) if cell.value is not None), None)
    bounded = [cell for cell in cells if cell.status in {Status.BANDED, Status.NOT_AVAILABLE}]
    return Number(
        key,
        state,
        cells[0].period,
        (*shown, *partial, *hidden, *cells)[0].status,
        least=known
        if known is not None
        else max([least_withheld * withheld, *(c.lower or 0 for c in bounded)]),
        most=known if known is not None else min([inf, *(c.upper for c in bounded if c.upper is not None)]),
        hidden_in=tuple(dict.fromkeys(names[cell.release, cell.version] for cell in hidden)),
        shown_in=tuple(dict.fromkeys(names[cell.release, cell.version] for cell in (*shown, *partial))),
        partial=bool(partial) and not shown,
    )


@dataclass(frozen=True)
class _Scale:
    """How rates are written: of which whole, and to how many digits."""

    whole: float
    digits: int

    @classmethod
    def of(cls, gathered: _Gathered) -> _Scale:
        cells = [cell for several in gathered.cells.values() for cell in several if cell.measure in RATES]
        values = [cell.value for cell in cells if cell.value is not None]
        percent = any(value > 1 for value in values)
        ours = any(release.ours for release in gathered.releases)
        digits = _OWN_DIGITS if ours else min(_OWN_DIGITS, max((cell.digits for cell in cells), default=0))
        return cls(100.0 if percent else 1.0, digits)

    def rate(self, value: float) -> Rate:
        return Rate(value / self.whole, 0.5 * 10.0**-self.digits / self.whole)
