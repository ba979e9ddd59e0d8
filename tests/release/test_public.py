"""The public tables of a site, its kept versions and what is about to be published, read back as cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import EnvironmentFailure, UsageError
from pellucid.release.public import public_releases
from pellucid.vocabulary.status import Status
from tests.audit.sites import breakdowns, put, report, table

if TYPE_CHECKING:
    from pathlib import Path

QUARTER = "2026-Q1/data/legal_requests.csv"


def test_a_site_with_several_tables(tmp_path: Path) -> None:
    """Every cell of every kind is there with its period's days; breakdowns take theirs from the tables."""
    put(
        tmp_path,
        {
            QUARTER: table("2026-Q1 FR _T requests 7\n2026-Q1 _T _T requests c", fiscal_year_start=4),
            "2026-Q1/data/breakdowns.csv": breakdowns("2026-Q1 outcome rejected requests 3..9"),
        },
    )

    (release,) = public_releases(tmp_path)

    assert (release.folder, release.version, release.current, release.ours) == ("2026-Q1", 1, True, False)
    assert release.span == (date(2026, 4, 1), date(2026, 6, 30))
    seven, withheld, banded = release.cells
    assert (seven.country, seven.value, seven.lower, seven.upper) == ("FR", 7, 7, 7)
    assert (withheld.status, withheld.value, withheld.lower) == (Status.SUPPRESSED, None, None)
    assert (banded.dimension, banded.code, banded.lower, banded.upper) == ("outcome", "rejected", 3, 9)
    assert banded.start == date(2026, 4, 1)
    assert banded.key == ("breakdowns", *release.span, "outcome", "rejected", "requests")


def test_versions_and_what_is_about_to_be_published(tmp_path: Path) -> None:
    """Kept versions come first, then what stands there, then what will stand there; releases by period."""
    one = "2026-Q1 FR _T requests"
    put(
        tmp_path,
        {
            "2026-Q1/versions/10/data/legal_requests.csv": table(f"{one} 3"),
            "2026-Q1/versions/2/data/legal_requests.csv": table(f"{one} 2"),
            QUARTER: table(f"{one} 4"),
            "2025/data/legal_requests.csv": table("2025 FR _T requests 1"),
        },
    )
    new = {"2026-Q1": {"data/legal_requests.csv": table(f"{one} 5").encode(), "index.html": b"<p>"}}

    found = public_releases(tmp_path, new)

    assert [(r.name, r.cells[0].value) for r in found] == [
        ("2025", 1),
        ("2026-Q1/versions/1", 2),
        ("2026-Q1/versions/2", 3),
        ("2026-Q1/versions/3", 4),
        ("2026-Q1", 5),
    ]
    assert [r.current for r in public_releases(tmp_path)] == [True, False, False, True]


def test_a_first_release(tmp_path: Path) -> None:
    """Where there is no site yet, what is about to be published is all there is."""
    new = {"2026-Q1": {"data/legal_requests.csv": table("2026-Q1 FR _T requests 5").encode()}}
    (release,) = public_releases(tmp_path / "none", new)
    assert [cell.value for cell in release.cells] == [5]
    with pytest.raises(UsageError, match="no such folder"):
        public_releases(tmp_path / "none")


def test_what_the_report_says(tmp_path: Path) -> None:
    """Families and statements that hold come from report.json, the period's days too."""
    types = [{"code": "letter", "label": "Letter", "family": "preservation"}, {"code": "old", "label": "Old"}]
    put(
        tmp_path,
        {
            QUARTER: table("2026-Q1 FR letter requests 7"),
            "2026-Q1/data/report.json": report("2026-Q1", request_types=types, stated=["a<=b"]),
        },
    )
    (release,) = public_releases(tmp_path)
    assert release.ours
    assert release.families == {"letter": "preservation"}
    assert release.stated == frozenset({"a<=b"})


def test_a_table_of_another_program(tmp_path: Path) -> None:
    """Columns may be missing that say nothing new, others may be there; other files are no matter."""
    head = "\ufeffnote,status,value,measure,request_type,country,period\n"
    text = f"{head}x,published,4.50,requests,_T,FR,2026-H1\n"
    put(
        tmp_path,
        {"first/data/legal_requests.csv": text, "first/data/staff.csv": "name\nAnn\n", "a/readme.txt": ""},
    )
    (release,) = public_releases(tmp_path)
    (cell,) = release.cells
    assert (cell.value, cell.digits, cell.lower, cell.start) == (4.5, 2, None, date(2026, 1, 1))
    assert release.span == (date(2026, 1, 1), date(2026, 6, 30))
    assert release.stated is None


HEAD = "period,country,request_type,measure,value,status\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("country,total\n", 1, "no column period, request_type, measure, value, status"),
        (f"{HEAD}2026-Q1,FR,_T,requests,4,published\n2026-Q5,FR,_T,requests,4,published\n", 3, "quarters"),
        (f"{HEAD}2026-Q1,FR,_T,requests,four,published\n", 2, "value is not a number"),
        (f"{HEAD}2026-Q1,FR,_T,requests,inf,published\n", 2, "value is not a number"),
        (f"{HEAD}2026-Q1,FR,_T,requests,,published\n", 2, "there is no value"),
        (f"{HEAD}2026-Q1,FR,_T,requests,4,fine\n", 2, "status must be one of"),
        (f"{HEAD}2026-Q1,FR,_T,requests,4\n", 2, "5 fields, and the head has 6"),
        (f"{HEAD}2026-Q1,,_T,requests,4,published\n", 2, "must be there"),
        (f'{HEAD}2026-Q1,FR,_T,requests,"4,published\n', 2, "unexpected end"),
        (
            f"{HEAD}2026-Q1,FR,_T,requests,4,published\n2026-Q1,FR,_T,requests,5,published\n",
            3,
            "stands in line 2 too",
        ),
    ],
)
def test_a_file_that_is_no_such_table(tmp_path: Path, text: str, line: int, reason: str) -> None:
    """The error names the file and the line."""
    put(tmp_path, {QUARTER: text})
    with pytest.raises(EnvironmentFailure) as error:
        public_releases(tmp_path)
    assert str(error.value.where) == f"{tmp_path / QUARTER}:{line}"
    assert reason in str(error.value)
