"""What a newer site or release restates, and the versions that stay in the site."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from pellucid.release.restated import restatements
from pellucid.release.verify import verify
from tests.cli.running import call
from tests.whole.project import Project, as_csv, requests

if TYPE_CHECKING:
    from pathlib import Path

Log = list[dict[str, str]]


@pytest.fixture
def twice(tmp_path: Path) -> tuple[Project, Path]:
    """A site built from a log, and the site as it was before the log got two late records of Iceland."""
    made = Project(tmp_path)
    log = requests(120)
    made.write({"legal_requests": {"requests.csv": as_csv(log)}})
    made.build("2025-Q3", "2025-Q4")
    before = tmp_path / "before"
    shutil.copytree(made.site, before)
    late = [
        {**log[5], "request_id": f"late-{number}", "received_at": "2025-08-01", "closed_at": "2025-08-09"}
        | {"country": "IS", "request_type": "emergency", "outcome": "no_data", "accounts_disclosed": "0"}
        | {"accounts_specified": "2", "data_disclosed": ""}
        for number in (1, 2)
    ]
    made.write({"legal_requests": {"requests.csv": as_csv([*log, *late])}})
    made.build("2025-Q3", "2025-Q4")
    return made, before


def counted(path: Path) -> dict[tuple[str, ...], str]:
    """Read a table without the program."""
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {
        (row["period"], row["country"], row["request_type"], row["measure"]): row["value"] for row in rows
    }


def test_every_changed_number_is_named(twice: tuple[Project, Path]) -> None:
    """The numbers named are those that differ between the two files, with both their values."""
    made, before = twice
    named = {
        (one.period, one.first, one.second, one.measure): (one.old.value, one.new.value)
        for one in restatements(before / "2025-Q3", made.site / "2025-Q3")
        if one.table == "legal_requests"
    }
    old, new = (counted(site / "2025-Q3/data/legal_requests.csv") for site in (before, made.site))
    changed = {key: (old[key], new[key]) for key in old.keys() & new.keys() if old[key] != new[key]}
    assert {
        key: tuple(float(text) if text else None for text in pair) for key, pair in changed.items()
    } == named
    was, now = named["2025-Q3", "IS", "_T", "requests"]
    assert (was or 0) + 2 == now


def test_sites_are_compared_release_by_release(twice: tuple[Project, Path]) -> None:
    """The history in the later release is compared as well; a site is not different from itself."""
    made, before = twice
    found = restatements(before, made.site)
    assert {one.period for one in found} == {"2025-Q3"}
    assert len(found) > len(restatements(before / "2025-Q3", made.site / "2025-Q3"))
    assert restatements(made.site, made.site) == ()


def test_the_command(twice: tuple[Project, Path]) -> None:
    """It ends with 1 where something is restated, in each form with the same numbers; else with 0."""
    made, before = twice
    text = call(made.folder, "diff", str(before), "public")
    told = json.loads(call(made.folder, "diff", str(before), "public", "--format", "json").out)
    page = call(made.folder, "diff", str(before), "public", "--format", "html").out
    assert text.code == 1
    assert len(text.out.splitlines()) == len(told) == page.count("<tr><td>")
    assert f"{len(told):,} numbers restated" in text.err
    same = call(made.folder, "diff", "public", "public")
    assert (same.code, same.out) == (0, "")


def test_nothing_to_compare(twice: tuple[Project, Path], tmp_path: Path) -> None:
    """A folder without a release is an error that says what is wanted."""
    made, _ = twice
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no release"):
        restatements(tmp_path / "empty", made.site)


def test_what_was_public_stays_public(twice: tuple[Project, Path]) -> None:
    """The tables of the version before are kept as they were, and belong to the release; once."""
    made, before = twice
    kept = made.site / "2025-Q3/versions/1/data/legal_requests.csv"
    assert kept.read_bytes() == (before / "2025-Q3/data/legal_requests.csv").read_bytes()
    first = made.files()
    made.build("2025-Q3", "2025-Q4")
    assert made.files() == first
    assert not (made.site / "2025-Q3/versions/2").exists()
    assert verify(made.site) == ()
