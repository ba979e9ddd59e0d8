"""Records that may not be counted yet: an order not to tell, or a date before which nothing may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.intake.embargo import held_back, holds_back
from tests.intake.reading import TODAY, as_csv, configured, put, reading, record

if TYPE_CHECKING:
    from pathlib import Path


def held(folder: Path, kind: str = "legal_requests", **cells: str) -> int:
    """Count the records that are held back, of one sound record with these cells."""
    put(folder, {"logs/log.csv": as_csv([record(kind, **cells)])})
    with reading(configured(folder, kind=kind)) as (_, log):
        rows = log.rows.filter(held_back(log, TODAY, ["nsl", "fisa_content"]))
        count = len(log.engine.fetch(rows))
        assert holds_back(log) or count == 0
        return count


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({}, 0),
        ({"embargo_until": ""}, 0),
        ({"embargo_until": "2026-01-14"}, 0),
        ({"embargo_until": "2026-01-15"}, 0),
        ({"embargo_until": "2026-01-16"}, 1),
        ({"embargo_until": "2031-01-01"}, 1),
        ({"nondisclosure_order": "no"}, 0),
        ({"nondisclosure_order": ""}, 0),
        ({"nondisclosure_order": "yes"}, 1),
        ({"nondisclosure_order": "yes", "embargo_until": ""}, 1),
        ({"nondisclosure_order": "yes", "embargo_until": "2026-01-16"}, 1),
        ({"nondisclosure_order": "yes", "embargo_until": "2026-01-15"}, 0),
        ({"nondisclosure_order": "no", "embargo_until": "2026-01-16"}, 1),
        ({"nondisclosure_order": "yes", "request_type": "nsl"}, 0),
        ({"nondisclosure_order": "yes", "embargo_until": "", "request_type": "nsl"}, 0),
        ({"nondisclosure_order": "yes", "embargo_until": "2026-01-16", "request_type": "nsl"}, 1),
    ],
)
def test_what_is_held_back(tmp_path: Path, cells: dict[str, str], count: int) -> None:
    """Until the day that is named; for good where an order names none and the type is not told in bands."""
    assert held(tmp_path, **cells) == count


@pytest.mark.parametrize("kind", ["removal_orders", "user_reports", "statements_of_reasons", "counts"])
def test_other_kinds_hold_nothing_back(tmp_path: Path, kind: str) -> None:
    """They have no such columns."""
    assert held(tmp_path, kind) == 0
