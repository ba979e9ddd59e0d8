"""Takes a site, a country and periods; gives what was published about them, from published files only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.cube.measures import MEASURES
from pellucid.errors import UsageError
from pellucid.release.amount import NOT_AVAILABLE, ZERO, Amount, total
from pellucid.release.answer import Answer, PeriodAmount, Series, as_json, as_text
from pellucid.release.choose import chosen_releases, overlap
from pellucid.release.read import published_cells, releases
from pellucid.report.blocks.method_changes import NO_TOTAL
from pellucid.report.wording.words import Words
from pellucid.vocabulary.countries import country_code, nearest_countries
from pellucid.vocabulary.languages import SOURCE, languages
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pellucid.cube.measures import Measure
    from pellucid.release.read import PublishedCell, PublishedRelease
    from pellucid.report.model import MethodChange, PolicyVersion
    from pellucid.vocabulary.periods import Period

__all__ = ["as_json", "as_text", "query"]

AGGREGATED = "counts"  # the kind where no row means that nothing was reported
# Kinds of which a country asks for something; who reports content is no country.
KINDS = ("legal_requests", "removal_orders", AGGREGATED)

# What joins a year to the month, quarter or half that it follows: "octubre de 2025".
_BEFORE_A_YEAR = "(?: of| de)?"

HEADINGS = {
    "requests": message("Requests received from {country}"),
    "requests_disclosed": message("Fulfilled requests from {country}"),
    "accounts_specified": message("Accounts named in the requests"),
    "accounts_disclosed": message("Affected accounts"),
    "orders": message("Removal orders from {country}"),
    "orders_complied": message("Removal orders complied with"),
    "items_specified": message("Items named in the orders"),
    "items_removed": message("Items removed on the orders"),
}
# Of counts that are about one type of request.
HEADINGS_OF_TYPE = {
    "requests": message("Requests received from {country} for {type}"),
    "requests_disclosed": message("Fulfilled requests from {country} for {type}"),
    "orders": message("Removal orders from {country} for {type}"),
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


def query(site: Path, country: str, periods: Sequence[str] = (), language: str | None = None) -> Answer:
    """Answer what was published about a country; without periods, in the year of the newest release.

    language: of the answer; else the first one of the newest release that is chosen.

    Raises:
        UsageError: no such country, language or period; the message lists what there is.
        EnvironmentFailure: a release can't be read back.

    """
    newest_first = releases(site)
    code = _code(country, newest_first)
    chosen = chosen_releases(site, newest_first, periods)
    words = Words.of(_language(language) or chosen[-1].report.language)
    said = chosen[-1].said_in(words.language)
    owns = [_own(site, release, code) for release in chosen]
    clash = overlap(chosen)
    listed = tuple(_series(words, owns, code, adds_up=clash is None))
    changed = _changes(words, chosen, listed) if not clash else ()
    return Answer(
        title=said.title,
        publisher=said.publisher.name,
        code=code,
        country=words.country(code),
        periods=tuple(release.period for release in chosen),
        series=tuple(_without_total(one, chosen) for one in listed),
        notes=(_no_total(words, *clash),) if clash else changed,
        policies=_policies(words, chosen),
        next_report=_next_report(words, chosen[-1], newest_first),
        words=words,
    )


def _changes(words: Words, chosen: Sequence[PublishedRelease], listed: Sequence[Series]) -> tuple[str, ...]:
    """Say why a measure has no total: the method changed in the periods."""
    labels = {one.code: one.label for of in MEASURES.values() for one in of}
    told = []
    for change in _passed(chosen, chosen[-1].said_in(words.language).method_changes):
        touched = [labels[one.measure] for one in listed if one.measure in change.measures]
        if touched:
            named = words.apart(words.say(label) for label in dict.fromkeys(touched))
            told.append(words.say(NO_TOTAL, date=change.day, measures=named, reason=change.reason))
    return tuple(told)


def _without_total(series: Series, chosen: Sequence[PublishedRelease]) -> Series:
    """Take the total off what is counted in two ways."""
    passed = _passed(chosen, chosen[-1].report.method_changes)
    return replace(series, total=None) if any(series.measure in one.measures for one in passed) else series


def _passed(chosen: Sequence[PublishedRelease], changes: Sequence[MethodChange]) -> list[MethodChange]:
    """Give the changes after the first day of the first period, up to the last day of the last."""
    first = min(one.period.start for one in chosen).isoformat()
    last = max(one.period.end for one in chosen).isoformat()
    return [one for one in changes if first < one.date <= last and len(chosen) > 1]


def _language(language: str | None) -> str | None:
    if language is not None and language not in languages():
        raise UsageError("there is no such language", got=language, mend=f"use {', '.join(languages())}")
    return language


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


def _series(words: Words, owns: Sequence[Own], code: str, *, adds_up: bool) -> Iterator[Series]:
    for kind in KINDS:
        only = _only_type(words, kind, owns)
        for measure in _measures(kind, owns):
            amounts = tuple(
                PeriodAmount(own.release.period.name, label, own.amount(kind, measure.code))
                for own, label in zip(owns, _labels(words, owns), strict=True)
            )
            headings = {**HEADINGS, **(HEADINGS_OF_TYPE if only else {})}
            heading = words.say(
                headings.get(measure.code, measure.label), country=words.country(code), type=only
            )
            sum_of_all = total(entry.amount for entry in amounts) if adds_up else None
            yield Series(kind, measure.code, heading, amounts, sum_of_all)


def _measures(kind: str, owns: Sequence[Own]) -> Iterator[Measure]:
    """Give the counts that any of the releases has, in published order; rates and medians do not add up."""
    found = {measure for own in owns for of, measure in own.measures if of == kind}
    listed = (measure for measures in MEASURES.values() for measure in measures if measure.additive)
    return (measure for measure in listed if measure.code in found)


def _only_type(words: Words, kind: str, owns: Sequence[Own]) -> str:
    """Name the one type of request that a publisher's counts are about; nothing where there are several."""
    types = {name for own in owns for of, name in own.types if of == kind == AGGREGATED}
    if len(types) != 1:
        return ""
    (code,) = types
    said = (own.release.said_in(words.language) for own in owns)
    known = {one.code: one.label for report in said for one in report.request_types}
    return known.get(code) or code.replace("_", " ")


def _labels(words: Words, owns: Sequence[Own]) -> list[str]:
    """Label the periods: Q1 where all are quarters of one year, Q1 2024 otherwise."""
    years = {own.release.year for own in owns}
    kinds = {own.release.period.kind for own in owns}
    return [_label(words, own.release, short=len(years) == len(kinds) == 1) for own in owns]


def _label(words: Words, release: PublishedRelease, *, short: bool) -> str:
    if (
        words.language == SOURCE
        and short
        and release.period.kind in {PeriodKind.QUARTER, PeriodKind.HALF_YEAR}
    ):
        return release.period.name.rpartition("-")[2]
    label = release.said_in(words.language).period.label
    return re.sub(f"{_BEFORE_A_YEAR} {release.year}$", "", label) if short else label


def _no_total(words: Words, *overlapping: PublishedRelease) -> str:
    one, other = (release.said_in(words.language).period.label for release in overlapping)
    return words.say(
        "No total: {one} and {other} overlap, so adding them up would count requests twice.",
        one=one,
        other=other,
    )


def _policies(words: Words, chosen: Sequence[PublishedRelease]) -> tuple[PolicyVersion, ...]:
    """Give each version that was in force in a period, newest first, in the newest release's words."""
    found = {
        version.version: version
        for release in chosen
        for version in release.said_in(words.language).policies
        if _in_force(version, release.period)
    }
    return tuple(sorted(found.values(), key=lambda version: version.effective_from, reverse=True))


def _in_force(version: PolicyVersion, period: Period) -> bool:
    """Say whether a version was in force on a day of a period; ISO dates sort as days do."""
    begun = version.effective_from <= period.end.isoformat()
    return begun and (version.effective_to is None or version.effective_to >= period.start.isoformat())


def _next_report(
    words: Words, newest_chosen: PublishedRelease, newest_first: Sequence[PublishedRelease]
) -> str | None:
    """Say when the next report is due: of the same kind of period, after the newest that there is."""
    kind = newest_chosen.period.kind
    newest = next(release for release in newest_first if release.period.kind is kind)
    return newest.said_in(words.language).next_report
