"""What the front page says that the reports count."""

from __future__ import annotations

import pytest

from pellucid.report.pages.about import about
from tests.report.figures import context, cube, protected

ASKED = "2025-Q4 _T _T requests 12\n2025-Q4 _T _T requests_disclosed 7"
DISCLOSED = "2025-Q4 _T _T requests_disclosed 7"
ORDERS = "2025-Q4 _T _T orders 9"
COMPLIED = "2025-Q4 _T _T orders 9\n2025-Q4 _T _T orders_complied 3"


@pytest.mark.parametrize(
    ("legal", "removals", "counted"),
    [
        (ASKED, "", "for user data, country by country, and what came of it."),
        (
            ASKED,
            COMPLIED,
            "for user data or for content to be removed, country by country, and what was done.",
        ),
        ("", COMPLIED, "for content to be removed, country by country, and what was done."),
        (ASKED, ORDERS, "for user data, country by country, and what came of it."),
        (DISCLOSED, "", None),
        ("", ORDERS, None),
    ],
)
def test_only_what_the_logs_have_is_promised(legal: str, removals: str, counted: str | None) -> None:
    """A log of disclosures alone doesn't say how often somebody asked, one of letters not what was done."""
    cubes = [cube("legal_requests", legal)] if legal else []
    cubes += [cube("removal_orders", removals)] if removals else []
    said = about(context(protected(cubes)), "Two reports.")
    expected = f"Two reports. These reports count how often authorities asked {counted}"
    assert said == (expected if counted else "Two reports.")
