"""Takes a site; gives its releases and their cells back as values. Reads published files only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pellucid.errors import EnvironmentFailure, UsageError
from pellucid.release.failures import naming
from pellucid.release.manifest import MANIFEST
from pellucid.release.records import NotTheRecord, record_from
from pellucid.report.model import (  # noqa: TC001 - record_from reads the annotations
    Figure,
    KeyFigure,
    Link,
    MethodChange,
    PeriodWords,
    PolicyVersion,
    Publisher,
    TimelineEntry,
)
from pellucid.vocabulary.periods import InvalidPeriod, Period
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    Coming = Mapping[str, Mapping[str, bytes]]  # folder of a release -> its files

REPORT = "data/report.json"
SCHEMA = 1  # of report.json, as render/data/json.py numbers it


@dataclass(frozen=True)
class PublishedCountry:
    """A country that has a page in a release; `path` is relative to the release."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class PublishedType:
    """A type of request with its name in the report."""

    code: str
    label: str
    family: str | None = None


@dataclass(frozen=True)
class PublishedReport:
    """What a release's report.json says about itself, its figures left out."""

    schema: int
    program: str
    language: str
    direction: str
    title: str
    publisher: Publisher
    period: PeriodWords
    published_at: str
    published_on: str
    next_report: str | None
    summary: str
    key_figures: tuple[KeyFigure, ...]
    policies: tuple[PolicyVersion, ...]
    timeline: tuple[TimelineEntry, ...]
    trend: Figure | None
    links: tuple[Link, ...]
    attribution: tuple[str, ...]
    countries: tuple[PublishedCountry, ...]
    request_types: tuple[PublishedType, ...] = ()
    method_changes: tuple[MethodChange, ...] = ()
    map: Figure | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedRelease:
    """A release of a site."""

    folder: str
    period: Period
    report: PublishedReport
    translations: tuple[PublishedReport, ...] = ()

    def said_in(self, language: str) -> PublishedReport:
        """What its report says in a language; in the first one where it isn't written in it."""
        return next((one for one in self.translations if one.language == language), self.report)

    def path(self, language: str) -> str:
        """Where its pages in a language, or those that stand in for them, lie below its folder."""
        said = self.said_in(language)
        return "" if said is self.report else f"{said.language}/"

    @property
    def year(self) -> str:
        """The year that the period's name begins with: of a fiscal year, the one in which it starts."""
        return self.period.name[:4]


@dataclass(frozen=True)
class PublishedCell:
    """A cell as it was published; the numbers are None where the status leaves them empty."""

    kind: str
    period: str
    country: str
    request_type: str
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    status: Status


def release_folders(site: Path) -> tuple[str, ...]:
    """Names of the folders that are releases, or were: with a manifest, or named after a period.

    Raises:
        UsageError: there is no such site.

    """
    if not site.is_dir():
        raise UsageError(
            "there is no such folder, so no release in it",
            where=str(site),
            mend="make a release with `pellucid build`, or name another site",
        )
    return tuple(sorted(path.name for path in site.iterdir() if _is_release(path)))


def releases(site: Path, coming: Coming | None = None) -> tuple[PublishedRelease, ...]:
    """Every release of a site, newest first; of those that end on the same day the shorter period first.

    coming: releases that are about to be published, each in the place of one that is there.
    """
    coming = coming or {}
    return with_coming(earlier_releases(site, coming), site, coming)


def earlier_releases(site: Path, coming: Coming) -> tuple[PublishedRelease, ...]:
    """Give the releases that are in a site already, but for those that others take the place of."""
    if coming and not site.is_dir():
        return ()
    with naming(site):
        there = release_folders(site)
        folders = [name for name in there if name not in coming and (site / name / MANIFEST).exists()]
        return tuple(_release(site, folder) for folder in folders)


def with_coming(
    earlier: Iterable[PublishedRelease], site: Path, coming: Coming
) -> tuple[PublishedRelease, ...]:
    """Give earlier releases and those that are about to be published, newest first."""
    found = [*earlier, *(_release(site, folder, files[REPORT]) for folder, files in coming.items())]
    return tuple(sorted(found, key=lambda release: (release.period.end, release.period.start), reverse=True))


def published_cells(site: Path, folder: str) -> tuple[PublishedCell, ...]:
    """All cells of a release, those of earlier periods in its history included."""
    path = site / folder / REPORT
    with naming(path):
        fields = _read_json(path)
    try:
        return tuple(_cells(fields["cells"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(path, f"its cells can't be read: {error}") from error


def report_of(site: Path, folder: str, coming: Coming) -> dict[str, Any]:
    """Give all that a release's report.json says, of one that is about to be published as it will be.

    Raises:
        EnvironmentFailure: it can't be read back.

    """
    path = site / folder / REPORT
    with naming(path):
        return _read_json(path, coming[folder][REPORT] if folder in coming else None)


def _is_release(path: Path) -> bool:
    if path.is_symlink() or not path.is_dir() or path.name.startswith("."):
        return False
    return (path / MANIFEST).exists() or _is_period(path.name)


def _is_period(folder: str) -> bool:
    try:
        return Period.parse(folder.replace("_", "/")).folder == folder
    except InvalidPeriod:
        return False


def _release(site: Path, folder: str, content: bytes | None = None) -> PublishedRelease:
    path = site / folder / REPORT
    fields = _read_json(path, content)
    try:
        report = record_from(PublishedReport, fields)
        translations = tuple(_translations(fields))
        period = _period(report.period)
    except (NotTheRecord, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    if report.schema != SCHEMA:
        raise _unreadable(path, f"it has schema {report.schema}, and this version reads {SCHEMA}")
    return PublishedRelease(folder, period, report, translations)


def _translations(fields: dict[str, Any]) -> Iterator[PublishedReport]:
    """Read what is said in further languages, which leaves out what is the same in all of them."""
    further = fields.get("translations", {})
    if not isinstance(further, dict) or not all(isinstance(said, dict) for said in further.values()):
        raise NotTheRecord("translations must be an object of objects")
    yield from (record_from(PublishedReport, {**fields, **said}) for said in further.values())


def _period(words: PeriodWords) -> Period:
    """Give the period the days that were published: a fiscal year shows in them, and not in the name."""
    kind = Period.parse(words.name).kind
    return Period(words.name, kind, date.fromisoformat(words.start), date.fromisoformat(words.end))


def _cells(tables: dict[str, dict[str, list[Any]]]) -> Iterator[PublishedCell]:
    names = ("period", "country", "request_type", "measure", "value", "lower", "upper")
    for kind, table in tables.items():
        for values in table["rows"]:
            row = dict(zip(table["columns"], values, strict=True))
            given = {name: row[name] for name in names}
            yield PublishedCell(kind, **given, status=Status(row["status"]))


def _read_json(path: Path, content: bytes | None = None) -> dict[str, Any]:
    try:
        fields = json.loads(path.read_bytes() if content is None else content)
    except ValueError as error:
        raise _unreadable(path, "it is not JSON") from error
    if not isinstance(fields, dict):
        raise _unreadable(path, "it is not an object")
    return fields


def _unreadable(path: Path, reason: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"this is not a report that can be read back: {reason}",
        where=str(path),
        mend="see with `pellucid verify` whether it was changed, and build the release again",
    )
