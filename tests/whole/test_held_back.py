"""Records that may not be told of yet: in no figure until their date, and no sign of how many there are."""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfidentialityBreach
from tests.whole.project import COLUMNS, FIRST, PROGRAM, Project, Record, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

ALL = (*COLUMNS, "nondisclosure_order", "embargo_until", "legal_basis")
QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
SPARK = {"name": "spark", "master": "local[1]"}
QUICK = "--conf spark.sql.adaptive.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell"


def free(number: int) -> list[Record]:
    """Make requests that may be told of, some of them only since today or under no order any more."""
    marks = [("", ""), ("no", ""), ("no", "2026-02-10"), ("yes", "2026-02-10"), ("yes", "2025-03-01")]
    return [
        {**one, "nondisclosure_order": marks[place % 5][0], "embargo_until": marks[place % 5][1]}
        for place, one in enumerate(requests(number))
    ]


def held(number: int) -> list[Record]:
    """Make requests that may not be told of, which would show in every figure there is."""
    marks = [("yes", ""), ("yes", "2026-02-11"), ("no", "2026-02-11"), ("", "2030-01-01")]
    return [
        {
            **one,
            "request_id": f"H-{place}",
            "received_at": "2024-01-02" if place == 0 else one["received_at"],
            "closed_at": "2026-02-09" if one["closed_at"] else "",
            "country": ["US", "FR", "BR"][place % 3],
            "request_type": ["search_warrant", "court_order"][place % 2],
            "authority_type": "intelligence",
            "accounts_specified": "1000",
            "legal_basis": "A secret law",
            "nondisclosure_order": marks[place % 4][0],
            "embargo_until": marks[place % 4][1],
        }
        for place, one in enumerate(requests(number, seed=2))
    ]


@pytest.mark.parametrize("engine", [{"name": "duckdb"}, SPARK], ids=["duckdb", "spark"])
def test_no_byte_tells_of_them(
    tmp_path: Path, engine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With such records in the log the site is the same as without, but for the log's hash in manifests."""
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", QUICK)
    sites = []
    for name, log in (("without", free(60)), ("with", free(60) + held(31))):
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        project.write({"legal_requests": {"log.csv": as_csv(log, ALL)}}, engine=engine)
        formats = (
            ("csv", "json", "html", "xlsx", "parquet") if engine["name"] == "duckdb" else ("csv", "json")
        )
        built = project.build(every=True, formats=formats)
        assert built.releases == QUARTERS
        sites.append(project.files())
    assert sites[0].keys() == sites[1].keys()
    different = {name for name in sites[0] if sites[0][name] != sites[1][name]}
    assert different == {f"{quarter}/manifest.json" for quarter in QUARTERS}
    assert not any(b"secret" in content for content in sites[1].values())


def test_the_figures_are_those_of_the_others(project: Project) -> None:
    """Counted by hand over the records that may be told of: requests, accounts, medians, outcomes."""
    told = free(80)
    project.write({"legal_requests": {"log.csv": as_csv(told + held(40), ALL)}})
    project.build("2025-Q1")
    mine = [one for one in told if one["received_at"][:7] in {"2025-01", "2025-02", "2025-03"}]
    counted = [one for one in mine if one["request_type"] != "preservation"]
    values = project.values("2025-Q1")
    assert values["2025-Q1", "_T", "_T", "requests"] == str(len(counted))
    assert values["2025-Q1", "_T", "_T", "accounts_specified"] == str(
        sum(int(one["accounts_specified"]) for one in counted)
    )
    assert {key[1] for key in values} == {"_T", "DE", "FR", "IS"}
    outcomes = Counter(one["outcome"] for one in counted)
    assert {
        row["code"]: int(row["value"])
        for row in project.rows("2025-Q1", "breakdowns")
        if row["dimension"] == "outcome" and row["measure"] == "requests" and row["period"] == "2025-Q1"
    } == outcomes
    days = [_days(one) for one in counted if one["closed_at"]]
    assert float(values["2025-Q1", "_T", "_T", "days_to_close"]) == median(days)


def _days(one: Record) -> int:
    return (date.fromisoformat(one["closed_at"]) - date.fromisoformat(one["received_at"])).days


def test_on_their_day_they_are_counted(project: Project) -> None:
    """A record whose date has come is one like any other."""
    late = {**requests(3)[2], "received_at": "2025-02-03", "closed_at": "", "outcome": "pending"}
    rows = [
        *free(20),
        {**late, "request_id": "L-1", "embargo_until": "2026-02-10", "country": "NO"},
        {**late, "request_id": "L-2", "embargo_until": "2026-02-11", "country": "SE"},
    ]
    project.write({"legal_requests": {"log.csv": as_csv(rows, ALL)}})
    project.build("2025-Q1")
    countries = {row["country"] for row in project.rows("2025-Q1")}
    assert "NO" in countries
    assert "SE" not in countries


def test_the_account_still_adds_up(project: Project) -> None:
    """The operator is told how many are held back; they lie outside of every period."""
    project.write({"legal_requests": {"log.csv": as_csv(free(50) + held(12), ALL)}})
    project.build(every=True)
    account = project.accounts()["log.csv"]
    assert account["accepted"] == account["read"] == 62
    assert account["embargoed"] == 12
    assert sum(account["counted"].values()) + account["outside"] == 62
    assert account["outside"] == 12 + sum(one["received_at"] > "2025-12-31" for one in free(50))


def test_check_tells_the_operator(project: Project) -> None:
    """How many are held back is no secret to who has the log."""
    project.write({"legal_requests": {"log.csv": as_csv(free(5) + held(12), ALL)}})
    done = subprocess.run(
        [PROGRAM, "-q", "check", "--today", "2026-02-10"],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "12 of the accepted held back until their date" in done.stdout


@pytest.mark.parametrize("column", ["nondisclosure_order", "embargo_until"])
def test_the_report_says_that_there_may_be_some(project: Project, column: str) -> None:
    """Whenever the log has one of the columns, also where no record is held back; else there is no word."""
    for columns in (COLUMNS, (*COLUMNS, column)):
        rows = [{name: one.get(name, "") for name in columns} for one in requests(20)]
        project.write({"legal_requests": {"log.csv": as_csv(rows, columns)}})
        project.build("2025-Q1", formats=("csv", "json", "html"))
        for page in ("method.html", "index.html"):
            told = "There may be such records or none" in project.text(f"2025-Q1/{page}")
            assert told == (column in columns), page


def test_what_they_would_break_is_for_the_operator_alone(project: Project) -> None:
    """A disclosure against the policy is listed in the work folder, held back or not."""
    wrong = {
        **requests(1)[0],
        "request_id": "W-1",
        "received_at": "2025-02-03",
        "closed_at": "2025-02-04",
        "outcome": "disclosed_full",
        "authority_type": "police",
        "accounts_specified": "1",
        "accounts_disclosed": "1",
        "embargo_until": "2031-01-01",
    }
    project.write({"legal_requests": {"log.csv": as_csv([*free(2), wrong], ALL)}})
    project.build("2025-Q1")
    assert "W-1" in (project.folder / ".pellucid" / "policy.csv").read_text(encoding="utf-8")
    nonconforming = [row for row in project.rows("2025-Q1", "breakdowns") if "nonconform" in row["measure"]]
    assert all(row["value"] == "0" for row in nonconforming)
    assert FIRST.isoformat() < "2025-02-03"


@pytest.mark.parametrize(("late", "published"), [(1, False), (30, True)])
def test_a_single_late_record_does_not_show_by_a_difference(
    project: Project,
    late: int,
    published: bool,
) -> None:
    """Where counts are withheld, a record whose day has come stays out of sight until more come with it."""
    told = [{**one, "embargo_until": ""} for one in requests(300)]
    pending = {
        "received_at": "2025-02-03",
        "closed_at": "",
        "outcome": "pending",
        "country": "FR",
        "request_type": "court_order",
        "accounts_disclosed": "0",
        "data_disclosed": "",
    }
    ours = [{**one, **pending, "request_id": f"H-{one['request_id']}"} for one in requests(late + 1)[1:]]
    totals: list[int] = []
    for until in ("2026-02-11", "2026-02-10"):
        rows = [*told, *({**one, "embargo_until": until} for one in ours)]
        project.write({"legal_requests": {"log.csv": as_csv(rows, ALL)}}, confidentiality={"threshold": 5})
        if totals and not published:
            with pytest.raises(ConfidentialityBreach, match="changed by few records"):
                project.build("2025-Q1")
        else:
            project.build("2025-Q1")
        totals.append(int(project.values("2025-Q1")["2025-Q1", "_T", "_T", "requests"]))
    assert totals[1] - totals[0] == (late if published else 0)


def test_a_column_that_only_some_files_have(project: Project) -> None:
    """A record is held back by its own file's columns, whatever other files of the log lack."""
    plain = dict(requests(1)[0])
    late = {
        **plain,
        "request_id": "L-1",
        "country": "SE",
        "received_at": "2025-02-03",
        "closed_at": "2025-02-04",
        "embargo_until": "2031-01-01",
    }
    ordered = {
        **late,
        "request_id": "L-2",
        "country": "NO",
        "embargo_until": "",
        "nondisclosure_order": "yes",
    }
    files = {
        "a.csv": as_csv([plain, {**plain, "request_id": "L-0", "received_at": "2025-02-02"}]),
        "b.csv": as_csv([late], (*COLUMNS, "embargo_until")),
        "c.csv": as_csv([ordered], (*COLUMNS, "nondisclosure_order", "embargo_until")),
    }
    project.write(
        {"legal_requests": files}, logs=[{"kind": "legal_requests", "paths": ["a.csv", "b.csv", "c.csv"]}]
    )
    project.build("2025-Q1", formats=("csv", "json", "html"))
    assert {row["country"] for row in project.rows("2025-Q1")} <= {"_T", plain["country"]}
    assert "There may be such records or none" in project.text("2025-Q1/method.html")
    assert sum(account["embargoed"] for account in project.accounts().values()) == 2
