"""`pellucid audit` from outside: what it prints, its exit codes, and that it leaves the site alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.audit.sites import put, table
from tests.cli.running import call, run

if TYPE_CHECKING:
    from pathlib import Path

LEAK = {
    "2026-Q1/data/legal_requests.csv": table("2026-Q1 FR _T requests c"),
    "2026-Q2/data/legal_requests.csv": table("2026-Q2 FR _T requests 210"),
    "2026-H1/data/legal_requests.csv": table("2026-H1 FR _T requests 214"),
}


def test_a_leak(tmp_path: Path) -> None:
    """The cell, its value and the steps are printed, and the exit code says that a rule is broken."""
    put(tmp_path / "site", LEAK)
    ended = run(tmp_path, "audit", "site")
    step = "FR all types requests: 2026-Q1 = 2026-H1 (214) \N{MINUS SIGN} 2026-Q2 (210) = 4."
    assert ended.code == 3
    assert ended.out.splitlines() == [
        "FR 2026-Q1 all types requests is 4, withheld in 2026-Q1:",
        f"  {step} (Shorter periods add up to the longer one.)",
    ]
    assert "3 releases, 1 withheld cell: 1 can be worked out" in ended.err


def test_a_leak_for_programs(tmp_path: Path) -> None:
    """The same as JSON, with the numbers that it rests on and where they stand."""
    put(tmp_path / "site", LEAK)
    ended = call(tmp_path, "audit", "site", "--format", "json")
    assert ended.code == 3
    (found,) = json.loads(ended.out)["disclosed"]
    assert (found["country"], found["measure"], found["lower"], found["upper"]) == ("FR", "requests", 4, 4)
    assert [(one["value"], one["release"]) for one in found["published"]] == [
        (214, "2026-H1"),
        (210, "2026-Q2"),
    ]


def test_what_is_small(tmp_path: Path) -> None:
    """Options say what is small; a site that gives no small cell away ends with 0 and is as it was."""
    site = put(tmp_path / "site", LEAK)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    ended = call(tmp_path, "audit", "site", "--threshold", "4")
    assert ended.code == 0
    assert "Worked out too, and not small: 1 withheld cell" in ended.out
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_the_configuration_says_what_is_small(built_once: Path) -> None:
    """Without a site the one of the configuration is attacked; this one withholds nothing."""
    ended = call(built_once, "audit")
    assert (ended.code, ended.out) == (0, "")
    assert "2 releases, 0 withheld cells" in ended.err


def test_what_is_no_site(tmp_path: Path) -> None:
    """A folder that is not there, one without tables, and a table that is none, each end with a reason."""
    assert "no such folder" in call(tmp_path, "audit", "nowhere").err
    (tmp_path / "empty").mkdir()
    ended = call(tmp_path, "audit", "empty")
    assert (ended.code, "nothing to audit" in ended.err) == (2, True)
    put(tmp_path / "site", {"2026-Q1/data/legal_requests.csv": "country,total\nFR,3\n"})
    ended = call(tmp_path, "audit", "site")
    assert (ended.code, "data/legal_requests.csv:1" in ended.err) == (4, True)
