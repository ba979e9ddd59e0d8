"""Aggregated figures of several logs, and those where a part is more than its whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.above import parts_above
from pellucid.intake.cache import Cache
from pellucid.intake.read import read_logs
from pellucid.run.progress import Silence
from tests.cube.running import TODAY, Cells, log_of

if TYPE_CHECKING:
    from tests.cube.running import Bench


def test_a_measure_that_one_log_has_is_there(bench: Bench) -> None:
    """Each log speaks of its own rows: where it lacks a measure, the other's figures stand."""
    requests = log_of("counts", "country requests\nFR 5\nDE 3")
    accounts = log_of("counts", "country accounts_specified\nFR 9")
    figures = bench.count([requests, accounts], ["2025-Q1"])["2025-Q1"]
    cells = Cells.of(figures.cubes["counts"])
    assert (cells("requests"), cells("accounts_specified"), cells("requests", "DE")) == (8, 9, 3)
    assert ("2025-Q1", "DE", "_T", "accounts_specified") not in cells.of_key


def test_a_part_above_its_whole_stands_and_has_no_rate(bench: Bench) -> None:
    """The row is named with its line; types that are in no table are not."""
    log = log_of(
        "counts",
        "country request_type requests requests_disclosed\nFR civil 3 5\nDE civil 4 2\nUS nsl 1 2",
    )
    cells = bench.cells(log)
    assert (cells("requests_disclosed", "FR"), cells.status("disclosure_rate", "FR")) == (5, "not_available")
    assert cells("disclosure_rate", "DE") == 0.5
    config = bench.config([log])
    (clean,) = read_logs(config, bench.engine, TODAY, Silence(), Cache(config.work / "cache", keep=False))
    (found,) = parts_above(config, clean)
    assert (found.file, found.line, found.measure) == ("0-0.csv", 2, "requests_disclosed")
    assert "says 5, which is more than the 3 requests" in found.sentence


def test_reports_of_users_may_be_aggregated_too(bench: Bench) -> None:
    """With the measures of their kind."""
    log = log_of("counts", "country request_type reports reports_actioned\nFR spam 8 2", of="user_reports")
    cells = bench.cells(log)
    assert (cells("reports"), cells("reports_actioned", request_type="spam")) == (8, 2)
