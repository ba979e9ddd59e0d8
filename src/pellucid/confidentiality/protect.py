"""The one door between counting and saying: Figures in, ProtectedFigures out, or no release at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pellucid.confidentiality.apply import repeated, without
from pellucid.confidentiality.choose import choose
from pellucid.confidentiality.counts import counts, rows
from pellucid.confidentiality.links import TableRules, agreeing, links
from pellucid.confidentiality.rests import with_rests
from pellucid.confidentiality.spans import overlapping
from pellucid.confidentiality.task import task_of, with_insiders
from pellucid.confidentiality.vintages import LogAtHand, together
from pellucid.cube.tables import COUNTS, LEGAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import pandas as pd

    from pellucid.confidentiality.counts import Count
    from pellucid.confidentiality.keys import CellKey, EarlierRelease
    from pellucid.confidentiality.links import Link
    from pellucid.confidentiality.national_security import NationalSecurity
    from pellucid.config.model import Corrections
    from pellucid.cube.cells import Cube, Figures
    from pellucid.vocabulary.periods import Period

_KEY = object()


@dataclass(frozen=True)
class Rules:
    """What is confidential, and what it takes to protect it.

    threshold: counts from 1 to just below it are confidential; 1: none is. width: the shortest interval that
    a confidential count may be narrowed to. in_total: the types of legal requests that count towards the
    total. corrections: what to do where a correction would show a small difference. insider: whether one
    authority may know its own requests.
    """

    threshold: int = 1
    width: int = 1
    rate_of: str = "received"
    in_total: frozenset[str] = frozenset()
    corrections: Corrections = "stop"
    insider: bool = False


@dataclass(frozen=True)
class Earlier:
    """What is public already, by all releases and all their versions.

    truth: what the log at hand has for their counts, as far as it covers them.
    """

    releases: tuple[EarlierRelease, ...] = ()
    truth: Mapping[CellKey, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ProtectedFigures:
    """Figures that may be published; `report` and `render` take nothing else. Made by `protect` only.

    stated: names of the uncertain statements of `vocabulary.stated` that hold for all of its counts.
    national_security: a table of its own, in bands, which no other figure is linked to.
    """

    period: Period
    cubes: Mapping[str, Cube]
    breakdowns: pd.DataFrame
    stated: tuple[str, ...] = ()
    threshold: int = 1
    national_security: NationalSecurity | None = None
    _key: object = None

    def __post_init__(self) -> None:
        if self._key is not _KEY:
            message = "ProtectedFigures are made by confidentiality.protect only"
            raise TypeError(message)


def protect(figures: Figures, rules: Rules | None = None, earlier: Earlier | None = None) -> ProtectedFigures:
    """Decide what may be published. With a threshold of 1 nothing is withheld.

    Raises:
        ConfidentialityBreach: a confidential count can't be protected against what is public already, or a
            correction would show a small difference.

    """
    rules, earlier = rules or Rules(), earlier or Earlier()
    if rules.threshold <= 1:
        return ProtectedFigures(figures.period, figures.cubes, figures.breakdowns, _key=_KEY)
    own = counts(rows(figures.cubes, figures.breakdowns), rules.threshold)
    tables, periods = _tables(figures, rules), _periods(figures, earlier)
    stated = agreeing({key: one.value for key, one in own.items()}, tables)

    def linking(keys: Collection[CellKey]) -> Iterator[Link]:
        return links(keys, tables, periods, stated)

    repeat = rules.corrections != "publish"
    near = _near(own, periods, earlier)
    log = LogAtHand(earlier.truth, linking, rules.threshold)
    known = together(own, figures.period, near, log, repeat=repeat)
    found = [*linking(known.counts), *known.links]
    linked = list(with_rests(known.counts, found, rules.threshold))
    named = task_of(known.counts, linked, rules.threshold, rules.width)
    if rules.insider:
        named = with_insiders(named)
    withheld = choose(named, known, rules.corrections)
    cubes, breakdowns = without(
        repeated(figures, known.repeated),
        withheld & set(own) - set(known.repeated),
        rules.threshold,
        rules.rate_of,
    )
    return ProtectedFigures(figures.period, cubes, breakdowns, stated, rules.threshold, _key=_KEY)


def with_national_security(figures: ProtectedFigures, table: NationalSecurity | None) -> ProtectedFigures:
    """Put the table beside the other figures, none of which it changes."""
    return replace(figures, national_security=table)


def _tables(figures: Figures, rules: Rules) -> dict[str, TableRules]:
    return {
        kind: TableRules(cube.of, rules.in_total if cube.of == LEGAL else None, kind != COUNTS)
        for kind, cube in figures.cubes.items()
    }


def _periods(figures: Figures, earlier: Earlier) -> dict[str, Period]:
    """Give every period that a count is about, by name."""
    own = [figures.period, *(period for cube in figures.cubes.values() for period in cube.periods)]
    own += [period for release in earlier.releases for period in release.periods]
    return {period.name: period for period in own}


def _near(
    own: Mapping[CellKey, Count], periods: Mapping[str, Period], earlier: Earlier
) -> list[EarlierRelease]:
    """Give what earlier releases say of days that a new count is about, directly or through others."""
    public = {key for release in earlier.releases for key in release.numbers}
    new = {periods[key.period] for key in own if key not in public}
    near = {period.name for period in overlapping(new, periods.values())}
    found = []
    for release in earlier.releases:
        inside = {key: number for key, number in release.numbers.items() if key.period in near or key in own}
        found.append(replace(release, numbers=inside))
    return found
