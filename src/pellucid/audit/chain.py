"""Takes what was deduced, or the links that a proof uses; gives lines that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from pellucid.audit.knowledge import BREAKDOWNS, TOTAL
from pellucid.vocabulary.stated import LEGAL, ORDERS, REPORTS, STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pellucid.audit.deduce import Deduced, Step
    from pellucid.audit.numbers import Number, Row

_SHOWN = 6  # known numbers on one side of a sum that are named one by one
_TABLE = 4  # place of the table among the words of a name
# Tables that a measure or a dimension names already.
_PLAIN = frozenset({LEGAL, ORDERS, REPORTS, STATEMENTS, BREAKDOWNS})
Bounds = tuple[float, float]


@dataclass(frozen=True)
class Proof:
    """Lines to follow, and the numbers that they take: those that are published."""

    lines: tuple[str, ...]
    published: tuple[int, ...]


def steps_to(deduced: Deduced, rows: Sequence[Row], number: int) -> list[int]:
    """Give the places of the steps that a number's bounds rest on, in the order in which they were found."""
    needed: set[int] = set()
    waiting = [places[-1] for upper in (False, True) if (places := deduced.at.get((number, upper)))]
    while waiting:
        place = waiting.pop()
        if place in needed:
            continue
        needed.add(place)
        waiting += _before(deduced, rows, place)
    return sorted(needed)


def _before(deduced: Deduced, rows: Sequence[Row], place: int) -> Iterable[int]:
    """The steps that gave the bounds which a step took."""
    step = deduced.steps[place]
    row = rows[step.row]
    own = next(times for number, times in row.terms if number == step.number)
    for number, times in row.terms:
        if number == step.number:
            continue
        # Of what goes up with the number the same end is taken, of the rest the other one.
        upper = step.upper if times * own < 0 else not step.upper
        earlier = [
            one
            for one in deduced.at.get((number, upper), ())
            if one < place and deduced.steps[one].row != step.row
        ]
        if earlier:
            yield earlier[-1]


def proof_of(deduced: Deduced, numbers: Sequence[Number], rows: Sequence[Row], number: int) -> Proof:
    """Write the steps to what a number is at least and at most."""
    places = steps_to(deduced, rows, number)
    bounds: dict[int, Bounds] = {}
    lines: list[str] = []
    taken: dict[int, None] = {}
    for step in _joined([deduced.steps[place] for place in places]):
        row = rows[step[0].row]
        own = step[0].number
        old = bounds.get(own, (numbers[own].least, numbers[own].most))
        lower = max([old[0], *(one.value for one in step if not one.upper)])
        upper = min([old[1], *(one.value for one in step if one.upper)])
        lines.append(_line(numbers, row, own, bounds, (lower, upper)))
        bounds[own] = (lower, upper)
        taken |= dict.fromkeys(place for place, _ in row.terms if numbers[place].known)
    return Proof(tuple(lines), tuple(taken))


def _joined(steps: Sequence[Step]) -> list[list[Step]]:
    """Take both bounds of a number together where the same link gave them one after the other."""
    joined: list[list[Step]] = []
    for step in steps:
        last = joined[-1][0] if joined else None
        if last is not None and (last.number, last.row) == (step.number, step.row):
            joined[-1].append(step)
        else:
            joined.append([step])
    return joined


def proof_together(
    numbers: Sequence[Number], rows: Iterable[Row], bounds: Mapping[int, Bounds], number: int, found: Bounds
) -> Proof:
    """Write the links that give a number's bounds only when they are taken together."""
    lines = []
    taken: dict[int, None] = {}
    for row in rows:
        lines.append(_link(numbers, row, bounds))
        taken |= dict.fromkeys(place for place, _ in row.terms if numbers[place].known)
    name = cell_name(numbers[number])
    return Proof((*lines, f"together: {name} {_between(found)}"), tuple(taken))


def cell_name(number: Number) -> str:
    """Name a number in full."""
    return " ".join(word for word in _words(number) if word and word not in _PLAIN)


def between(bounds: Bounds) -> str:
    """Say where a number lies."""
    return _between(bounds)


def _line(numbers: Sequence[Number], row: Row, own: int, bounds: Mapping[int, Bounds], result: Bounds) -> str:
    times = next(factor for number, factor in row.terms if number == own)
    if any(abs(factor) != 1 for _, factor in row.terms):
        return _rate_line(numbers, row, own, bounds, result)
    names = _names(numbers, [number for number, _ in row.terms])
    others = [(number, -factor * times) for number, factor in row.terms if number != own]
    offset = (row.low if row.low > -inf else row.high) * times
    right = _sum(others, names, numbers, bounds, offset)
    equal = row.low == row.high
    least, most = row.low > -inf, row.high < inf
    sign = "=" if equal else "≤" if (most if times > 0 else least) else "≥"
    shown = _value(result) if equal and result[0] == result[1] else f"; so it {_between(result)}"
    tail = f"{names.shared}: " if names.shared else ""
    return f"{tail}{names.of[own]} {sign} {right}{shown}. {_sentence(row.why)}"


def _value(result: Bounds) -> str:
    return f" = {result[0]:g}"


def _rate_line(
    numbers: Sequence[Number], row: Row, own: int, bounds: Mapping[int, Bounds], result: Bounds
) -> str:
    names = _names(numbers, [number for number, _ in row.terms])
    other = next(number for number, _ in row.terms if number != own)
    known = _amount(numbers, bounds, other)
    tail = f"{names.shared}: " if names.shared else ""
    return f"{tail}with {names.of[other]} ({known}), {names.of[own]} {_between(result)}. {_sentence(row.why)}"


def _link(numbers: Sequence[Number], row: Row, bounds: Mapping[int, Bounds]) -> str:
    names = _names(numbers, [number for number, _ in row.terms])
    tail = f"{names.shared}: " if names.shared else ""
    if any(abs(factor) != 1 for _, factor in row.terms):
        text = " and ".join(f"{names.of[n]} ({_amount(numbers, bounds, n)})" for n, _ in row.terms)
        return f"{tail}{text}. {_sentence(row.why)}"
    left = [(number, factor) for number, factor in row.terms if factor > 0]
    right = [(number, -factor) for number, factor in row.terms if factor < 0]
    low, high = row.low > -inf, row.high < inf
    sign = "=" if low and high else "≤" if high else "≥"
    offset = row.low if low else row.high
    sides = _sum(left, names, numbers, bounds, 0.0), _sum(right, names, numbers, bounds, offset)
    return f"{tail}{sides[0]} {sign} {sides[1]}. {_sentence(row.why)}"


def _sum(
    terms: Sequence[tuple[int, float]],
    names: _Names,
    numbers: Sequence[Number],
    bounds: Mapping[int, Bounds],
    offset: float,
) -> str:
    """Write a sum; known numbers that are many, and those that are 0, in one."""
    parts: list[tuple[float, str]] = []
    for sign in (1.0, -1.0):
        side = [number for number, factor in terms if factor == sign]
        known = [number for number in side if numbers[number].known]
        many = known if len(known) > _SHOWN else [one for one in known if not numbers[one].least]
        parts += [
            (sign, f"{names.of[one]} ({_amount(numbers, bounds, one)})") for one in side if one not in many
        ]
        together = sum(numbers[one].least for one in many)
        if together:
            parts.append((sign, f"{len(many)} others that are published ({together:g})"))
    if offset:
        parts.append((1.0 if offset > 0 else -1.0, f"{abs(offset):g}"))
    text = "".join(f" {'+' if sign > 0 else '−'} {part}" for sign, part in parts)  # noqa: RUF001
    return text.removeprefix(" + ").strip() or "0"


def _amount(numbers: Sequence[Number], bounds: Mapping[int, Bounds], number: int) -> str:
    least, most = bounds.get(number, (numbers[number].least, numbers[number].most))
    if least == most:
        return f"{least:g}"
    return f"{least:g} to {most:g}" if most < inf else f"{least:g} or more"


def _between(bounds: Bounds) -> str:
    if bounds[0] == bounds[1]:
        return f"is {bounds[0]:g}"
    return f"is from {bounds[0]:g} to {bounds[1]:g}" if bounds[1] < inf else f"is at least {bounds[0]:g}"


def _sentence(why: str) -> str:
    return f"({why.rstrip('.')[0].upper()}{why.rstrip('.')[1:]}.)"


@dataclass(frozen=True)
class _Names:
    """Names of the numbers of one line: what all of them share stands once, in `shared`."""

    shared: str
    of: Mapping[int, str]


def _names(numbers: Sequence[Number], places: Sequence[int]) -> _Names:
    words = {place: _words(numbers[place]) for place in places}
    if len({numbers[place].state for place in places}) > 1:  # versions of one period, each by its release
        words = {place: (*row[:-1], _version(numbers[place])) for place, row in words.items()}
    same = [len(set(column)) == 1 for column in zip(*words.values(), strict=True)]
    if all(same):
        same[0] = False
    if False in same[:_TABLE]:
        same[_TABLE] = True  # what tells them apart stands there already
    first = next(iter(words.values()))
    shared = (word for word, one in zip(first, same, strict=True) if one and word not in _PLAIN)
    of = {
        place: " ".join(word for word, one in zip(row, same, strict=True) if not one and word) or "it"
        for place, row in words.items()
    }
    return _Names(" ".join(word for word in shared if word), of)


def _words(number: Number) -> tuple[str, str, str, str, str, str]:
    """What it is about: place, period, type, measure, table where it is not plain, version."""
    table, _, _, first, second, measure = number.key
    if table == BREAKDOWNS:
        place, code = "all countries", f"{first} {second}"
    else:
        place = "all countries" if first == TOTAL else first
        code = "all types" if second == TOTAL else second
    return place, number.name, code, measure, table, _version(number) if number.state else ""


def _version(number: Number) -> str:
    return f"in {(*number.shown_in, *number.hidden_in)[0]}"
