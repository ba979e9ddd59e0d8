"""Takes a site, a country and periods; gives what was published about them, from published files only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.cube.measures import MEASURES
from pellucid.errors import UsageError
from pellucid.release.amount import NOT_AVAILABLE, ZERO, Amount, total
from pellucid.release.answer import Answer, PeriodAmount, Series, as_json, as_text
from pellucid.release.choose import chosen_releases, overlap
from pellucid.release.read import published_cells, releases
from pellucid.report.words import Words
from pellucid.vocabulary.countries import country_code, nearest_countries
from pellucid.vocabulary.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pellucid.cube.measures import Measure
    from pellucid.release.read import PublishedCell, PublishedRelease
    from pellucid.report.model import PolicyVersion
    from pellucid.vocabulary.periods import Period

__all__ = ["as_json", "as_text", "query"]

AGGREGATED = "counts"  # the kind where no row means that nothing was reported
# Kinds of which a country asks for something; who reports content is no country.
KINDS = ("legal_requests", "removal_orders", AGGREGATED)

HEADINGS = {
    "requests": "Requests received from {country}{of}",
    "requests_disclosed": "Fulfilled requests from {country}{of}",
    "accounts_specified": "Accounts named in the requests",
    "accounts_disclosed": "Affected accounts",
    "orders": "Removal orders from {country}{of}",
    "orders_complied": "Removal orders complied with",
    "items_specified": "Items named in the orders",
    "items_removed": "Items removed on the orders",
}


@dataclass(frozen=True)
class Own:
    """What a release says about the country in its own period, totals over request types only."""

    release: PublishedRelease
    amounts: Mapping[tuple[str, str], Amount]  # by kind and measure
    measures: frozenset[tuple[str, str]]  # of the whole release, whatever the country
    types: frozenset[tuple[str, str]]  # kind and request type

    def amount(self, kind: str, measure: str) -> Amount:
        """Give a figure; no row means zero in a log of records, and in counts that nothing was reported."""
        key = (kind, measure)
        if key not in self.measures:
            return NOT_AVAILABLE
        return self.amounts.get(key, NOT_AVAILABLE if kind == AGGREGATED else ZERO)


def query(site: Path, country: str, periods: Sequence[str] = ()) -> Answer:
    """Answer what was published about a country; without periods, in the year of the newest release.

    Raises:
        UsageError: no such country, or no release about a period; the message lists what there is.
        EnvironmentFailure: a release can't be read back.

    """
    newest_first = releases(site)
    code = _code(country, newest_first)
    chosen = chosen_releases(site, newest_first, periods)
    words = Words.of(chosen[-1].report.language)
    owns = [_own(site, release, code) for release in chosen]
    clash = overlap(chosen)
    return Answer(
        title=chosen[-1].report.title,
        publisher=chosen[-1].report.publisher.name,
        code=code,
        country=words.country(code),
        periods=tuple(release.period for release in chosen),
        series=tuple(_series(owns, words.country(code), adds_up=clash is None)),
        notes=(_no_total(*clash),) if clash else (),
        policies=_policies(chosen),
        next_report=_next_report(chosen[-1], newest_first),
    )


def _code(country: str, newest_first: Sequence[PublishedRelease]) -> str:
    code = country_code(country)
    if code:
        return code
    known = {page.code for release in newest_first for page in release.report.countries} - {UNKNOWN}
    listed = ", ".join(sorted(known))
    raise UsageError(
        f"no country is known as {country!r}",
        mend=_suggestion(country) + (f"; the site has figures for {listed}" if listed else ""),
    )


def _suggestion(country: str) -> str:
    near = nearest_countries(country)
    return (
        f"write {' or '.join(near)}"
        if near
        else "write a code of ISO 3166-1 such as FR or FRA, or an English name"
    )


def _own(site: Path, release: PublishedRelease, code: str) -> Own:
    cells = [
        cell
        for cell in published_cells(site, release.folder)
        if cell.kind in KINDS and cell.period == release.period.name
    ]
    return Own(
        release,
        {(cell.kind, cell.measure): Amount.of(cell) for cell in cells if _is_total_of(cell, code)},
        frozenset((cell.kind, cell.measure) for cell in cells),
        frozenset((cell.kind, cell.request_type) for cell in cells if cell.request_type != TOTAL),
    )


def _is_total_of(cell: PublishedCell, code: str) -> bool:
    return cell.country == code and cell.request_type == TOTAL


def _series(owns: Sequence[Own], country: str, *, adds_up: bool) -> Iterator[Series]:
    for kind in KINDS:
        of = _only_type(kind, owns)
        for measure in _measures(kind, owns):
            amounts = tuple(
                PeriodAmount(own.release.period.name, label, own.amount(kind, measure.code))
                for own, label in zip(owns, _labels(owns), strict=True)
            )
            heading = HEADINGS.get(measure.code, measure.label).format(country=country, of=of)
            sum_of_all = total(entry.amount for entry in amounts) if adds_up else None
            yield Series(kind, measure.code, heading, amounts, sum_of_all)


def _measures(kind: str, owns: Sequence[Own]) -> Iterator[Measure]:
    """Give the counts that any of the releases has, in published order; rates and medians do not add up."""
    found = {measure for own in owns for of, measure in own.measures if of == kind}
    listed = (measure for measures in MEASURES.values() for measure in measures if measure.additive)
    return (measure for measure in listed if measure.code in found)


def _only_type(kind: str, owns: Sequence[Own]) -> str:
    """Name the one type of request that a publisher's counts are about; nothing where there are several."""
    types = {name for own in owns for of, name in own.types if of == kind == AGGREGATED}
    if len(types) != 1:
        return ""
    (code,) = types
    known = {words.code: words.label for own in owns for words in own.release.report.request_types}
    return f" for {known.get(code) or code.replace('_', ' ')}"


def _labels(owns: Sequence[Own]) -> list[str]:
    """Label the periods: Q1 where all are quarters of one year, Q1 2024 otherwise."""
    years = {own.release.year for own in owns}
    kinds = {own.release.period.kind for own in owns}
    return [_label(own.release, short=len(years) == len(kinds) == 1) for own in owns]


def _label(release: PublishedRelease, *, short: bool) -> str:
    if short and release.period.kind in {PeriodKind.QUARTER, PeriodKind.HALF_YEAR}:
        return release.period.name.rpartition("-")[2]
    return release.report.period.label.removesuffix(f" {release.year}" if short else "")


def _no_total(one: PublishedRelease, other: PublishedRelease) -> str:
    return (
        f"No total: {one.report.period.label} and {other.report.period.label} overlap, "
        "so adding them up would count requests twice."
    )


def _policies(chosen: Sequence[PublishedRelease]) -> tuple[PolicyVersion, ...]:
    """Give each version that was in force in a period, newest first, in the newest release's words."""
    found = {
        version.version: version
        for release in chosen
        for version in release.report.policies
        if _in_force(version, release.period)
    }
    return tuple(sorted(found.values(), key=lambda version: version.effective_from, reverse=True))


def _in_force(version: PolicyVersion, period: Period) -> bool:
    """Say whether a version was in force on a day of a period; ISO dates sort as days do."""
    begun = version.effective_from <= period.end.isoformat()
    return begun and (version.effective_to is None or version.effective_to >= period.start.isoformat())


def _next_report(newest_chosen: PublishedRelease, newest_first: Sequence[PublishedRelease]) -> str | None:
    """Say when the next report is due: of the same kind of period, after the newest that there is."""
    kind = newest_chosen.period.kind
    return next(release.report.next_report for release in newest_first if release.period.kind is kind)
