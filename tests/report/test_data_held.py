"""Data that is held beside what was disclosed."""

from __future__ import annotations

from pellucid.report.sections import data_held
from tests.report.figures import config, context, cube, protected, rows, tables

HELD = config(
    data_held=[
        {"category": "ip_address", "purpose": "spam and abuse", "retention": "12 months"},
        {"category": "devices", "purpose": "spam and abuse", "retention": "12 months"},
    ]
)
REQUESTS = cube("legal_requests", "2025-Q4 _T _T requests 9")
DISCLOSED = """
2025-Q4 data_disclosed ip_address requests_disclosed 5
2025-Q4 data_disclosed content requests_disclosed 1
"""


def test_what_is_held_and_what_was_disclosed() -> None:
    """Held but never disclosed is 0; disclosed but not declared is shown and named in a note."""
    made = data_held.section(context(protected([REQUESTS], DISCLOSED), HELD))
    assert made is not None
    table = tables(made.blocks)["data-held-table"]
    assert rows(table) == [
        ["IP address", "spam and abuse", "12 months", "5"],
        ["Devices and apps", "spam and abuse", "12 months", "0"],
        ["Content", "not declared", "not declared", "1"],
    ]
    assert "Disclosed, but not declared as held: Content." in table.notes


def test_without_figures_by_category() -> None:
    """Where the figures do not tell categories apart, the column is left out and a note says so."""
    made = data_held.section(context(protected([REQUESTS]), HELD))
    assert made is not None
    table = tables(made.blocks)["data-held-table"]
    assert [len(row) for row in rows(table)] == [3, 3]
    assert table.notes[0].startswith("The figures do not say which category")


def test_nothing_declared() -> None:
    """Without a declaration there is no section."""
    assert data_held.section(context(protected([REQUESTS], DISCLOSED))) is None
