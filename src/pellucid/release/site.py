"""Takes a site's releases as they were published; gives its front page as a value, for `render` to write."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pellucid.cube.measures import MEASURES
from pellucid.release.read import REPORT
from pellucid.report.model import CountryEntry, FrontPage, Link, ReleaseEntry
from pellucid.report.wording.fixed_words import fixed_words
from pellucid.report.wording.languages import site_languages
from pellucid.report.wording.words import Words
from pellucid.vocabulary.languages import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pellucid.release.read import Coming, PublishedRelease
    from pellucid.report.model import Figure, Language

PAGE = "index.html"


@dataclass(frozen=True)
class _Site:
    """A site as it will be: what is there, and the releases that are about to be published."""

    folder: Path
    coming: Coming = field(default_factory=dict)

    def has(self, release: str, name: str) -> bool:
        """Whether a release has a file."""
        if release in self.coming:
            return name in self.coming[release]
        return (self.folder / release / name).is_file()


def front_pages(
    site: Path,
    base_url: str | None,
    program: str,
    found: Iterable[PublishedRelease],
    coming: Coming | None = None,
) -> tuple[FrontPage, ...]:
    """Describe the front page of all releases that have pages, in each language that one is written in.

    What is said of the publisher, the trend and the events are those of the newest release. A release that is
    not written in a language is told in its own.
    found: all of them, newest first. coming: the files of those that are about to be published.
    """
    whole = _Site(site, coming or {})
    newest_first = [release for release in found if whole.has(release.folder, PAGE)]
    if not newest_first:
        return ()
    written = site_languages(_languages(newest_first))
    front = _Front(whole, base_url, program, written)
    return tuple(_front_page(front, newest_first, language.code) for language in written)


def _languages(newest_first: Sequence[PublishedRelease]) -> tuple[str, ...]:
    """Name the languages of the newest release, then those that only earlier ones are written in."""
    written = (code for one in newest_first for code in (one.report.language, *one.report.languages))
    return tuple(code for code in dict.fromkeys(written) if code in languages())


@dataclass(frozen=True)
class _Front:
    """What the front pages of all languages share."""

    site: _Site
    base_url: str | None
    program: str
    languages: tuple[Language, ...]


def _front_page(front: _Front, newest_first: Sequence[PublishedRelease], language: str) -> FrontPage:
    words, newest = Words.of(language), newest_first[0]
    said = newest.said_in(language)
    reports = _country_reports(front.site, words, newest_first)
    return FrontPage(
        language=language,
        direction=words.direction,
        title=said.title,
        publisher=said.publisher,
        about=_about(words, newest_first),
        newest=_entry(front.site, newest, language),
        releases=tuple(_entry(front.site, release, language) for release in _by_year(newest_first)),
        countries=_countries(words, newest_first, reports),
        trend=_figure(newest, said.trend),
        map=_figure(newest, said.map),
        timeline=said.timeline,
        base_url=front.base_url,
        program=front.program,
        attribution=said.attribution,
        words=fixed_words(words),
        languages=front.languages,
        method_changes=tuple(_method_changes(words, newest_first)),
        country_reports=reports,
    )


def _method_changes(words: Words, newest_first: Sequence[PublishedRelease]) -> Iterator[str]:
    """Say what was counted in another way in earlier releases, as the newest says it."""
    first = min(one.period.start for one in newest_first).isoformat()
    last = max(one.period.end for one in newest_first).isoformat()
    labels = {one.code: one.label for measures in MEASURES.values() for one in measures}
    for change in newest_first[0].said_in(words.language).method_changes:
        named = [words.say(labels[code]) for code in change.measures if code in labels]
        if named and first < change.date <= last:
            yield words.say(
                "Change of method at {date} ({measures}): {reason}",
                date=change.day,
                measures=words.apart(named),
                reason=change.reason,
            )


def _by_year(found: Sequence[PublishedRelease]) -> list[PublishedRelease]:
    """Sort by year, the newest first; in a year the longest periods first, each kind from new to old."""
    return sorted(
        found,
        key=lambda release: (release.year, release.period.days // _MONTH, release.period.start),
        reverse=True,
    )


_MONTH = 28  # days; whole months tell the kinds apart, whatever their number of days


def _about(words: Words, newest_first: Sequence[PublishedRelease]) -> str:
    oldest = min(newest_first, key=lambda release: (release.period.start, release.period.end))
    first, newest = (release.said_in(words.language) for release in (oldest, newest_first[0]))
    if len(newest_first) == 1:
        return words.say(
            "The first report of {publisher}, about {label}.",
            publisher=newest.publisher.name,
            label=newest.period.label,
        )
    return words.plural(
        "{publisher}: {n} report, from {first} to {last}.",
        "{publisher}: {n} reports, from {first} to {last}.",
        len(newest_first),
        publisher=newest.publisher.name,
        first=first.period.label,
        last=newest.period.label,
    )


def _entry(site: _Site, release: PublishedRelease, language: str) -> ReleaseEntry:
    report = release.said_in(language)
    return ReleaseEntry(
        name=release.period.name,
        folder=release.folder,
        label=report.period.label,
        summary=report.summary,
        published_on=report.published_on,
        published_at=report.published_at,
        key_figures=report.key_figures,
        links=tuple(_links(site, release, language)),
        path=release.path(language),
        language=None if report.language == language else report.language,
    )


def _links(site: _Site, release: PublishedRelease, language: str) -> Iterator[Link]:
    """Link the files to take away that are there; of the tables as CSV only the first, the main one."""
    tables = [link.href for link in release.report.links if link.href.endswith(".csv")]
    names = {
        f"{release.path(language)}report.pdf": "PDF",
        **dict.fromkeys(tables[:1], "CSV"),
        REPORT: "JSON",
        "data/report.xlsx": "Excel",
    }
    for name, text in names.items():
        if site.has(release.folder, name):
            yield Link(text, f"{release.folder}/{name}")


def _country_reports(
    site: _Site, words: Words, newest_first: Sequence[PublishedRelease]
) -> dict[str, dict[str, str]]:
    """Find the page of every country in each release that has one."""
    pages: dict[str, dict[str, str]] = {}
    for release in newest_first:
        for country in release.report.countries:
            path = release.path(words.language) + country.path
            if site.has(release.folder, path):
                pages.setdefault(country.code, {})[release.period.name] = f"{release.folder}/{path}"
    return pages


def _countries(
    words: Words, newest_first: Sequence[PublishedRelease], reports: dict[str, dict[str, str]]
) -> tuple[CountryEntry, ...]:
    """Link every country to its page in the newest release that has one."""
    names = [release.period.name for release in newest_first]
    newest = {code: next(pages[name] for name in names if name in pages) for code, pages in reports.items()}
    return tuple(CountryEntry(words.country(code), newest[code]) for code in words.by_name(newest))


def _figure(newest: PublishedRelease, figure: Figure | None) -> Figure | None:
    """Take a figure of the newest release; the link to its data leads from the site's root."""
    if figure is None or figure.source is None:
        return figure
    return replace(figure, source=replace(figure.source, href=f"{newest.folder}/{figure.source.href}"))
