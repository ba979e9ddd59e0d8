"""Takes the releases; gives all numbers that they show or withhold, and every link between them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from pellucid.audit.across import period_rows, twin_rows, version_rows
from pellucid.audit.knowledge import BREAKDOWNS
from pellucid.audit.numbers import System
from pellucid.audit.states import states_of
from pellucid.audit.within import (
    kinds_beside,
    measure_rows,
    partial_numbers,
    relation_rows,
    total_rows,
    untrue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pellucid.audit.numbers import Key, Number, Row
    from pellucid.audit.states import State
    from pellucid.release.public import PublicRelease

LEAST_WITHHELD = 1  # zeros are published, so what is withheld is none
_OFF = 1e-6


def system_of(
    releases: Sequence[PublicRelease],
    least_withheld: int = LEAST_WITHHELD,
    known: Mapping[Key, int] = MappingProxyType({}),
) -> System:
    """Bring together everything that an attacker has.

    least_withheld: what a withheld number is at least, as the publisher states it. known: numbers that one
        has besides what is published.
    """
    found, states = states_of(releases, least_withheld)
    numbers = told(found, known)
    rows: dict[Row, None] = {}
    doubts: dict[str, None] = {}
    for row in _rows(numbers, states):
        if all(numbers[place].known for place, _ in row.terms):
            if not _can_hold(numbers, row):
                doubts[row.why] = None
        elif _can_hold(numbers, row):
            rows[row] = None
        else:
            doubts[row.why] = None
    return System(numbers, tuple(rows), tuple(doubts))


def told(numbers: Sequence[Number], known: Mapping[Key, int]) -> tuple[Number, ...]:
    """Let somebody know what some of the latest numbers are: theirs are no secret from them."""
    return tuple(_known(number, known.get(number.key)) for number in numbers)


def _known(number: Number, value: int | None) -> Number:
    if value is None or number.state:
        return number
    return replace(number, least=value, most=value, hidden_in=())


def _rows(numbers: Sequence[Number], states: Sequence[State]) -> Iterator[Row]:
    partial = partial_numbers(numbers, states)
    contradicted = untrue(numbers, states)
    for state in states:
        yield from total_rows(numbers, state)
        yield from measure_rows(state, partial, contradicted)
        if state.table == BREAKDOWNS:
            for kinds in kinds_beside(state, states):
                yield from relation_rows(state, kinds)
    yield from chain(
        period_rows(numbers, states, partial, contradicted),
        version_rows(numbers, states),
        twin_rows(numbers, states),
    )


def _can_hold(numbers: Sequence[Number], row: Row) -> bool:
    """Whether a link can hold at all by what each cell says for itself."""
    ends = [sorted((numbers[place].least * times, numbers[place].most * times)) for place, times in row.terms]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    return bool(least <= row.high + _OFF and most >= row.low - _OFF)
