"""Takes the public releases; gives what can be worked out of their withheld cells: the one door."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from pellucid.audit.chain import Proof, cell_name, proof_of, proof_together
from pellucid.audit.deduce import Deduced, deduce
from pellucid.audit.findings import Finding, Findings, Source
from pellucid.audit.intervals import Contradiction, Goal, Interval, narrow
from pellucid.audit.system import LEAST_WITHHELD, system_of
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pellucid.audit.numbers import Key, Number, Row, System
    from pellucid.release.public import PublicRelease

_ROUNDS = 200  # of leaving out a link that contradicts others


@dataclass(frozen=True)
class Rule:
    """What must not be worked out.

    width: the shortest interval that may be left. threshold: counts below it are small; None: every withheld
        cell is taken for one. primary: the cells that are small, where that is known, as the build knows it.
    least_withheld: what a withheld cell is at least, as the publisher states it.
    known: numbers that a reader has besides what is published, such as an authority its own requests.
    strict: take an interval that is too short, and holds values on both sides of the threshold, for a
        disclosure. The publisher's promise is about small cells only: where it is kept, such a cell is not
        small, and from outside nobody can tell.
    """

    width: int
    threshold: int | None = None
    primary: Collection[Key] | None = None
    least_withheld: int = LEAST_WITHHELD
    strict: bool = False
    known: Mapping[Key, int] = field(default_factory=dict)


def audit(releases: Sequence[PublicRelease], rule: Rule) -> Findings:
    """Play the attacker on everything that is public."""
    system = system_of(releases, rule.least_withheld, rule.known)
    found = attack(system, rule)
    return replace(
        found,
        releases=tuple(release.name for release in releases),
        doubts=(*system.doubts, *found.doubts),
    )


def attack(system: System, rule: Rule) -> Findings:
    """Work out what can be, leaving out links that contradict others."""
    rows, deduced, intervals, doubts = _worked_out(system, rule)
    return replace(_findings(system.numbers, rows, deduced, intervals, rule), doubts=doubts)


def believed(system: System, rule: Rule) -> tuple[Sequence[Row], Deduced]:
    """Give the links that are left when those that contradict others are out, and what follows from them."""
    return _worked_out(system, rule)[:2]


def _worked_out(
    system: System, rule: Rule
) -> tuple[Sequence[Row], Deduced, Mapping[int, Interval], tuple[str, ...]]:
    """Give the links that were used, what follows from them, and the texts of those that were not."""
    rows, doubts = list(system.rows), dict[str, None]()
    for _ in range(_ROUNDS):
        deduced = deduce(system.numbers, rows)
        if deduced.impossible:
            rows = _without_the_least_sure(rows, _involved(deduced, rows), doubts)
            continue
        try:
            intervals = narrow(deduced, rows, goals(system.numbers, deduced, rule))
        except Contradiction as contradiction:
            rows = _without_the_least_sure(rows, contradiction.rows, doubts)
            continue
        return rows, deduced, intervals, tuple(doubts)
    message = "the published figures contradict each other in too many places"
    raise ArithmeticError(message)


def goals(numbers: Sequence[Number], deduced: Deduced, rule: Rule) -> dict[int, Goal]:
    """Each cell that must stay open, and how far; those that are worked out already are found, not sought."""
    goals = {}
    for place, number in enumerate(numbers):
        if deduced.pinned(place):
            continue
        if number.status is Status.BANDED:
            if (deduced.least[place], deduced.most[place]) != (number.least, number.most):
                goals[place] = Goal(number.most - number.least, number.most)
        elif number.hidden_in and _matters(number, deduced.least[place], rule):
            goals[place] = Goal(rule.width, rule.threshold or 0)
    return goals


def _matters(number: Number, least: float, rule: Rule) -> bool:
    """Whether a withheld cell may be one that must not be narrowed."""
    if not _may_be_large(number, rule):
        return True
    return rule.primary is None and least < (rule.threshold or 0)


def _findings(
    numbers: Sequence[Number],
    rows: Sequence[Row],
    deduced: Deduced,
    intervals: Mapping[int, Interval],
    rule: Rule,
) -> Findings:
    by: dict[_Weight, list[Finding]] = {weight: [] for weight in _Weight}
    for place, number in enumerate(numbers):
        if place in intervals:
            finding = _narrowed(numbers, rows, deduced, place, intervals[place])
        elif deduced.pinned(place) and _kept_back(number):
            finding = _pinned(numbers, rows, deduced, place)
        else:
            continue
        by[_weight(finding, rule)].append(finding)
    return Findings(
        width=rule.width,
        threshold=rule.threshold,
        releases=(),
        withheld=sum(bool(number.hidden_in) for number in numbers),
        disclosed=tuple(by[_Weight.DISCLOSED]),
        unsure=tuple(by[_Weight.UNSURE]),
        harmless=tuple(finding for finding in by[_Weight.HARMLESS] if finding.exact),
    )


def _kept_back(number: Number) -> bool:
    """Whether somebody meant to keep it back: a figure that was never reported is none of these."""
    return bool(number.hidden_in) or (number.status is Status.BANDED and not number.known)


class _Weight(Enum):
    """What a finding is."""

    DISCLOSED = auto()
    UNSURE = auto()
    HARMLESS = auto()


def _weight(finding: Finding, rule: Rule) -> _Weight:
    """Whether it is about a small cell: surely, perhaps, or surely not."""
    number = finding.cell
    if number.status is Status.BANDED or not _may_be_large(number, rule):
        return _Weight.DISCLOSED
    if rule.primary is not None or finding.least >= (rule.threshold or 0):
        return _Weight.HARMLESS
    sure = rule.strict or finding.most < (rule.threshold or 0)
    return _Weight.DISCLOSED if sure else _Weight.UNSURE


def _may_be_large(number: Number, rule: Rule) -> bool:
    if number.status is Status.EMBARGOED:
        return False
    if rule.primary is not None:
        return number.key not in rule.primary
    return rule.threshold is not None


def _pinned(numbers: Sequence[Number], rows: Sequence[Row], deduced: Deduced, place: int) -> Finding:
    number = numbers[place]
    proof = proof_of(deduced, numbers, rows, place)
    if number.known:
        proof = Proof((f"{' and '.join(number.shown_in)} shows it: {number.least:g}",), (place,))
    return Finding(
        number, deduced.least[place], deduced.most[place], proof.lines, _sources(numbers, proof.published)
    )


def _narrowed(
    numbers: Sequence[Number], rows: Sequence[Row], deduced: Deduced, place: int, interval: Interval
) -> Finding:
    """Explain by single steps where they lead as far, else by the links that do it together."""
    bounds = (interval.least, interval.most)
    if bounds == (deduced.least[place], deduced.most[place]):
        proof = proof_of(deduced, numbers, rows, place)
    else:
        known = {n: (deduced.least[n], deduced.most[n]) for row in interval.rows for n, _ in rows[row].terms}
        proof = proof_together(numbers, [rows[row] for row in interval.rows], known, place, bounds)
    sources = _sources(numbers, proof.published)
    return Finding(numbers[place], *bounds, proof.lines, sources, interval.proven)


def _sources(numbers: Sequence[Number], places: Iterable[int]) -> tuple[Source, ...]:
    shown = (numbers[place] for place in places)
    return tuple(Source(cell_name(one), one.least, one.shown_in[0]) for one in shown if one.shown_in)


def _involved(deduced: Deduced, rows: Sequence[Row]) -> list[int]:
    """The links that a contradiction rests on: the last one, and those that the bounds it took came from."""
    last = deduced.impossible[0]
    found = {last}
    waiting = [number for number, _ in rows[last].terms]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        for upper in (False, True):
            for place in deduced.at.get((number, upper), ()):
                row = deduced.steps[place].row
                if row not in found:
                    found.add(row)
                    waiting += [one for one, _ in rows[row].terms]
    return sorted(found)


def _without_the_least_sure(
    rows: Sequence[Row], involved: Collection[int], doubts: dict[str, None]
) -> list[Row]:
    """Leave out, of the links that contradict each other, those that are believed least."""
    trust = max(rows[place].trust for place in involved)
    out = {place for place in involved if rows[place].trust == trust}
    doubts |= dict.fromkeys(rows[place].why for place in out)
    return [row for place, row in enumerate(rows) if place not in out]
