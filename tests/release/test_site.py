"""The front page is made from what the releases published: their order, countries, links and trend."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import EnvironmentFailure
from pellucid.release.read import published_cells, releases
from pellucid.release.site import front_pages
from pellucid.render.pages.front import SitePages, site_pages
from pellucid.report.model import MethodChange
from tests.release.made_site import NEW, TREND, make_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pellucid.report.model import FrontPage

ONE = "FR _T requests published 1"
TWO = "FR _T requests published 1\nAX _T requests published 1\nDE _T requests published 1"


def front(site: Path) -> FrontPage:
    """Give the front page of a site that has one."""
    (found,) = front_pages(site, None, "Pellucid 0.1.0", releases(site))
    assert found
    return found


def test_the_newest_release_and_the_order_of_all(tmp_path: Path) -> None:
    """A year stands before its quarters, the newest year first; the newest is the shortest that ends last."""
    periods = ["2024", "2025-Q4", "2025", "2024-Q4", "2026-Q1", "2025-H2", "2025-Q3"]
    found = front(make_site(tmp_path, "counts", dict.fromkeys(periods, ONE)))

    assert found.newest.name == "2026-Q1"
    assert [release.name for release in found.releases] == [
        "2026-Q1",
        "2025",
        "2025-H2",
        "2025-Q4",
        "2025-Q3",
        "2024",
        "2024-Q4",
    ]
    assert found.about == "Messenger: 7 reports, from 2024 to Q1 2026."


def test_of_two_that_end_on_one_day_the_shorter_is_the_newest(tmp_path: Path) -> None:
    """A site of quarters and years shows the quarter first."""
    assert front(make_site(tmp_path, "counts", {"2025": ONE, "2025-Q4": ONE})).newest.name == "2025-Q4"


def test_a_country_leads_to_its_newest_page(tmp_path: Path) -> None:
    """Every country of any release, by name, each linked to the newest release that has its page."""
    found = front(make_site(tmp_path, "counts", {"2025-Q3": TWO, "2025-Q4": ONE}))

    assert [(country.name, country.href) for country in found.countries] == [
        ("Åland Islands", "2025-Q3/countries/AX.html"),
        ("France", "2025-Q4/countries/FR.html"),
        ("Germany", "2025-Q3/countries/DE.html"),
    ]


def test_only_what_is_there_is_linked(tmp_path: Path) -> None:
    """The made-up release links a CSV file that it lacks."""
    found = front(make_site(tmp_path, "counts", {"2025-Q4": ONE}))

    assert [(link.text, link.href) for link in found.newest.links] == [
        ("PDF", "2025-Q4/report.pdf"),
        ("JSON", "2025-Q4/data/report.json"),
    ]


def test_trend_and_events_are_the_newest_release_s(tmp_path: Path) -> None:
    """The trend comes back as it was drawn; the link to its figures leads from the site's root."""
    found = front(make_site(tmp_path, "counts", {"2025-Q4": ONE}, (NEW,)))

    assert found.trend
    assert found.trend.line == TREND.line
    assert found.trend.source
    assert found.trend.source.href == "2025-Q4/data/counts.csv"
    assert [entry.label for entry in found.timeline] == ["Founder detained"]


def test_a_single_release_is_the_first(tmp_path: Path) -> None:
    """What the page says of itself."""
    found = front(make_site(tmp_path, "counts", {"2025-Q4": ONE}))

    assert found.about == "The first report of Messenger, about Q4 2025."
    assert found.attribution == ("Figures: an archive, CC-BY 4.0",)


def test_the_front_page_can_be_written(tmp_path: Path) -> None:
    """The templates find all that they ask for."""
    found = front(make_site(tmp_path, "counts", {"2025-Q3": TWO, "2025-Q4": ONE}, (NEW,)))
    pages = {path: made() for path, made in site_pages(SitePages(found)).items()}

    taken = {f"charts/trend.{form}" for form in ("svg", "png", "csv")}
    assert set(pages) == {"index.html", "feed.xml", "latest/index.html", *taken}
    assert b'href="2025-Q3/countries/DE.html"' in pages["index.html"]


def test_no_page_no_front_page(tmp_path: Path) -> None:
    """A site of data files only has nothing that a front page could lead to."""
    site = make_site(tmp_path, "counts", {"2025-Q4": ONE})
    (site / "2025-Q4/index.html").unlink()

    assert front_pages(site, None, "Pellucid 0.1.0", releases(site)) == ()


def test_a_folder_of_the_publisher_s_own_is_no_release(tmp_path: Path) -> None:
    """Not even when it has a period's name."""
    site = make_site(tmp_path, "counts", {"2025-Q4": ONE})
    shutil.copytree(site / "2025-Q4", site / "2019")
    (site / "2019/manifest.json").unlink()

    assert [release.name for release in front(site).releases] == ["2025-Q4"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text[:-9], "not JSON"),
        (lambda _: b"[1]", "not an object"),
        (lambda text: text.replace(b'"published_at"', b'"published"'), "published_at"),
        (lambda text: text.replace(b'"schema": 1', b'"schema": 2'), "schema 2"),
        (lambda text: text.replace(b'"title": "Transparency report"', b'"title": 5'), "title must be str"),
    ],
)
def test_a_report_that_can_t_be_read_back(
    tmp_path: Path, change: Callable[[bytes], bytes], reason: str
) -> None:
    """The message names the file and what is wrong with it."""
    site = make_site(tmp_path, "counts", {"2025-Q4": ONE})
    path = site / "2025-Q4/data/report.json"
    path.write_bytes(change(path.read_bytes()))

    with pytest.raises(EnvironmentFailure, match=reason) as failure:
        releases(site)
    assert failure.value.where == str(path)


def test_cells_are_read_back_as_they_were_published(tmp_path: Path) -> None:
    """Key, numbers and status of each cell."""
    site = make_site(
        tmp_path, "counts", {"2025-Q4": "DE _T requests not_available - 0 3\nFR _T requests derived 7"}
    )
    found = published_cells(site, "2025-Q4")

    assert [(cell.country, cell.value, cell.lower, cell.upper, str(cell.status)) for cell in found] == [
        ("DE", None, 0, 3, "not_available"),
        ("FR", 7, 7, 7, "derived"),
    ]


def test_a_change_of_method_in_the_periods_of_the_reports_is_said(tmp_path: Path) -> None:
    """Below the list of reports, as their figures stand in a row; an older change is none of theirs."""
    changes = (
        MethodChange("2025-10-01", "1 October 2025", ("requests",), "Joined ones count once."),
        MethodChange("2020-01-01", "1 January 2020", ("requests",), "Long ago."),
    )
    site = make_site(tmp_path, "counts", {"2025-Q3": ONE, "2025-Q4": ONE}, method_changes=changes)
    assert front(site).method_changes == (
        "Change of method at 1 October 2025 (Requests): Joined ones count once.",
    )
