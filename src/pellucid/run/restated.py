"""Figures about to be published and the site in; what they state otherwise than what is public, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.measures import MEASURES
from pellucid.release.public import VERSIONS, public_versions
from pellucid.release.read import release_folders
from pellucid.render.data.tables import published_tables
from pellucid.report.facts import RestatedFact, Restatements
from pellucid.report.numbers.lookup import NONE_COUNTED, Number, number_of
from pellucid.vocabulary.periods import InvalidPeriod, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.release.public import PublicRelease

# What a number is about: table, period, country and type (or dimension and code), measure.
Key = tuple[str, str, str, str, str]
Stated = dict[Key, Number]


class Comparison:
    """What each release of a build states otherwise than what is public.

    Releases of one build are made from the same logs and say the same; they are not compared with each other.
    """

    def __init__(self, site: Path, built: Iterable[Period]) -> None:
        self._site = site
        self._built = {period.folder for period in built}

    def of(self, figures: ProtectedFigures) -> Restatements | None:
        """Compare a release with its own version before, and with the release before it."""
        versions = self._versions(figures.period)
        before = self._release_before(figures.period)
        if not versions and before is None:
            return None
        own = _stated(figures)
        version = next((one for one in versions if _differences(_public(one), own)), None)
        old = _public(version) if version else {}
        earlier = self._current(before) if before else {}
        found = _differences({**earlier, **old}, own)
        if not found:
            return None
        rows = {key: pair for key, pair in found.items() if key[3] == TOTAL and _told(*pair)}
        return Restatements(
            tuple(RestatedFact(key[0], key[1], key[2], key[4], *pair) for key, pair in rows.items()),
            others=len(found) - len(rows),
            version=f"{VERSIONS}/{version.version}" if version else None,
            release=before if _differences(earlier, own) else None,
        )

    def _versions(self, period: Period) -> list[PublicRelease]:
        """Give the versions of a release that are public, the last one first."""
        there = (self._site / period.folder).is_dir()
        return list(reversed(public_versions(self._site, period.folder))) if there else []

    def _release_before(self, period: Period) -> Period | None:
        """Give the last release of the same kind before this one, where it is not built anew."""
        folders = {*self._built, *(release_folders(self._site) if self._site.is_dir() else ())}
        named = (_period(folder, period.fiscal_year_start) for folder in folders)
        earlier = [one for one in named if one and one.kind is period.kind and one.end < period.end]
        last = max(earlier, key=lambda one: one.end, default=None)
        return None if last is None or last.folder in self._built else last

    def _current(self, period: Period) -> Stated:
        return next((_public(one) for one in self._versions(period) if one.current), {})


def _period(folder: str, fiscal_year_start: int) -> Period | None:
    try:
        return Period.parse(folder.replace("_", "/"), fiscal_year_start)
    except InvalidPeriod:
        return None


def _stated(figures: ProtectedFigures) -> Stated:
    """Give every number of a release that is about to be published."""
    return {
        (table.name, *_key(dict(zip(table.header, row, strict=True)))): number_of(row[-4:])
        for table in published_tables(figures)
        for row in table.rows
    }


def _key(row: Mapping[str, object]) -> tuple[str, str, str, str]:
    first, second = ("dimension", "code") if "dimension" in row else ("country", "request_type")
    return str(row["period"]), str(row[first]), str(row[second]), str(row["measure"])


def _public(release: PublicRelease) -> Stated:
    return {
        (cell.kind, cell.period, *cell.place, cell.measure): Number(
            cell.status, cell.value, cell.lower, cell.upper
        )
        for cell in release.cells
    }


def _differences(before: Stated, now: Stated) -> dict[Key, tuple[Number, Number]]:
    """Pair the numbers that differ; of a log of records a country without a row was counted 0 times.

    A type without a row says nothing: of earlier periods a release carries the totals alone.
    """
    pairs = {key: (_number_of(before, key), _number_of(now, key)) for key in (*now, *before)}
    return {
        key: (old, new)
        for key, (old, new) in pairs.items()
        if old is not None and new is not None and old != new
    }


def _number_of(stated: Stated, key: Key) -> Number | None:
    kind, period, _, request_type, measure = key
    counted = kind in _COUNTED and request_type == TOTAL and (kind, period, TOTAL, TOTAL, measure) in stated
    if key in stated or not counted:
        return stated.get(key)
    return NONE_COUNTED if measure in _COUNTED[kind] else None


# Measures of which a record log's missing row says 0.
_COUNTED = {kind: {one.code for one in found if one.additive} for kind, found in MEASURES.items()}


def _told(before: Number, now: Number) -> bool:
    """Whether both numbers are shown: one that is withheld by now is not repeated."""
    return not now.withheld and (before.known or before.withheld)
