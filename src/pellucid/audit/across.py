"""Takes the tables of all periods; gives what links them: parts of a period, versions, the same twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, pairwise, product
from math import inf
from typing import TYPE_CHECKING, TypeVar

from pellucid.audit.knowledge import BREAKDOWNS, COUNTS, TOTAL
from pellucid.audit.numbers import OVER_PERIODS, TWINS, VERSIONS, Row
from pellucid.audit.ways import most_of, ways
from pellucid.audit.within import holds
from pellucid.vocabulary.stated import AT_MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from pellucid.audit.numbers import Number, Span
    from pellucid.audit.states import Place, State
    from pellucid.audit.ways import Way
    from pellucid.vocabulary.stated import AtMost

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")
Terms = tuple[tuple[int, float], ...]
_CHOICES = 64  # of versions of the periods in one sum
_ADD_UP = "shorter periods add up to the longer one"
_INSIDE = "shorter periods are parts of the longer one"
_LATE = "late records only add"
_AGAIN = "the same figures stand in two tables"


def period_rows(
    numbers: Sequence[Number], states: Sequence[State], partial: frozenset[int], untrue: Collection[AtMost]
) -> Iterator[Row]:
    """Say how the periods of each table add up, and that no part of a period is more than the whole."""
    for of_table in _by(states, lambda state: state.table).values():
        by_span = _by(of_table, lambda state: state.span)
        for spans, places in _places(by_span).items():
            followed = ways(spans)
            for way in followed:
                yield from _way_rows(numbers, by_span, way, places, partial)
            taken_apart = {way.steps[0][0] for way in followed}
            for longer in sorted(spans - taken_apart):
                parts = most_of(longer, spans)
                if parts:
                    chosen = [by_span[span][0] for span in (longer, *parts)]
                    yield from _inside_rows(chosen, places, partial, untrue)


def version_rows(numbers: Sequence[Number], states: Sequence[State]) -> Iterator[Row]:
    """Say of two states of a table that one has all of the other, unless published figures differ."""
    for several in _by(states, lambda state: (state.table, state.span)).values():
        for newer, older in pairwise(several):
            if newer.table == BREAKDOWNS:
                continue
            pairs = [
                (place[2], _terms(((newer, 1), (older, -1)), place))
                for place in sorted(newer.at.keys() | older.at.keys())
            ]
            for measure, rows in _by(pairs, lambda pair: pair[0]).items():
                terms = [found for _, found in rows if found]
                signs = {_sign(_known(numbers, one)) for one in terms} - {None, 0}
                if signs <= {1} or signs <= {-1}:
                    low, high = (0.0, inf) if signs <= {1} else (-inf, 0.0)
                    yield from (Row(one, low, high, f"{_LATE} ({measure})", VERSIONS) for one in terms)


def twin_rows(numbers: Sequence[Number], states: Sequence[State]) -> Iterator[Row]:
    """Say that aggregated counts and counted records are the same where all that both publish is the same."""
    latest = [state for state in states if state.order == 0 and state.table != BREAKDOWNS]
    for same in _by(latest, lambda state: (state.span, state.kind)).values():
        counts = next((state for state in same if state.table == COUNTS), None)
        records = next((state for state in same if state.table != COUNTS), None)
        if counts is None or records is None:
            continue
        terms = [
            ((counts.at[place], 1.0), (records.at[place], -1.0))
            for place in sorted(counts.at.keys() & records.at.keys())
        ]
        known = [one for one in terms if _known(numbers, one) is not None]
        if any(numbers[one[0][0]].least for one in known) and not any(_known(numbers, one) for one in known):
            yield from (Row(one, 0.0, 0.0, _AGAIN, TWINS) for one in terms)


def _places(by_span: Mapping[Span, Sequence[State]]) -> dict[frozenset[Span], list[Place]]:
    """Group the places by the periods in which there is a number at them, be it a 0 without a row."""
    every = {place for several in by_span.values() for state in several for place in state.at}
    found: dict[frozenset[Span], list[Place]] = defaultdict(list)
    for place in sorted(every):
        spans = frozenset(
            span for span, several in by_span.items() if any(_has(state, place) for state in several)
        )
        if len(spans) > 1:
            found[spans].append(place)
    return found


def _has(state: State, place: Place) -> bool:
    """Whether the state has a number at a place: zeros are published, so a place without a row counts 0."""
    if place in state.at:
        return True
    if state.table == COUNTS:
        return False
    if state.table == BREAKDOWNS:
        return (place[0], place[2]) in state.headed
    return place[2] in state.measures and (state.full or TOTAL in place[:2])


def _terms(steps: Iterable[tuple[State, int]], place: Place) -> Terms | None:
    """The numbers of a place in several states; None where one of them has none."""
    found = []
    for state, sign in steps:
        if not _has(state, place):
            return None
        if place in state.at:
            found.append((state.at[place], float(sign)))
    return tuple(found)


def _way_rows(
    numbers: Sequence[Number],
    by_span: Mapping[Span, Sequence[State]],
    way: Way,
    places: Sequence[Place],
    partial: frozenset[int],
) -> Iterator[Row]:
    """Say that periods add up, in those versions of them that do, by all that is published."""
    choices = product(*(by_span[span] for span, _ in way.steps))
    signs = [sign for _, sign in way.steps]
    first: dict[Place, Terms] = {}
    for choice in islice(choices, _CHOICES):
        steps = list(zip(choice, signs, strict=True))
        found = {place: _terms(steps, place) for place in places}
        terms = {place: one for place, one in found.items() if one and _whole(one, partial)}
        first = first or terms
        if not any(_known(numbers, one) for one in terms.values()):
            yield from (Row(one, 0.0, 0.0, _ADD_UP, OVER_PERIODS) for one in terms.values())
            return
    yield from _late_rows(numbers, first, partition=all(sign < 0 for sign in signs[1:]))


def _late_rows(numbers: Sequence[Number], terms: Mapping[Place, Terms], *, partition: bool) -> Iterator[Row]:
    """Where periods don't add up: which measures do all the same, and of which records came in between."""
    for several in _by(terms.items(), lambda item: item[0][2]).values():
        signs = {_sign(_known(numbers, one)) for _, one in several} - {None, 0}
        if signs and (not partition or len(signs) > 1):
            continue
        low = 0.0 if 1 in signs or not signs else -inf
        high = 0.0 if -1 in signs or not signs else inf
        why = _LATE if signs else _ADD_UP
        yield from (Row(one, low, high, why, OVER_PERIODS) for _, one in several)


def _inside_rows(
    chosen: Sequence[State],
    places: Sequence[Place],
    partial: frozenset[int],
    untrue: Collection[AtMost],
) -> Iterator[Row]:
    """Say that the rest of a period is no less than 0, and that measures bound each other in it."""
    steps = [(state, 1 if place == 0 else -1) for place, state in enumerate(chosen)]
    rests = {place: _terms(steps, place) for place in places}
    rests = {place: rest for place, rest in rests.items() if rest and _whole(rest, partial)}
    yield from (Row(rest, 0.0, inf, _INSIDE, OVER_PERIODS) for rest in rests.values() if rest)
    for rule in AT_MOST:
        if rule.kind == chosen[0].kind and rule not in untrue and all(holds(rule, one) for one in chosen):
            for place, rest in rests.items():
                part = rests.get((*place[:2], rule.part)) if place[2] == rule.whole else None
                if part and rest:
                    less = tuple((number, -times) for number, times in rest)
                    yield Row((*part, *less), -inf, 0.0, f"{_INSIDE}; {rule.sentence}", OVER_PERIODS)


def _whole(terms: Terms, partial: frozenset[int]) -> bool:
    return partial.isdisjoint(number for number, _ in terms)


def _known(numbers: Sequence[Number], terms: Terms) -> float | None:
    """What published numbers add up to; None where one of them is not published."""
    if not all(numbers[number].known for number, _ in terms):
        return None
    return sum(numbers[number].least * times for number, times in terms)


def _sign(value: float | None) -> int | None:
    return None if value is None else (value > 0) - (value < 0)


def _by(items: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found
