"""Small counts over several releases of a site: what is built, step by step, holds against the attacker."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfidentialityBreach
from tests.cli.running import call
from tests.whole.project import Project, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

RULES = {"threshold": 5, "width": 5}
STEPS = (("2025-Q1",), ("2025-Q2", "2025-H1"), ("2025-Q3", "2025-Q4"), ("2025",))


@pytest.fixture
def made(tmp_path: Path) -> Project:
    """A log of 200 requests, most of whose counts are small."""
    project = Project(tmp_path)
    project.write({"legal_requests": {"log.csv": as_csv(requests(200, seed=3))}}, confidentiality=RULES)
    return project


def test_quarters_half_year_and_year(made: Project) -> None:
    """No small count stands anywhere, `audit` finds nothing, and what was decided stays as it was."""
    for step in STEPS:
        made.build(*step)
    audited = call(made.folder, "audit")
    assert (audited.code, "no small one can be worked out" in audited.err) == (0, True)
    for period in ("2025-Q1", "2025-H1", "2025"):
        numbers = [row for row in made.rows(period) if row["measure"] in {"requests", "accounts_disclosed"}]
        assert all(not row["value"] or float(row["value"]) in {0, *range(5, 10_000)} for row in numbers)
        assert {row["status"] for row in numbers} == {"published", "suppressed"}
        assert all(row["value"] or not (row["lower"] or row["upper"]) for row in numbers)
    before = made.files()
    for step in STEPS:
        made.build(*step)
    assert {name: made.files()[name] for name in before if name.endswith(".csv")} == {
        name: content for name, content in before.items() if name.endswith(".csv")
    }


def test_tables_are_written_whatever_was_asked(made: Project) -> None:
    """The next build has to see what is public, so the CSV is there though only pages were wanted."""
    made.build("2025-Q1", formats=("html",))
    assert (made.site / "2025-Q1/data/legal_requests.csv").is_file()


def test_the_cost_is_told_to_the_publisher_alone(made: Project) -> None:
    """audit.json has small counts and those that protect them apart; the numbers are those of the tables."""
    made.build("2025-Q1")
    record = json.loads((made.folder / ".pellucid/audit.json").read_text(encoding="utf-8"))
    assert (record["threshold"], record["audit"]["disclosed"]) == (5, [])
    (cost,) = [
        one
        for one in record["releases"]["2025-Q1"]
        if (one["table"], one["measure"]) == ("legal_requests", "requests")
    ]
    gone = [
        row
        for row in made.rows("2025-Q1")
        if (row["period"], row["measure"], row["status"]) == ("2025-Q1", "requests", "suppressed")
    ]
    assert cost["primary"] + cost["complementary"] == len(gone)
    assert cost["primary"] > 0


def test_check_shows_what_thresholds_cost(made: Project) -> None:
    """While none is chosen: 3, 5 and 10; the higher one withholds no less."""
    made.write({"legal_requests": {"log.csv": as_csv(requests(200, seed=3))}})
    told = call(made.folder, "check", "--period", "2025-Q1").out
    assert "below 3" in told
    assert "below 10" in told
    (line,) = [one for one in told.splitlines() if one.strip().startswith("legal_requests requests ")]
    withheld = [int(word.partition("/")[0]) for word in line.split() if "/" in word]
    assert withheld == sorted(withheld)
    assert len(withheld) == 3
    asked = json.loads(call(made.folder, "check", "--thresholds", "4", "--format", "json").out)
    assert [one["threshold"] for one in asked["thresholds"]] == [4]


def test_a_site_that_gives_small_counts_away_stops_the_build(made: Project) -> None:
    """A quarter that is public without a threshold gives the half-year's other quarter away: exit 3."""
    log = as_csv(requests(200, seed=3))
    made.write({"legal_requests": {"log.csv": log}})
    made.build("2025-Q2", "2025-H1")
    made.write({"legal_requests": {"log.csv": log}}, confidentiality=RULES)
    with pytest.raises(ConfidentialityBreach) as error:
        made.build("2025-Q1")
    assert "2025-Q1" in str(error.value)
    assert not (made.site / "2025-Q1").exists()


def test_small_counts_that_were_public_are_named(made: Project) -> None:
    """A release from before a threshold was chosen keeps its counts when built again; the build says so."""
    log = as_csv(requests(200, seed=3))
    made.write({"legal_requests": {"log.csv": log}})
    made.build("2025-Q1")
    before = counts_of(made)
    made.write({"legal_requests": {"log.csv": log}}, confidentiality=RULES)
    ended = call(made.folder, "build", "--period", "2025-Q1", "--formats", "csv")
    assert ended.code == 0, ended.err
    assert counts_of(made) == before
    small = [row for row in before if row["value"] and 0 < float(row["value"]) < 5]
    assert f"{len(small)} counts below the threshold were published before" in ended.err
    assert "take the folders of those releases out of the site" in ended.err


def counts_of(made: Project) -> list[dict[str, str]]:
    """Every published count of 2025-Q1: no rates, no medians."""
    with (made.site / "2025-Q1/data/breakdowns.csv").open(encoding="utf-8") as file:
        rows = [*made.rows("2025-Q1"), *csv.DictReader(file)]
    return [row for row in rows if not row["measure"].endswith(("_rate", "_to_close"))]
