"""Takes front pages and what all releases say; gives them with every period: countries, comparison, data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.release.joined import lookups, said_by_all, tables_of_all
from pellucid.release.read import releases
from pellucid.render.data.csv import table_csv
from pellucid.render.data.tables import BREAKDOWNS, CELL_FIELDS, CELL_KEYS, Field, PublishedTable
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
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pellucid.config.model import Config
    from pellucid.release.read import Coming
    from pellucid.render.data.tables import Record
    from pellucid.report.model import FrontPage
    from pellucid.report.pages.joined import Joined

CSV = "csv"
TABLE = Field("table", "string", "Name of the table that the row is from.")


@dataclass(frozen=True)
class AllPeriods:
    """What all releases of a site say together, figures and nothing else."""

    config: Config
    figures: tuple[Joined, ...]
    tables: tuple[PublishedTable, ...]

    @classmethod
    def of(cls, site: Path, config: Config, coming: Coming) -> AllPeriods:
        """Read every release, those that are about to be published included.

        Raises:
            EnvironmentFailure: a release's report.json can't be read back.

        """
        said = said_by_all(site, releases(site, coming), coming)
        return cls(config, lookups(said, config.periods.fiscal_year_start), tables_of_all(said))

    def with_pages(self, front: FrontPage) -> FrontPage:
        """Add to a front page what is made of all periods."""
        contexts = [_context(self.config, figures, front) for figures in self.figures]
        if not contexts:
            return front
        pages = pages_of_all_periods(contexts, front.path, front.country_reports)
        main = main_view(contexts[0])
        return replace(
            front,
            about=about(contexts[0], front.about),
            trend=(main and trend_figure(contexts[0], main, "trend")) or front.trend,
            countries=tuple(CountryEntry(page.name, front.path + page.path) for page in pages),
            country_pages=pages,
            comparison=comparison(contexts),
            downloads=tuple(self._links(contexts)),
        )

    def files(self) -> dict[str, bytes]:
        """Write the data of all periods, a table a kind and one a country, below the site's root."""
        if CSV not in self.config.report.formats:
            return {}
        whole = {table.path: table_csv(table) for table in self.tables}
        return {**whole, **dict(_by_country(self.tables))}

    def _links(self, contexts: Sequence[Context]) -> Iterator[Link]:
        words = contexts[0].words
        if CSV in self.config.report.formats:
            for table in self.tables:
                name = (
                    words.say("Breakdowns")
                    if table.name == BREAKDOWNS
                    else kind_label(contexts[0], table.name)
                )
                yield Link(words.say("{what}, all periods, as CSV", what=name), table.path)


def _by_country(tables: Iterable[PublishedTable]) -> Iterator[tuple[str, bytes]]:
    """Give a file a country: the rows of all kinds, each with the name of its table in front."""
    found: dict[str, list[Record]] = {}
    for table in tables:
        if table.fields == CELL_FIELDS:
            place = table.header.index("country")
            for row in table.rows:
                found.setdefault(str(row[place]), []).append((table.name, *row))
    for code, rows in found.items():
        if code != TOTAL:
            own = PublishedTable(f"countries/{code}", code, (TABLE, *CELL_FIELDS), CELL_KEYS, tuple(rows))
            yield own.path, table_csv(own)


def _context(config: Config, figures: Joined, front: FrontPage) -> Context:
    words = Words.of(front.language)
    facts = Facts(front.program, ())
    day = date.fromisoformat(front.newest.published_at)
    return Context(figures, config, facts, words, Labels(config, words), figures.period, day)
