"""Telegram's figures as the public collected them: overlapping periods, quarters published and derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = {
    "2024-Q1": (2541, 5826),
    "2024-Q2": (2225, 5119),
    "2024-Q3": (2711, 5842),
    "2024-Q4": (11625, 18480),
    "2025-Q1": (14514, 25449),
    "2025-Q2": (14402, 24293),
    "2025-Q3": (13493, 21413),
    "2025-Q4": (16058, 19333),
    "2026-Q1": (7160, 14259),
}


def test_every_quarter_has_the_total_of_its_source(tmp_path: Path) -> None:
    """Of what is published or follows from it; nothing that overlaps is added up."""
    found = look(tmp_path, "telegram", "transparency", *QUARTERS)
    for quarter, (requests, accounts) in QUARTERS.items():
        cells = found.cells[quarter, "counts"].of_key
        lower = {key[3]: cell[1] for key, cell in cells.items() if key[:3] == (quarter, "_T", "_T")}
        assert lower == {"requests_disclosed": requests, "accounts_disclosed": accounts}
    derived = [found.number("requests_disclosed", "2024-Q4", country) for country in ("BG", "DK", "SK")]
    assert derived == [7, 42, 2]
    assert not found.faults


def test_the_entries_as_rows_say_the_same(tmp_path: Path) -> None:
    """The document and a table of its entries have the same cells and the same contradiction."""
    periods = (*QUARTERS, "2024", "2025")
    document, table = (
        look(tmp_path / name, "telegram", name, *periods) for name in ("transparency", "counts")
    )
    assert document.cells.keys() == table.cells.keys()
    for key, cells in document.cells.items():
        assert cells.of_key == table.cells[key].of_key
    assert document.reconciliation.contradictions == table.reconciliation.contradictions


def test_what_contradicts_itself_is_named(tmp_path: Path) -> None:
    """The United Kingdom's accounts in 2024: 299 by the parts, 293 by the year."""
    found = look(tmp_path, "telegram", "transparency", "2024")
    (one,) = found.reconciliation.contradictions
    assert (one.country, one.measure) == ("GB", "accounts_disclosed")
    assert "299" in one.sentence
    assert "293" in one.sentence


def test_the_earlier_state_has_its_own_total(tmp_path: Path) -> None:
    """As the press quoted it."""
    found = look(tmp_path, "telegram", "2025-05-06", "2025-Q1")
    cells = found.cells["2025-Q1", "counts"].of_key
    assert cells["2025-Q1", "_T", "_T", "requests_disclosed"][1] == 13615
    assert cells["2025-Q1", "_T", "_T", "accounts_disclosed"][1] == 22777
