"""A report that restates what was public says so, with both numbers side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.whole.project import Project, Record, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("html", "csv", "json")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two releases."""
    made = Project(tmp_path)
    made.write({"legal_requests": {"log.csv": as_csv(requests(60))}})
    made.build("2025-Q1", "2025-Q2", formats=FORMATS)
    return made


def rows(page: str) -> list[list[str]]:
    """The rows of the table of restated figures, as texts."""
    table = re.search(r'<div class="table[^"]*" id="restated".*?</table>', page, re.DOTALL)
    body = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)[1:] if table else []
    return [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in body]


def moved(records: list[Record]) -> list[Record]:
    """Give one request of the first quarter to a country that had none."""
    place = next(index for index, one in enumerate(records) if one["received_at"] < "2025-04" and index > 1)
    return [{**one, "country": "NO"} if index == place else one for index, one in enumerate(records)]


def test_nothing_is_said_where_nothing_is_restated(project: Project) -> None:
    """Built all at once, or the same once more."""
    assert 'id="restatements"' not in project.text("2025-Q2/index.html")
    before = project.files()
    project.build("2025-Q1", "2025-Q2", formats=FORMATS)
    assert project.files() == before
    project.build("2025-Q2", formats=FORMATS)
    assert project.files() == before


def test_a_later_report_restates_an_earlier_period(project: Project) -> None:
    """What no row carried was 0; the report that is compared with is named."""
    project.write({"legal_requests": {"log.csv": as_csv(moved(requests(60)))}})
    project.build("2025-Q2", formats=FORMATS)
    page = project.text("2025-Q2/index.html")
    assert ["Norway", "Q1 2025", "Requests", "0", "1"] in rows(page)
    assert "differ from those in the report about Q1 2025" in page
    assert not [row for row in rows(page) if row[0] == "All countries"]


def test_a_report_that_is_published_anew_is_compared_with_itself(project: Project) -> None:
    """Its earlier tables are linked, and building it once more changes nothing."""
    project.write({"legal_requests": {"log.csv": as_csv(moved(requests(60)))}})
    project.build("2025-Q1", formats=FORMATS)
    page = project.text("2025-Q1/index.html")
    assert ["Norway", "Q1 2025", "Requests", "0", "1"] in rows(page)
    assert 'href="versions/1/data/legal_requests.csv"' in page
    assert (project.site / "2025-Q1/versions/1/data/legal_requests.csv").is_file()
    before = project.files()
    project.build("2025-Q1", formats=FORMATS)
    assert project.files() == before
