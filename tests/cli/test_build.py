"""`build`: which releases it makes, where, in what formats, and what it says of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import call, project, published, run

if TYPE_CHECKING:
    from pathlib import Path


def releases(folder: Path) -> set[str]:
    """Name the releases of the site."""
    return {name.split("/")[0] for name in published(folder) if name.endswith("manifest.json")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a sound log of 2025."""
    return project(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        ((), {"2025-Q4"}),
        (("--previous",), {"2025-Q4"}),
        (("--previous", "--today", "2025-07-01"), {"2025-Q2"}),
        (("--previous", "--today", "2025-06-30"), {"2025-Q1"}),
        (("--period", "2025-02"), {"2025-02"}),
        (("--period", "2025-H1"), {"2025-H1"}),
        (("--period", "2025"), {"2025"}),
        (("--period", "2025-03-15/2025-04-14"), {"2025-03-15_2025-04-14"}),
        (("--period", "2025-Q4", "--previous", "--period", "2025-Q4"), {"2025-Q4"}),
    ],
)
def test_periods(folder: Path, arguments: tuple[str, ...], made: set[str]) -> None:
    """Without any, the last complete one; each once, however often it is asked for."""
    ended = call(folder, "build", *arguments)
    assert (ended.code, ended.out) == (0, ""), ended.err
    assert releases(folder) == made


def test_all_periods(folder: Path) -> None:
    """Every complete one that the log has records for."""
    ended = run(folder, "build", "--all", "--today", "2025-10-02")
    assert ended.code == 0, ended.err
    assert releases(folder) == {"2025-Q1", "2025-Q2", "2025-Q3"}
    assert ended.err.splitlines()[:3] == ["made 2025-Q1", "made 2025-Q2", "made 2025-Q3"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--period", "2030-Q1"), "the period 2030-Q1 has not begun: it runs from 2030-01-01 to 2030-03-31"),
        (("--period", "2026-Q1"), "the period 2026-Q1 has not ended"),
        (("--period", "2025-12", "--today", "2025-12-31"), "the period 2025-12 has not ended"),
        (("--period", "2024-Q4"), "the period 2024-Q4 ended before the first record (2025-01-05)"),
        (("--previous", "--today", "2025-02-15"), "the period 2024-Q4 ended before the first record"),
        (("--period", "2025-Q5"), "2025-Q5"),
        (("--period", "lately"), "Understood are `2026-07` (month)"),
        (("--period", "2025-Q1", "--period", ""), "is not a period"),
    ],
)
def test_periods_that_can_not_be_reported(folder: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, and nothing is published, also of the periods that could be."""
    ended = call(folder, "build", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("pellucid: --period: ")
    assert says in ended.err
    assert not published(folder)


def test_a_dry_run_publishes_nothing(folder: Path) -> None:
    """It does everything else: the work folder tells of it."""
    ended = call(folder, "build", "--dry-run")
    assert ended.code == 0
    assert "Would make 2025-Q4" in ended.err
    assert not (folder / "public").exists()
    assert (folder / ".pellucid/reconciliation.json").exists()


def test_a_dry_run_changes_no_site(built: Path) -> None:
    """A site that is there stays as it is, byte for byte."""
    before = published(built)
    assert call(built, "build", "--dry-run", "--period", "2025-Q1").code == 0
    assert published(built) == before


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_summary_for_programs(folder: Path, options: tuple[str, ...]) -> None:
    """One line of JSON on standard output; what people read is elsewhere."""
    ended = call(folder, "build", "--summary", "json", *options)
    assert ended.code == 0
    assert ended.out.count("\n") == 1
    summary = json.loads(ended.out)
    assert summary["releases"] == ["2025-Q4"]
    assert summary["dry_run"] is bool(options)
    assert (summary["rejected"], summary["lapses"], summary["contradictions"]) == (0, 0, 0)
    if not options:
        assert summary["files"] == sum(name.startswith("2025-Q4/") for name in published(folder))


def test_formats_by_option(folder: Path) -> None:
    """Instead of the configuration's; blanks and an empty one do no harm."""
    assert call(folder, "build", "--formats", " xlsx, csv,").code == 0
    names = {name for name in published(folder) if name.startswith("2025-Q4/")}
    assert {"2025-Q4/data/report.xlsx", "2025-Q4/data/legal_requests.csv"} <= names
    assert not any(name.endswith((".html", ".pdf")) for name in names)


def test_another_site(folder: Path) -> None:
    """`--output` is relative to where the command is given, the configuration's to the configuration."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    ended = call(elsewhere, "-c", "../transparency.yaml", "build", "--output", "site")
    assert ended.code == 0
    assert (elsewhere / "site/2025-Q4/manifest.json").exists()
    assert not (folder / "public").exists()


def test_building_again_changes_nothing(built: Path) -> None:
    """The same logs, configuration and day give the same bytes."""
    before = published(built)
    assert call(built, "build", "--period", "2025-Q4").code == 0
    assert published(built) == before


def test_what_is_said(folder: Path) -> None:
    """Releases on standard error; with -q nothing; with -v each step."""
    assert call(folder, "build").err.splitlines() == ["made 2025-Q4", "Made 2025-Q4 in public."]
    assert call(folder, "-q", "build").said == ""
    told = call(folder, "-v", "build").err.splitlines()
    assert told[0] == "reading logs/requests.csv"
    assert "counting" in told


def test_pages_link_the_formats_that_are_asked_for(folder: Path) -> None:
    """Whatever the configuration names besides: no link leads nowhere."""
    assert call(folder, "build", "--formats", "html,xlsx").code == 0
    page = published(folder)["2025-Q4/index.html"].decode()
    assert "data/report.xlsx" in page
    assert "data/legal_requests.csv" not in page
