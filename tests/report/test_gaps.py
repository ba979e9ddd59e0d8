"""What the figures lack is said: countries that are not known, what is not collected."""

from __future__ import annotations

from pellucid.report.blocks.gaps import gaps
from tests.report.figures import context, cube, protected


def said(table: str) -> str:
    """What is said of a quarter's requests."""
    given = context(protected([cube("legal_requests", table)]))
    assert given.legal is not None
    return "\n".join(gaps(given, given.legal, "Requests"))


def test_the_share_without_a_country() -> None:
    """As a number and as a share; withheld where it is withheld; none is said to be none."""
    whole = "2025-Q4 _T _T requests 300\n2025-Q4 FR _T requests 288"
    assert "Requests: for 12 of 300 (4.0%) the country is not known." in said(
        f"{whole}\n2025-Q4 _U _T requests 12"
    )
    assert "Requests: for how many the country is not known is withheld." in said(
        f"{whole}\n2025-Q4 _U _T requests c"
    )
    assert "Requests: the country is known for all." in said(whole)


def test_what_is_not_collected_is_named() -> None:
    """A measure or a breakdown that is missing is not taken for none."""
    told = said("2025-Q4 _T _T requests 3\n2025-Q4 _T _T requests_disclosed 1")
    assert (
        "Requests: not collected are accounts specified, accounts with data disclosed, days to close" in told
    )
    assert "legal basis" in told
    assert "requests with data disclosed" not in told
