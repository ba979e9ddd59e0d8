"""A change of method: the row at which it happens is marked, and nothing is added up across it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.trend import history_table
from pellucid.report.pages.answer import plain_answer
from tests.report.figures import config, context, cube, protected, rows

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

FIGURES = "\n".join(
    f"2025-Q{quarter} {country} _T {measure} {count}"
    for country in ("_T", "FR")
    for quarter, count in enumerate((10, 20, 30, 40), start=1)
    for measure in ("requests", "accounts_specified")
)
CHANGE = {"date": "2025-07-01", "measures": ["accounts_specified"], "reason": "Accounts are counted once."}


def given(*breaks: object) -> tuple[Context, CubeView]:
    """A year of requests of one country."""
    made = context(protected([cube("legal_requests", FIGURES)]), config(breaks=list(breaks)))
    view = made.figures.of("legal_requests")
    assert view is not None
    return made, view


def test_the_row_at_which_the_method_changes_is_marked() -> None:
    """Of a measure that no chart draws, too; the reason stands below."""
    table = history_table(*given(CHANGE), "history", "Totals")
    assert [row[0] for row in rows(table)] == ["Q4 2025", "Q3 2025\N{NO-BREAK SPACE}†", "Q2 2025", "Q1 2025"]
    assert table.notes[0] == (
        "† Change of method at 1 July 2025 (Accounts specified): Accounts are counted once."
    )


def test_each_change_has_its_own_mark() -> None:
    """In order of date; one before the first period or of no measure of the table has none."""
    other = {"date": "2025-11-05", "measures": ["requests"], "reason": "Joined ones count once."}
    old = {"date": "2024-01-01", "measures": ["requests"], "reason": "Long ago."}
    elsewhere = {"date": "2025-05-01", "measures": ["orders"], "reason": "Orders."}
    table = history_table(*given(other, CHANGE, old, elsewhere), "history", "Totals")
    assert [row[0][7:].strip() for row in rows(table)] == ["‡", "†", "", ""]
    assert [note[0] for note in table.notes[:2]] == ["†", "‡"]


def test_no_total_is_said_across_a_change() -> None:
    """The answer says why; without a change it adds up."""
    requests = {**CHANGE, "measures": ["requests"]}
    told = "\n".join(plain_answer(*given(requests), "FR").paragraphs)
    assert "total" not in told.replace("No total", "")
    reason = "No total across the change of method at 1 July 2025 (Requests): Accounts are counted once."
    assert reason in told
    assert "total: 100" in "\n".join(plain_answer(*given(), "FR").paragraphs)
