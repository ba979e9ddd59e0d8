"""Takes the public releases, and what readers know besides, each for itself; gives what only they work out.

An authority knows its own requests. Where all of one country and type are its own, it knows that cell. There
are many such readers, so tables that were found for one are kept: a table in which nothing moves that a
reader knows shows this reader as little as the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from pellucid.audit.attack import attack, believed, goals
from pellucid.audit.chain import cell_name
from pellucid.audit.intervals import Component, components
from pellucid.audit.numbers import Row, System
from pellucid.audit.program import Links, Moves
from pellucid.audit.system import system_of, told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pellucid.audit.attack import Rule
    from pellucid.audit.deduce import Deduced
    from pellucid.audit.findings import Finding
    from pellucid.audit.intervals import Goal
    from pellucid.audit.numbers import Key, Number
    from pellucid.release.public import PublicRelease

    Numbers = NDArray[np.float64]

_TWO = 2


def worked_out_by_insiders(
    releases: Sequence[PublicRelease],
    rule: Rule,
    truth: Mapping[Key, int],
    insiders: Iterable[Collection[Key]],
) -> tuple[Finding, ...]:
    """Play one reader after the other.

    truth: what the latest numbers are. insiders: the numbers that each of them knows.
    """
    system = system_of(releases, rule.least_withheld)
    rows, deduced = believed(system, rule)
    wanted = goals(system.numbers, deduced, rule)
    open_rows = [place for place, row in enumerate(rows) if any(not deduced.pinned(n) for n, _ in row.terms)]
    parts = [
        _Part.of(system.numbers, deduced, rows, members, links, wanted, truth)
        for members, links in components(deduced, rows, open_rows, wanted)
    ]
    here = {number: part for part in parts for number in part.component.members}
    hidden = {one.key: place for place, one in enumerate(system.numbers) if place in here and not one.state}
    alike = _alike(deduced, [rows[place] for place in open_rows])
    return tuple(_found(system.numbers, here, hidden, alike, rule, truth, insiders))


def _found(  # noqa: PLR0913
    numbers: Sequence[Number],
    here: Mapping[int, _Part],
    hidden: Mapping[Key, int],
    alike: Mapping[int, Collection[int]],
    rule: Rule,
    truth: Mapping[Key, int],
    insiders: Iterable[Collection[Key]],
) -> Iterator[Finding]:
    for keys in insiders:
        named = [hidden[key] for key in keys if key in hidden]
        name = " and ".join(cell_name(numbers[place]) for place in named)
        own = sorted({other for place in named for other in alike.get(place, (place,))})
        for part in {id(here[place]): here[place] for place in own}.values():
            if part.open_for([place for place in own if here[place] is part]):
                continue
            known = {numbers[place].key: truth[numbers[place].key] for place in own}
            found = attack(replace(part.system, numbers=told(part.system.numbers, known)), rule)
            yield from (replace(one, insider=name) for one in found.disclosed)


def _alike(deduced: Deduced, rows: Iterable[Row]) -> dict[int, set[int]]:
    """Numbers that are one and the same, as links say: the total of a country with one type of request.

    Who knows one of them knows all, and learns nothing of others by that.
    """
    alike: dict[int, set[int]] = {}
    for row in rows:
        left = [(number, times) for number, times in row.terms if not deduced.pinned(number)]
        held = sum(deduced.least[number] * times for number, times in row.terms if deduced.pinned(number))
        if len(left) == _TWO and left[0][1] == -left[1][1] and row.low == row.high == held:
            group = set().union(*(alike.get(number, {number}) for number, _ in left))
            alike |= dict.fromkeys(group, group)
    return alike


@dataclass
class _Part:
    """Numbers that hang together, what they are, and the tables near it that were found so far.

    system: the same by itself. true: what the component's numbers are, as far as all of them are known.
    """

    component: Component
    system: System
    wanted: Mapping[int, Goal]
    true: Numbers | None
    found: list[Numbers] = field(default_factory=list)

    @classmethod
    def of(  # noqa: PLR0913
        cls,
        numbers: Sequence[Number],
        deduced: Deduced,
        rows: Sequence[Row],
        members: list[int],
        links: list[int],
        wanted: Mapping[int, Goal],
        truth: Mapping[Key, int],
    ) -> _Part:
        """Cut a component out of everything."""
        component = Component(deduced, rows, members, links)
        values = [None if numbers[one].state else truth.get(numbers[one].key) for one in members]
        true = None if None in values else np.array(values, dtype=np.float64)
        if true is not None and not component.links.hold(true):
            true = None
        own = {component.place[one]: wanted[one] for one in members if one in wanted}
        return cls(component, _alone(numbers, [rows[place] for place in links]), own, true)

    def open_for(self, known: Sequence[int]) -> bool:
        """Whether every goal is met by tables in which numbers stay what they are that a reader knows."""
        if self.true is None:
            return False
        component, places = self.component, [self.component.place[one] for one in known]
        fits = [table for table in self.found if (table[places] == self.true[places]).all()]
        component.low = np.min([self.true, *fits], axis=0)
        component.high = np.max([self.true, *fits], axis=0)
        left = [
            one for one, goal in self.wanted.items() if one not in places and not component.met(one, goal)
        ]
        if not left:
            return True
        least, most = component.least.copy(), component.most.copy()
        least[places] = most[places] = self.true[places]
        moves = _Kept(least, most, component.links, self.true, self.found)
        for place in left:
            component.widen(moves, place, self.wanted[place])
        return all(component.met(place, self.wanted[place]) for place in left)


class _Kept(Moves):
    """Moves whose tables are kept."""

    def __init__(
        self, least: Numbers, most: Numbers, links: Links, base: Numbers, found: list[Numbers]
    ) -> None:
        super().__init__(least, most, links, base)
        self._kept = found

    def table(self, number: int, value: float) -> Numbers | None:
        """Give a table in which a number is moved to a value, or beyond it."""
        found = super().table(number, value)
        if found is not None:
            self._kept.append(found)
        return found


def _alone(numbers: Sequence[Number], rows: Collection[Row]) -> System:
    """The numbers that some links are about, by themselves."""
    places = sorted({place for row in rows for place, _ in row.terms})
    new = {place: number for number, place in enumerate(places)}
    return System(
        tuple(numbers[place] for place in places),
        tuple(replace(row, terms=tuple((new[place], times) for place, times in row.terms)) for row in rows),
    )
