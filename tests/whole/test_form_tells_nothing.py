"""Two logs that differ in nothing but what is withheld: their sites are the same, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.whole.project import Project, Record, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = ("2025-Q2", "2025-Q3")
FORMATS = ("html", "pdf", "csv", "json", "xlsx", "parquet")
# Country, quarter and number of requests, as the one log has them and as the other.
SMALL = (
    ("IS", "2025-05-06", 3, 2),
    ("NO", "2025-05-06", 2, 3),
    ("DK", "2025-08-06", 1, 4),
    ("SE", "2025-08-06", 4, 1),
)


def log(which: int, faulty: int) -> str:
    """Make a log with large countries, the small ones, and rows that can't be counted."""
    many = [{**one, "country": "US"} if one["country"] == "IS" else one for one in requests(300)]
    few = [_small(country, day, place) for country, day, *numbers in SMALL for place in range(numbers[which])]
    faults = [{**many[place], "accounts_specified": "some"} for place in range(faulty)]
    return as_csv(_numbered([*many, *few, *faults]))


def _small(country: str, day: str, place: int) -> Record:
    return {
        **requests(2)[0],
        "country": country,
        "received_at": day,
        "closed_at": f"{day[:8]}1{place}",
        "request_type": "court_order",
        "outcome": "no_data",
        "accounts_specified": "1",
        "accounts_disclosed": "0",
        "data_disclosed": "",
    }


def _numbered(records: list[Record]) -> list[Record]:
    return [{**one, "request_id": f"R-{place:04}"} for place, one in enumerate(records)]


def test_the_site_does_not_depend_on_what_it_withholds(tmp_path: Path) -> None:
    """No order, width, scale, flag, sentence or number of rows differs; only the hash of each log does."""
    sites = []
    for which, faulty in ((0, 11), (1, 13)):
        project = Project(tmp_path / str(which))
        project.folder.mkdir()
        project.write(
            {"legal_requests": {"log.csv": log(which, faulty)}},
            confidentiality={"threshold": 5},
            report={"formats": list(FORMATS)},
        )
        project.build(*QUARTERS, formats=FORMATS)
        sites.append(project)
    for quarter in QUARTERS:
        withheld = {row["country"] for row in sites[0].rows(quarter) if row["status"] == "suppressed"}
        assert withheld >= {
            country for country, day, *_ in SMALL if (day[5:7] == "05") == (quarter[-1] == "2")
        }
    first, second = (project.files() for project in sites)
    assert first.keys() == second.keys()
    assert all(b'id="world-map"' in first[name] for name in ("index.html", "2025-Q3/index.html"))
    different = {name for name in first if first[name] != second[name]}
    assert different <= {f"{quarter}/manifest.json" for quarter in QUARTERS}
