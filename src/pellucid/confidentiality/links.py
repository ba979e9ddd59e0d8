"""Counts by their keys in; the rows that link them out: totals, longer periods, parts and wholes, breakdowns.

These are the statements of `vocabulary.stated`, and that countries, types and periods add up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.confidentiality.keys import BREAKDOWNS, CellKey
from pellucid.confidentiality.spans import Ring, rings
from pellucid.cube.cells import TOTAL
from pellucid.vocabulary.stated import AT_MOST, EACH, RELATIONS, SUM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from pellucid.vocabulary.periods import Period
    from pellucid.vocabulary.stated import AtMost, Relation, Term

INFINITE = float("inf")


@dataclass(frozen=True)
class Link:
    """low <= the sum of coefficient x count <= 0; low is 0 where both sides are equal.

    rest: the key of what is missing to 0, where that is a number of records that tells of them.
    """

    terms: tuple[tuple[CellKey, int], ...]
    low: float = 0.0
    rest: CellKey | None = None


@dataclass(frozen=True)
class TableRules:
    """How the counts of one table hang together.

    of: the kind whose measures they are. in_total: the types that count towards the total (None: all).
    zeros: whether a count that is not there is 0; if not, it is not known.
    """

    of: str
    in_total: frozenset[str] | None
    zeros: bool


def links(
    keys: Collection[CellKey],
    tables: Mapping[str, TableRules],
    periods: Mapping[str, Period],
    assumed: Collection[str],
) -> Iterator[Link]:
    """Give every link between the counts; `assumed` names the uncertain statements that are reckoned with."""
    known = set(keys)
    for vintage in sorted({key.vintage for key in keys}):
        same = [key for key in keys if key.vintage == vintage]
        for table, rules in tables.items():
            own = [key for key in same if key.table == table]
            yield from _totals(own, rules)
            yield from _over_time(own, _periods_of(own, zeros=rules.zeros), periods)
            yield from _at_most(own, known, rules, assumed)
        broken_down = [key for key in same if key.table == BREAKDOWNS]
        yield from _over_time(broken_down, _periods_with(broken_down), periods)
        yield from _relations(same, vintage)


def _totals(keys: list[CellKey], rules: TableRules) -> Iterator[Link]:
    """Countries and types add up to their totals; of a period with margins alone, the margins do."""
    over_countries: dict[tuple[str, str, str], list[CellKey]] = defaultdict(list)
    over_types: dict[tuple[str, str, str], list[CellKey]] = defaultdict(list)
    for key in keys:
        if key.first != TOTAL:
            over_countries[key.period, key.second, key.measure].append(key)
        if key.second != TOTAL and (rules.in_total is None or key.second in rules.in_total):
            over_types[key.period, key.first, key.measure].append(key)
    for key in keys:
        if key.first == TOTAL and (parts := over_countries.get((key.period, key.second, key.measure))):
            yield _sum(parts, key)
        if key.second == TOTAL and (parts := over_types.get((key.period, key.first, key.measure))):
            yield _sum(parts, key)


def _sum(parts: Iterable[CellKey], whole: CellKey) -> Link:
    return Link((*((part, 1) for part in parts), (whole, -1)))


def _over_time(
    keys: list[CellKey], zeros: Callable[[CellKey], set[str]], periods: Mapping[str, Period]
) -> Iterator[Link]:
    """What is counted over a longer period is the sum over the shorter ones that fill it.

    zeros: gives the periods in which a count that is not there is 0.
    """
    by_cell: dict[CellKey, dict[str, CellKey]] = defaultdict(dict)
    for key in keys:
        by_cell[key._replace(period="")][key.period] = key
    closed: dict[frozenset[str], list[Ring]] = {}
    for cell, there in by_cell.items():
        names = frozenset(there) | zeros(cell)
        if names not in closed:
            closed[names] = rings(periods[name] for name in names)
        for ring in closed[names]:
            terms = tuple((there[one.name], sign) for one, sign in ring if one.name in there)
            if terms:
                yield Link(terms)


def _periods_of(keys: list[CellKey], *, zeros: bool) -> Callable[[CellKey], set[str]]:
    """Every period has totals; those of releases alone have single cells. Without zeros nothing is known."""
    every = {key.period for key in keys} if zeros else set()
    single = {key.period for key in keys if TOTAL not in {key.first, key.second}} if zeros else set()
    return lambda cell: every if TOTAL in {cell.first, cell.second} else single


def _periods_with(keys: list[CellKey]) -> Callable[[CellKey], set[str]]:
    """The periods that have figures of a breakdown's measure, whatever their codes."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in keys:
        known[key.first, key.measure].add(key.period)
    return lambda cell: known[cell.first, cell.measure]


def _at_most(
    keys: list[CellKey], known: set[CellKey], rules: TableRules, assumed: Collection[str]
) -> Iterator[Link]:
    for one in AT_MOST:
        if one.kind == rules.of and (one.certain or one.name in assumed):
            yield from (Link(((key, 1), (whole, -1)), -INFINITE) for key, whole in _pairs(keys, known, one))


def _pairs(keys: Iterable[CellKey], known: set[CellKey], one: AtMost) -> Iterator[tuple[CellKey, CellKey]]:
    for key in keys:
        if key.measure == one.part and (whole := key._replace(measure=one.whole)) in known:
            yield key, whole


def agreeing(values: Mapping[CellKey, int], tables: Mapping[str, TableRules]) -> tuple[str, ...]:
    """Name the uncertain statements that every count agrees with, where there is any to agree."""
    known = set(values)
    found = []
    for one in AT_MOST:
        if one.certain:
            continue
        own = [key for key in values if key.table in tables and tables[key.table].of == one.kind]
        pairs = list(_pairs(own, known, one))
        if pairs and all(values[part] <= values[whole] for part, whole in pairs):
            found.append(one.name)
    return tuple(found)


def _relations(keys: Collection[CellKey], vintage: str) -> Iterator[Link]:
    """What the statements say of breakdowns, for each period that has them."""
    codes: dict[tuple[str, str, str], dict[str, CellKey]] = defaultdict(dict)
    for key in keys:
        if key.table == BREAKDOWNS:
            codes[key.period, key.first, key.measure][key.second] = key
    known = set(keys)
    for period in sorted({period for period, _, _ in codes}):
        for relation in RELATIONS:
            whole = CellKey(relation.kind, period, TOTAL, TOTAL, "", vintage)
            yield from _of_relation(relation, whole, codes, known)


def _of_relation(
    relation: Relation,
    whole: CellKey,
    codes: Mapping[tuple[str, str, str], Mapping[str, CellKey]],
    known: set[CellKey],
) -> Iterator[Link]:
    terms = (*relation.left, *relation.right)
    rows = [_counts(term, whole, codes, known) for term in terms]
    if any(row is None for row in rows):
        return
    found = [row for row in rows if row is not None]
    turns = sorted(
        {code for term, row in zip(terms, found, strict=True) if term.code == EACH for code in row}
    )
    for turn in turns or [""]:
        linked = tuple(
            (key, 1 if place < len(relation.left) else -1)
            for place, (term, row) in enumerate(zip(terms, found, strict=True))
            for code, key in sorted(row.items())
            if term.code != EACH or code == turn
        )
        if linked:
            yield Link(linked, 0.0 if relation.equal else -INFINITE, _rest(relation, whole, turn))


def _rest(relation: Relation, whole: CellKey, turn: str) -> CellKey | None:
    """Name what the right of a relation has more than the left."""
    if not relation.rest:
        return None
    part = relation.left[0]
    code = turn if part.code == EACH else part.code
    return CellKey(
        BREAKDOWNS, whole.period, part.dimension, f"{code} ({relation.rest})", part.measure, whole.vintage
    )


def _counts(
    term: Term,
    whole: CellKey,
    codes: Mapping[tuple[str, str, str], Mapping[str, CellKey]],
    known: set[CellKey],
) -> Mapping[str, CellKey] | None:
    """Find a term's counts by code; None where the release has not the figure at all."""
    if not term.dimension:
        key = whole._replace(measure=term.measure)
        return {"": key} if key in known else None
    found = codes.get((whole.period, term.dimension, term.measure))
    if found is None or term.code in {EACH, SUM}:
        return found
    return {term.code: found[term.code]} if term.code in found else {}
