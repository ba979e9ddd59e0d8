"""A build from a configuration to the files: nothing is lost, counted twice, or different the next time."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.whole.project import COLUMNS, FIRST, TODAY, Project, Record, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
REPORTS = """report_id,received_at,channel,category,country,reviewed_at,decision,search_term
1,2025-03-31T23:30:00Z,search_report,csam,FR,2025-04-01T00:30:00Z,removed,term one
2,2025-04-01T00:30:00+02:00,search_report,csam,,2025-04-01T01:00:00+02:00,no_violation,term two
3,2025-05-01T10:00:00Z,in_app,spam,DE,,pending,
4,2025-05-01T10:00:00Z,nowhere,spam,DE,,pending,
"""
COUNTS = """period_start,period_end,country,request_type,orders
2025-01-01,2025-03-31,FR,defamation,3
2025-01-01,2025-06-30,FR,defamation,10
2025-04-01,2025-06-30,DE,defamation,0-9
2025-01-01,2025-06-30,DE,defamation,-1
"""


def faulty(sound: list[Record]) -> list[Record]:
    """Put rows among sound ones that can't count: two faults, a copy, a contradiction, a blank one."""
    copy, other = dict(sound[5]), {**sound[6], "country": "DK"}
    no_country = {**sound[7], "request_id": "X-1", "country": "Atlantis"}
    no_date = {**sound[8], "request_id": "X-2", "received_at": "2025-02-30"}
    return [*sound, copy, other, no_country, no_date, dict.fromkeys(COLUMNS, "")]


def full_project(project: Project, **settings: Any) -> list[Record]:  # noqa: ANN401 - anything in YAML
    """Write a project with logs of three kinds, faults among them; give the requests that count."""
    sound = requests(120)
    first, second = sound[:70], sound[70:]
    project.write(
        {
            "legal_requests": {"a.csv": as_csv(faulty(first)), "b.csv": as_csv(second)},
            "user_reports": {"reports.csv": REPORTS},
            "counts": {"counts.csv": COUNTS},
        },
        **settings,
    )
    return [*first[:6], *first[7:], *second]


def quarter(record: Record) -> str:
    """Name the quarter of a request."""
    year, month, _ = record["received_at"].split("-")
    return f"{year}-Q{(int(month) + 2) // 3}"


ASKED = [
    ("2025-Q2",),
    ("2025-Q2", "2025-H1", "2025"),
    ("2025-01", "2025-Q1", "2025-02-15/2025-04-15", "2024"),
    ("2025-01-01/2025-02-15", "2025-02-01/2025-03-10"),
]


@pytest.mark.parametrize("periods", [*ASKED, ()])
def test_nothing_is_lost(project: Project, periods: tuple[str, ...]) -> None:
    """Of each file, rows read went somewhere, each once, whatever periods are asked for together."""
    full_project(project)
    project.build(*periods, every=not periods)
    accounts = project.accounts()
    lengths = {
        name: len(list(csv.reader(io.StringIO((project.folder / name).read_text(encoding="utf-8"))))) - 1
        for name in ("a.csv", "b.csv", "reports.csv", "counts.csv")
    }
    assert {name: account["read"] for name, account in accounts.items()} == lengths
    for account in accounts.values():
        left_out = account["rejected"] + account["duplicates"] + account["set_aside"]
        assert account["accepted"] + left_out == account["read"]
        assert sum(account["counted"].values()) + account["outside"] == account["accepted"]
        assert sum(account["rejected_by_code"].values()) == account["rejected"]
        assert set(account["counted"]) <= set(periods or QUARTERS)


def test_where_rows_went(project: Project) -> None:
    """Faults are counted by code, a copy and a blank row for themselves; none of them reaches a figure."""
    sound = full_project(project)
    project.build("2025-Q1")
    account = project.accounts()["a.csv"]
    assert (account["read"], account["rejected"], account["duplicates"], account["set_aside"]) == (
        75,
        4,
        1,
        1,
    )
    assert account["rejected_by_code"] == {
        "contradicting_duplicate": 2,
        "not_a_date": 1,
        "unknown_country": 1,
    }
    here = [one for one in sound if quarter(one) == "2025-Q1" and one["request_type"] != "preservation"]
    assert project.values("2025-Q1")["2025-Q1", "_T", "_T", "requests"] == str(len(here))


def test_counted_rows_are_those_of_the_period(project: Project) -> None:
    """With `--all`, the rows counted in each quarter are those received in it; the others are outside."""
    sound = full_project(project)
    project.build(every=True)
    found: Counter[str] = Counter()
    for name in ("a.csv", "b.csv"):
        found += Counter(project.accounts()[name]["counted"])
    received = Counter(quarter(one) for one in sound)
    assert found == {name: received[name] for name in QUARTERS}
    assert sum(project.accounts()[name]["outside"] for name in ("a.csv", "b.csv")) == received["2026-Q1"]


def test_outside_is_outside_of_every_period(project: Project) -> None:
    """Of a quarter, its half-year and its year built together, a row is outside if it is in none of them."""
    sound = full_project(project)
    project.build("2025-Q2", "2025-H1", "2025")
    outside = sum(project.accounts()[name]["outside"] for name in ("a.csv", "b.csv"))
    assert outside == sum(not one["received_at"].startswith("2025") for one in sound)


def test_rows_of_aggregated_figures_count_in_the_period_that_holds_them(project: Project) -> None:
    """A row about a half-year is counted in no quarter, but in the half-year."""
    full_project(project)
    project.build("2025-Q1", "2025-Q2")
    account = project.accounts()["counts.csv"]
    assert (account["counted"], account["outside"]) == ({"2025-Q1": 1, "2025-Q2": 1}, 1)
    project.build("2025-H1")
    account = project.accounts()["counts.csv"]
    assert (account["counted"], account["outside"]) == ({"2025-H1": 3}, 0)


def test_rows_without_the_date_that_decides(project: Project) -> None:
    """With `period_by: closed_at` a request that is open is outside of every period."""
    sound = full_project(project, counting={"period_by": "closed_at"})
    project.build(every=True)
    outside = sum(project.accounts()[name]["outside"] for name in ("a.csv", "b.csv"))
    closed_late = sum(one["closed_at"] > "2025-12-31" for one in sound)
    assert outside == closed_late + sum(not one["closed_at"] for one in sound)


def test_all_periods(project: Project) -> None:
    """`--all` makes every complete period from the first record on, the one that has not ended left out."""
    full_project(project)
    assert project.build(every=True).releases == QUARTERS
    assert quarter({"received_at": TODAY.isoformat()}) == "2026-Q1"
    assert quarter({"received_at": FIRST.isoformat()}) == QUARTERS[0]


def test_all_periods_have_their_zeros(project: Project) -> None:
    """A quarter without a record between two that have some is released too, and says 0."""
    rows = [one for one in requests(60) if quarter(one) not in {"2025-Q2", "2025-Q3"}]
    project.write({"legal_requests": {"log.csv": as_csv(rows)}})
    assert "2025-Q2" in project.build(every=True).releases
    values = project.values("2025-Q2")
    assert values["2025-Q2", "_T", "_T", "requests"] == "0"
    assert values["2025-Q2", "FR", "_T", "requests"] == "0"
    assert ("2025-Q2", "FR", "court_order", "requests") not in values
    assert values["2025-Q2", "_T", "_T", "disclosure_rate"] == ""


def test_overlapping_periods_agree(project: Project) -> None:
    """Two quarters built together with their half-year add up to it, in every cell that adds up."""
    full_project(project)
    project.build("2025-Q1", "2025-H1", "2025-Q2", "2025")
    quarters = [project.values("2025-Q1"), project.values("2025-Q2")]
    sums: Counter[tuple[str, ...]] = Counter()
    for values in quarters:
        for (period, *where, measure), value in values.items():
            if period in {"2025-Q1", "2025-Q2"} and not measure.endswith(("_rate", "_to_close")):
                own = values is quarters[("2025-Q1", "2025-Q2").index(period)]
                sums[*where, measure] += int(value) if own else 0
    half = {
        key[1:]: int(value)
        for key, value in project.values("2025-H1").items()
        if key[0] == "2025-H1" and not key[3].endswith(("_rate", "_to_close"))
    }
    assert half == sums


def test_history_is_what_was_released(project: Project) -> None:
    """A release's rows about earlier quarters are the totals of the releases of these."""
    full_project(project)
    project.build(every=True)
    last = project.values("2025-Q4")
    assert {key[0] for key in last} == set(QUARTERS)
    for name in QUARTERS[:-1]:
        own = project.values(name)
        earlier = {key: value for key, value in last.items() if key[0] == name}
        assert earlier
        assert all(own.get(key, _zero(key)) == value for key, value in earlier.items())
        assert all("_T" in key[1:3] for key in earlier)


def _zero(key: tuple[str, ...]) -> str:
    """Give what stands for a country or type that came later than an earlier release."""
    return "" if key[3].endswith(("_rate", "_to_close")) else "0"


def test_columns_and_order(project: Project) -> None:
    """The tables have the contract's columns, sorted by them with totals first, each key once."""
    full_project(project)
    project.build("2025-Q2")
    for table in ("legal_requests", "user_reports", "counts"):
        rows = project.rows("2025-Q2", table)
        assert list(rows[0]) == [
            *("period", "period_start", "period_end", "country", "request_type", "measure"),
            *("value", "lower", "upper", "status"),
        ]
        keys = [(row["period"], row["country"], row["request_type"], row["measure"]) for row in rows]
        assert keys == sorted(keys, key=lambda key: [(part != "_T", part) for part in key])
        assert len(set(keys)) == len(keys)
        assert {(row["period_start"], row["period_end"]) for row in rows if row["period"] == "2025-Q2"} == {
            ("2025-04-01", "2025-06-30")
        }
    assert list(project.rows("2025-Q2", "breakdowns")[0]) == [
        *("period", "dimension", "code", "measure", "value", "lower", "upper", "status")
    ]


def test_reports_in_the_reports_zone(project: Project) -> None:
    """Reports just before and after midnight are in the quarter that the configured time zone says."""
    key = ("2025-Q2", "_T", "csam", "reports")
    full_project(project)
    project.build("2025-Q2")
    assert key not in project.values("2025-Q2", "user_reports") or (
        project.values("2025-Q2", "user_reports")[key] == "0"
    )
    full_project(project, periods={"timezone": "Europe/Paris"})
    project.build("2025-Q2")
    assert project.values("2025-Q2", "user_reports")[key] == "2"


def test_restated_release(project: Project) -> None:
    """A release that replaces another one names its manifest; where nothing changes, nothing is restated."""
    rows = requests(60)
    project.write({"legal_requests": {"log.csv": as_csv(rows)}})
    project.build("2025-Q1")
    first = (project.site / "2025-Q1" / "manifest.json").read_bytes()
    project.build("2025-Q1")
    assert (project.site / "2025-Q1" / "manifest.json").read_bytes() == first
    late = {**rows[0], "request_id": "late", "received_at": "2025-03-31", "closed_at": "2025-04-01"}
    project.write({"legal_requests": {"log.csv": as_csv([*rows, {**late, "request_type": "civil"}])}})
    before = project.values("2025-Q1")
    project.build("2025-Q1")
    assert project.json("2025-Q1/manifest.json")["restates"] == hashlib.sha256(first).hexdigest()
    after = project.values("2025-Q1")
    total = ("2025-Q1", "_T", "_T", "requests")
    assert int(after[total]) == int(before[total]) + 1
    assert after["2025-Q1", "_T", "civil", "requests"] == "1"


def test_order_of_rows_and_files_is_nothing(project: Project, tmp_path: Path) -> None:
    """The same records in another order, and in other files, give the same data files."""
    rows = requests(90)
    shuffled = rows.copy()
    random.Random(3).shuffle(shuffled)  # noqa: S311 - test data
    (tmp_path / "other").mkdir()
    other = Project(tmp_path / "other")
    project.write({"legal_requests": {"log.csv": as_csv(rows)}})
    other.write(
        {"legal_requests": {"2.csv": as_csv(shuffled[:30]), "1.csv": as_csv(shuffled[30:], COLUMNS[::-1])}}
    )
    for one in (project, other):
        one.build("2025-Q3", "2025")
    for release in ("2025-Q3", "2025"):
        for table in ("legal_requests", "breakdowns"):
            name = f"{release}/data/{table}.csv"
            assert project.text(name) == other.text(name)


FORMATS = "csv,json,html,xlsx,parquet"


def test_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, with another hash seed, time zone and language, a build writes the same bytes."""
    sites = []
    for name, environment in (
        ("one", {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
        ("two", {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
    ):
        (tmp_path / name).mkdir()
        project = Project(tmp_path / name)
        full_project(project)
        project.run(
            "build", "--period", "2025-Q2", "--period", "2025-H1", "--formats", FORMATS, **environment
        )
        sites.append(project.files())
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert any(name.endswith(".html") for name in sites[0])


@pytest.mark.parametrize(
    ("epoch", "zone", "released", "day"),
    [
        ("1767225599", "UTC", "2025-Q3", "2025-12-31"),
        ("1767225600", "UTC", "2025-Q4", "2026-01-01"),
        ("1767225599", "Europe/Paris", "2025-Q4", "2026-01-01"),
        ("1767225600", "America/New_York", "2025-Q3", "2025-12-31"),
    ],
)
def test_source_date_epoch(project: Project, epoch: str, zone: str, released: str, day: str) -> None:
    """SOURCE_DATE_EPOCH stands in for now: it says in the report's zone which period was the last to end."""
    sound = [one for one in requests(60) if max(one["received_at"], one["closed_at"]) < "2025-12-31"]
    project.write({"legal_requests": {"log.csv": as_csv(sound)}}, periods={"timezone": zone})
    project.run("build", "--formats", "csv,json", SOURCE_DATE_EPOCH=epoch)
    assert [path.name for path in project.site.glob("20*")] == [released]
    assert project.json(f"{released}/data/report.json")["published_at"] == day


def test_national_security_leaves_no_trace(project: Project, tmp_path: Path) -> None:
    """With national-security process in the log the site is the same as without, but for the log's hash."""
    rows = requests(40)
    secret = {
        **rows[0],
        "request_type": "nsl",
        "country": "US",
        "received_at": "2024-01-10",
        "closed_at": "2025-02-02",
        "outcome": "disclosed_full",
        "authority_type": "intelligence",
    }
    hidden = [{**secret, "request_id": f"N-{place}"} for place in range(37)]
    hidden += [
        {**one, "request_id": f"M-{place}", "received_at": "2025-02-01"} for place, one in enumerate(hidden)
    ]
    (tmp_path / "other").mkdir()
    other = Project(tmp_path / "other")
    project.write({"legal_requests": {"log.csv": as_csv(rows)}})
    other.write({"legal_requests": {"log.csv": as_csv([*rows, *hidden])}})
    for one in (project, other):
        one.build("2025-Q1", formats=("csv", "json", "html"))
    sites = [one.files() for one in (project, other)]
    assert sites[0].keys() == sites[1].keys()
    different = {name for name in sites[0] if sites[0][name] != sites[1][name]}
    assert different <= {"2025-Q1/manifest.json"}


@pytest.mark.parametrize("paths", [[["a.csv", "b.csv"]], [["a.csv"], ["b.csv"]]])
def test_deciding_date_in_one_log_only(project: Project, paths: list[list[str]]) -> None:
    """Where only one of two files or logs has the date that decides, the account and the figures agree."""
    dated = "request_id,received_at,closed_at,country,request_type,outcome,accounts_specified\r\n"
    undated = dated.replace("closed_at,", "")
    project.write(
        {
            "legal_requests": {
                "a.csv": f"{dated}a,2024-12-01,2025-01-20,FR,civil,no_data,1\r\n",
                "b.csv": f"{undated}b,2025-01-10,FR,civil,no_data,1\r\n",
            }
        },
        logs=[{"kind": "legal_requests", "paths": names} for names in paths],
        counting={"period_by": "closed_at"},
        policies=[],
    )
    project.build("2025-Q1")
    counted = sum(account["counted"].get("2025-Q1", 0) for account in project.accounts().values())
    assert project.values("2025-Q1")["2025-Q1", "_T", "_T", "requests"] == str(counted)
