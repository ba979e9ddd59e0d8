"""Takes front pages and what all releases say; gives them with every period: countries, comparison, data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.release.joined import lookups, said_by_all, tables_of_all
from pellucid.render.data.csv import table_csv
from pellucid.render.data.tables import BREAKDOWNS, CELL_FIELDS, CELL_KEYS, Field, PublishedTable
from pellucid.render.pages.front import SitePages
from pellucid.report.blocks.data_quality import kind_label
from pellucid.report.blocks.key_figures import main_view
from pellucid.report.blocks.trend import trend_figure
from pellucid.report.context import Context
from pellucid.report.facts import Facts
from pellucid.report.model import CountryEntry, Link
from pellucid.report.pages.about import about
from pellucid.report.pages.comparison import comparison
from pellucid.report.pages.every_period import pages_of_all_periods
from pellucid.report.wording.labels import Labels
from pellucid.report.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pellucid.config.model import Config
    from pellucid.release.read import Coming, PublishedRelease
    from pellucid.render.data.tables import Record
    from pellucid.report.model import FrontPage
    from pellucid.report.pages.joined import Joined

CSV = "csv"
TABLE = Field("table", "string", "Name of the table that the row is from.")


@dataclass(frozen=True)
class AllPeriods:
    """What all releases of a site say together, figures and nothing else: no word of the publisher's."""

    figures: tuple[Joined, ...]
    tables: tuple[PublishedTable, ...]

    @classmethod
    def of(
        cls, site: Path, found: Iterable[PublishedRelease], coming: Coming, fiscal_year_start: int
    ) -> AllPeriods:
        """Read every release, those that are about to be published included.

        Raises:
            EnvironmentFailure: a release's report.json can't be read back.

        """
        said = said_by_all(site, found, coming)
        return cls(lookups(said, fiscal_year_start), tables_of_all(said))

    @cached_property
    def by_country(self) -> Mapping[str, PublishedTable]:
        """The rows of all kinds as a table a country, by its code."""
        return dict(_by_country(self.tables))


@dataclass(frozen=True)
class WholeSite:
    """All periods, and the configuration by which they are told."""

    config: Config
    whole: AllPeriods

    def with_pages(self, front: FrontPage) -> SitePages:
        """Add to a front page what is made of all periods, and the pages beside it."""
        contexts = [_context(self.config, figures, front) for figures in self.whole.figures]
        if not contexts:
            return SitePages(front)
        pages = pages_of_all_periods(contexts, front.path, front.country_reports)
        words, main = contexts[0].words, main_view(contexts[0])
        compared = comparison(contexts)
        told = replace(
            front,
            about=about(contexts[0], front.about),
            trend=(main and trend_figure(contexts[0], main, "trend")) or front.trend,
            countries=tuple(
                CountryEntry(words.country(code), f"{front.path}countries/{code}.html") for code in pages
            ),
            compared=compared is not None,
            downloads=tuple(self._links(contexts)),
        )
        return SitePages(told, pages, compared)

    def files(self) -> dict[str, Callable[[], bytes]]:
        """Give what writes the data of all periods below the root: a table a kind and one a country."""
        if CSV not in self.config.report.formats:
            return {}
        tables = (*self.whole.tables, *self.whole.by_country.values())
        return {table.path: partial(table_csv, table) for table in tables}

    def _links(self, contexts: Sequence[Context]) -> Iterator[Link]:
        words = contexts[0].words
        if CSV in self.config.report.formats:
            for table in self.whole.tables:
                name = (
                    words.say("Breakdowns")
                    if table.name == BREAKDOWNS
                    else kind_label(contexts[0], table.name)
                )
                yield Link(words.say("{what}, all periods, as CSV", what=name), table.path)


def _by_country(tables: Iterable[PublishedTable]) -> Iterator[tuple[str, PublishedTable]]:
    """Give a table a country: the rows of all kinds, each with the name of its table in front."""
    found: dict[str, list[Record]] = {}
    for table in tables:
        if table.fields == CELL_FIELDS:
            place = table.header.index("country")
            for row in table.rows:
                found.setdefault(str(row[place]), []).append((table.name, *row))
    for code, rows in found.items():
        if code != TOTAL:
            yield (
                code,
                PublishedTable(f"countries/{code}", code, (TABLE, *CELL_FIELDS), CELL_KEYS, tuple(rows)),
            )


def _context(config: Config, figures: Joined, front: FrontPage) -> Context:
    words = Words.of(front.language)
    facts = Facts(front.program, ())
    day = date.fromisoformat(front.newest.published_at)
    return Context(figures, config, facts, words, Labels(config, words), figures.period, day)
