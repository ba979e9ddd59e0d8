"""The site's own pages, made of all releases: countries, the comparison, the data of all periods."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.whole.project import Project, as_csv, requests

QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site that grew: two releases at once, a third one later, and a year's."""
    made = Project(tmp_path_factory.mktemp("site"))
    made.write({"legal_requests": {"log.csv": as_csv(requests(300))}}, counting={"history": 1})
    made.build("2025-Q1", "2025-Q2", formats=("html", "csv", "json"))
    made.build("2025-Q3", formats=("html", "csv", "json"))
    made.build("2025", formats=("html", "csv", "json"))
    return made


def table(project: Project, name: str) -> list[dict[str, str]]:
    """Read a table of all periods."""
    return list(csv.DictReader(io.StringIO(project.text(f"data/{name}.csv"))))


def heads(page: str, name: str) -> list[str]:
    """The row heads of a table."""
    found = re.search(rf'id="{name}".*?</table>', page, re.DOTALL)
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)', found[0]) if found else []


def test_a_table_of_all_periods_has_every_published_row(project: Project) -> None:
    """Each once, in the words of the newest release that has it."""
    rows = table(project, "legal_requests")
    keys = [tuple(row[name] for name in ("period", "country", "request_type", "measure")) for row in rows]
    assert len(keys) == len(set(keys))
    for quarter in QUARTERS:
        own = [row for row in project.rows(quarter) if row["period"] == quarter]
        assert own == [row for row in rows if row["period"] == quarter]
    assert {row["period"] for row in rows} >= {*QUARTERS, "2025"}


def test_a_country_has_its_rows_in_a_file(project: Project) -> None:
    """All kinds together, each row with the name of its table."""
    rows = table(project, "countries/FR")
    assert {row["country"] for row in rows} == {"FR"}
    assert {row["table"] for row in rows} == {"legal_requests"}
    whole = [row for row in table(project, "legal_requests") if row["country"] == "FR"]
    assert [{name: row[name] for name in whole[0]} for row in rows] == whole


def test_a_country_has_every_period_on_its_page(project: Project) -> None:
    """Quarters and years apart, its share of all, its types, its answer, its data, its neighbours."""
    page = project.text("countries/FR.html")
    quarters = heads(page, "legal-requests-quarter-table")
    assert quarters[:3] == ["Q3 2025", "Q2 2025", "Q1 2025"]
    assert heads(page, "legal-requests-year-table") == ["2025", "2024"]
    assert heads(page, "legal-requests-quarter-types") == ["Q3 2025", "Q2 2025", "Q1 2025"]  # not Q4 2024
    assert "Share of all countries" in page
    assert '<th scope="row"><a href="../2025-Q1/countries/FR.html">' in page
    assert '<dd><a href="../2025/countries/FR.html">' in page  # the newest report on it
    assert 'id="legal-requests-quarter-types"' in page
    assert "Transparency report for" in page
    assert 'href="../data/countries/FR.csv"' in page
    assert 'rel="prev" href="../countries/' in page or 'rel="next" href="../countries/' in page


def test_releases_and_the_front_page_lead_there(project: Project) -> None:
    """The address stays whatever is released."""
    assert 'href="countries/FR.html"' in project.text("index.html")
    assert 'href="../../countries/FR.html"' in project.text("2025-Q1/countries/FR.html")
    assert 'href="data/legal_requests.csv"' in project.text("index.html")
    assert 'href="compare.html"' in project.text("index.html")


def test_periods_of_one_length_are_compared(project: Project) -> None:
    """Quarters with quarters, years with years, on a page that stays light."""
    page = project.text("compare.html")
    assert re.findall(r'<th scope="col" data-start="([^"]*)"', page)[-3:] == [
        "2025-01-01",
        "2025-04-01",
        "2025-07-01",
    ]
    assert heads(page, "year-requests")[-1] == "All countries"
    assert re.findall(r'data-label="(Requests,[^"]*)"', page) == ["Requests, by year", "Requests, by quarter"]
    assert len(page) < 150_000
