"""Takes the tables of one period; gives what links their numbers: totals, measures, rates, breakdowns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from pellucid.audit.knowledge import BREAKDOWNS, COUNTS, RATES, TOTAL, in_total, kind_of_dimension
from pellucid.audit.numbers import ADDED_UP, ASSUMED, STATED, Row
from pellucid.vocabulary.request_types import NATIONAL_SECURITY
from pellucid.vocabulary.stated import AT_MOST, EACH, RELATIONS, SUM
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pellucid.audit.numbers import Number
    from pellucid.audit.states import State
    from pellucid.vocabulary.stated import AtMost, Relation, Term

Sum = dict[int, float]  # coefficient by number
_COUNTRIES = "countries add up to all countries"
_TYPES = "types add up to all types"


@dataclass(frozen=True)
class Totals:
    """A number and those that it is the sum of."""

    whole: int
    parts: tuple[int, ...]
    why: str


def totals(state: State) -> Iterator[Totals]:
    """Give the sums of a state: over types in each country first, then over countries.

    In a table with single cells a place without a row counts 0, and adds nothing. Of national-security
    process not all rows need be there, so they don't add up.
    """
    if state.table in {BREAKDOWNS, NATIONAL_SECURITY}:
        return
    counted = in_total(state.kind, state.families, {place[1] for place in state.at})
    by_country: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_type: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (country, request_type, measure), number in state.at.items():
        if request_type in counted:
            by_country[country, measure].append(number)
        if country != TOTAL:
            by_type[request_type, measure].append(number)
    for (country, request_type, measure), whole in sorted(state.at.items(), key=_world_last):
        parts = by_country[country, measure]
        if request_type == TOTAL and (parts or (state.full and country != TOTAL)):
            yield Totals(whole, tuple(parts), _TYPES)
        parts = by_type[request_type, measure]
        if country == TOTAL and parts:
            yield Totals(whole, tuple(parts), _COUNTRIES)


def _world_last(item: tuple[tuple[str, str, str], int]) -> tuple[bool, bool]:
    return item[0][0] == TOTAL, item[0][1] == TOTAL


def partial_numbers(numbers: Sequence[Number], states: Iterable[State]) -> frozenset[int]:
    """Give the totals that may be over some of their parts only: nothing of another table bounds them."""
    found = {place for place, number in enumerate(numbers) if number.partial}
    for state in states:
        if state.table == COUNTS:
            for one in totals(state):
                missing = any(numbers[part].status is Status.NOT_AVAILABLE for part in one.parts)
                some = missing or not found.isdisjoint(one.parts)
                if some and numbers[one.whole].status not in {Status.PUBLISHED, Status.DERIVED}:
                    found.add(one.whole)
    return frozenset(found)


def total_rows(numbers: Sequence[Number], state: State) -> Iterator[Row]:
    """Say of each total that its parts add up to it; what is not available is not in it."""
    for one in totals(state):
        parts: Sum = {part: 1.0 for part in one.parts if numbers[part].status is not Status.NOT_AVAILABLE}
        offset = 0.0
        if numbers[one.whole].status is Status.AT_LEAST:  # it adds up the least that its parts can be
            banded = [part for part in parts if numbers[part].status is Status.BANDED]
            offset = -sum(numbers[part].least for part in banded)
            parts = {part: 1.0 for part in parts if part not in banded}
        yield _row({**parts, one.whole: -1.0}, offset, offset, one.why, ADDED_UP)


def measure_rows(state: State, partial: frozenset[int], contradicted: frozenset[AtMost]) -> Iterator[Row]:
    """Say of each cell which measures bound each other there, and what its rate tells.

    contradicted: statements that some published figure contradicts.
    """
    if state.table == BREAKDOWNS:
        return
    for rule in AT_MOST:
        if rule.kind == state.kind and rule not in contradicted and holds(rule, state):
            trust = STATED if rule.certain else ASSUMED
            for more, less in _pairs(state, rule.whole, rule.part):
                if partial.isdisjoint((more, less)):
                    yield _row({less: 1.0, more: -1.0}, -inf, 0.0, rule.sentence, trust)
    for (country, request_type, measure), rate in state.rates.items():
        above, below = RATES[measure]
        part = state.at.get((country, request_type, above))
        whole = next((state.at[country, request_type, one] for one in below if one in state.measures), None)
        if part is None or whole is None or not partial.isdisjoint((whole, part)):
            continue
        off = rate.off + 1e-12
        why = f"the published rate is {rate.value:g}"
        yield _row({part: 1.0, whole: -(rate.value + off)}, -inf, 0.0, why, ADDED_UP)
        yield _row({part: 1.0, whole: -(rate.value - off)}, 0.0, inf, why, ADDED_UP)


def holds(rule: AtMost, state: State) -> bool:
    """Whether a statement is reckoned with: it is certain, or the report says so, or says nothing at all."""
    return rule.certain or state.stated is None or rule.name in state.stated


def untrue(numbers: Sequence[Number], states: Iterable[State]) -> frozenset[AtMost]:
    """Give the statements that published figures contradict anywhere on the site."""
    found = set()
    for state in states:
        for rule in (one for one in AT_MOST if one.kind == state.kind and one not in found):
            pairs = _pairs(state, rule.whole, rule.part)
            known = ((numbers[whole], numbers[part]) for whole, part in pairs)
            if any(part.least > whole.most for whole, part in known if not whole.partial):
                found.add(rule)
    return frozenset(found)


def _pairs(state: State, whole: str, part: str) -> Iterator[tuple[int, int]]:
    if {whole, part} <= state.measures:
        for (first, second, measure), number in state.at.items():
            other = state.at.get((first, second, part)) if measure == whole else None
            if other is not None:
                yield number, other


def relation_rows(breakdowns: State, kinds: Mapping[str, State]) -> Iterator[Row]:
    """Say how breakdowns add up; `kinds`: the other tables of the period in the same releases."""
    for relation in RELATIONS:
        for code in _codes(relation, breakdowns):
            left = _sum(relation.left, code, breakdowns, kinds.get(relation.kind))
            right = _sum(relation.right, code, breakdowns, kinds.get(relation.kind))
            if left is None or right is None:
                continue
            terms = {**left, **{number: left.get(number, 0.0) - times for number, times in right.items()}}
            low = 0.0 if relation.equal else -inf
            yield _row(terms, low, 0.0, relation.sentence.rstrip("."), STATED)


def _codes(relation: Relation, breakdowns: State) -> Sequence[str]:
    """The codes of which the statement is made one by one; an empty one where it is of them all."""
    each = {term.dimension for term in chain(relation.left, relation.right) if term.code == EACH}
    if not each:
        return ("",)
    return sorted({code for dimension, code, _ in breakdowns.at if dimension in each})


def _sum(terms: Iterable[Term], each: str, breakdowns: State, kind: State | None) -> Sum | None:
    """Add up terms; None where the release has not what one is about."""
    found: Sum = {}
    for term in terms:
        numbers = _term(term, each, breakdowns, kind)
        if numbers is None:
            return None
        for number in numbers:
            found[number] = found.get(number, 0.0) + 1.0
    return found


def _term(term: Term, each: str, breakdowns: State, kind: State | None) -> list[int] | None:
    if not term.dimension:
        total = kind.at.get((TOTAL, TOTAL, term.measure)) if kind else None
        return None if total is None else [total]
    rows = {
        place[1]: number
        for place, number in breakdowns.at.items()
        if (place[0], place[2]) == (term.dimension, term.measure)
    }
    if not rows:
        return None
    if term.code == SUM:
        return list(rows.values())
    code = each if term.code == EACH else term.code
    return [rows[code]] if code in rows else []  # a code without a row counts 0


def kinds_beside(breakdowns: State, states: Iterable[State]) -> Iterator[dict[str, State]]:
    """Give the tables that stand in one release with some breakdowns, by kind; each combination once."""
    beside = [
        one
        for one in states
        if one.span == breakdowns.span and one.table not in {BREAKDOWNS, COUNTS} and one.at
    ]
    seen = set()
    for release in breakdowns.releases:
        found = {one.kind: one for one in beside if release in one.releases}
        about = tuple(sorted((kind, one.order) for kind, one in found.items()))
        if about not in seen:
            seen.add(about)
            yield found


def dimension_kind(state: State, dimension: str) -> str:
    """Give the kind of a breakdown's table."""
    return kind_of_dimension(dimension) if state.table == BREAKDOWNS else state.kind


def _row(terms: Mapping[int, float], low: float, high: float, why: str, trust: int) -> Row:
    kept = tuple((number, times) for number, times in terms.items() if times)
    return Row(kept, low, high, why, trust)
