"""The whole report."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from pellucid.config.model import SectionName
from pellucid.report.build import build_report
from pellucid.report.context import TITLES
from pellucid.report.model import CountryPage, Narrative, Report, Section, Table
from pellucid.report.sections import SECTIONS
from tests.report.figures import FACTS, TODAY, config, cube, protected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.config.model import Config

REQUESTS = """
2025-Q3 _T _T requests 3
2025-Q4 _T _T requests 5
2025-Q4 _T _T requests_disclosed 0
2025-Q4 _T _T disclosure_rate 0
2025-Q4 _T _T days_to_close -
2025-Q4 _T subpoena requests 5
2025-Q4 _T preservation requests 2
2025-Q4 FR _T requests 5
2025-Q4 FR _T requests_disclosed c
2025-Q4 FR subpoena requests 5
2025-Q4 DE _T requests 0
2025-Q4 DE _T disclosure_rate -
"""
BREAKDOWNS = "2025-Q4 outcome rejected requests 5"


def report(settings: Config | None = None) -> Report:
    """Make a small report."""
    return build_report(
        protected([cube("legal_requests", REQUESTS)], BREAKDOWNS), FACTS, settings or config(), TODAY
    )


def all_tables(made: Report) -> Iterator[Table]:
    """Give every table of a report, those of country pages too."""
    pages: list[Section | CountryPage] = [*made.sections, made.method, *made.countries]
    blocks = [block for page in pages for block in page.blocks]
    return (block for block in blocks if isinstance(block, Table))


def test_the_configuration_knows_the_same_sections() -> None:
    """Each section that can be configured has a function and a title."""
    assert set(SECTIONS) == set(get_args(SectionName)) == set(TITLES)


def test_sections_without_figures_are_left_out() -> None:
    """Requests alone make four sections, in the configured order; the method stands by itself."""
    made = report()
    assert [section.id for section in made.sections] == ["summary", "countries", "request_types", "outcomes"]
    assert made.method.id == "method"
    chosen = config(report={"sections": ["outcomes", "summary"]})
    assert [section.id for section in report(chosen).sections] == ["outcomes", "summary"]


def test_the_head_of_a_report() -> None:
    """Period, date, summary, key figures, and when the next one is due."""
    made = report()
    assert (made.period.label, made.period.folder, made.published_on) == (
        "Q4 2025",
        "2025-Q4",
        "15 January 2026",
    )
    assert made.summary.startswith("From 1 October to 31 December 2025, 5 requests")
    assert [figure.value for figure in made.key_figures] == ["5", "0", "0.0%"]
    assert made.next_report == "The next report, about Q1 2026, is due after 31 March 2026."


def test_no_cell_is_blank() -> None:
    """Every row is as long as its head, and what has no figure says so."""
    for table in all_tables(report()):
        for row in table.rows:
            cells = (row.head, *row.cells)
            assert len(cells) == len(table.columns), table.id
            assert all(cell.text.strip() for cell in cells), table.id


def test_what_is_withheld_is_not_0() -> None:
    """France's disclosures are suppressed: its rate is neither 0 nor worked out."""
    (table,) = [table for table in all_tables(report()) if table.id == "countries-table"]
    assert [cell.text for cell in table.rows[0].cells][:3] == ["5", "c", "x"]


def test_ids_are_unique_on_a_page() -> None:
    """Anchors of a page lead to one place each."""
    made = report()
    main = [getattr(block, "id", None) for section in made.sections for block in section.blocks]
    for blocks in (main, *([getattr(block, "id", None) for block in page.blocks] for page in made.countries)):
        found = [name for name in blocks if name]
        assert len(found) == len(set(found))


def test_downloads_are_what_is_published() -> None:
    """Files of the configured formats, and no other."""
    settings = config(report={"formats": ["html", "csv", "xlsx"]})
    assert [link.href for link in report(settings).downloads] == [
        "data/report.xlsx",
        "data/legal_requests.csv",
        "data/breakdowns.csv",
    ]


def test_tables_link_their_data_only_where_it_is_published() -> None:
    """Without CSV there is nothing to link."""
    settings = config(report={"formats": ["html"]})
    assert all(table.source is None for table in all_tables(report(settings)))


def test_a_text_makes_a_section_of_its_own(tmp_path: Path) -> None:
    """The publisher's words come first in a section, and stand alone where there are no figures."""
    (tmp_path / "text.md").write_text("Our words.", encoding="utf-8")
    texts = {"outcomes": "text.md", "removals": "text.md"}
    made = {part.id: part for part in report(config(tmp_path, report={"narrative": texts})).sections}
    assert isinstance(made["outcomes"].blocks[0], Narrative)
    assert len(made["outcomes"].blocks) > 1
    assert [type(block) for block in made["removals"].blocks] == [Narrative]
