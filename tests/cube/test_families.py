"""Families of request types: what counts towards the total, and what is in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cube.running import log_of

if TYPE_CHECKING:
    from tests.cube.running import Bench

MIXED = log_of(
    "legal_requests",
    """
    country  request_type  closed_at   outcome            accounts_specified
    FR       court_order   2025-01-11  disclosed_full     1
    FR       preservation  2025-01-30  no_data            10
    FR       removal       2025-01-30  rejected           100
    FR       nsl           2025-01-30  disclosed_partial  1000
    DE       preservation  -           pending            10
    IS       fisa_content  -           pending            1000
    """,
)


def test_total_is_over_data_requests(bench: Bench) -> None:
    """The total over types counts data requests alone, in every measure, in the world and in a country."""
    cells = bench.cells(MIXED)
    for country in ("_T", "FR"):
        assert cells("requests", country) == 1
        assert cells("requests_disclosed", country) == 1
        assert cells("accounts_specified", country) == 1
        assert cells("disclosure_rate", country) == 1
        assert cells("days_to_close", country) == 1


def test_preservation_has_rows_of_its_own(bench: Bench) -> None:
    """Preservation and other requests are counted in rows of their own, without a rate."""
    cells = bench.cells(MIXED)
    assert cells("requests", "_T", "preservation") == 2
    assert cells("days_to_close", "FR", "preservation") == 20
    assert cells("accounts_specified", "FR", "removal") == 100
    assert {key[2] for key in cells.of_key if key[3] == "disclosure_rate"} == {"_T", "court_order"}


def test_country_with_preservation_only(bench: Bench) -> None:
    """A country that only asked to preserve data made no request in the total, and has no rate."""
    cells = bench.cells(MIXED)
    assert cells("requests", "DE") == 0
    assert cells("disclosure_rate", "DE") is None


def test_national_security_is_in_no_table(bench: Bench) -> None:
    """National-security process is no row, no country, and in no figure or breakdown."""
    cells = bench.cells(MIXED)
    assert cells.names(2) == {"_T", "court_order", "preservation", "removal"}
    assert cells.names(1) == {"_T", "FR", "DE"}
    assert all(value is None or value < 1000 for value in cells.values().values())
    assert bench.breakdowns(MIXED)("outcome") == {"disclosed_full": 1}


def test_national_security_moves_no_history(bench: Bench) -> None:
    """A first record of national-security process doesn't show by a history that reaches back to it."""
    log = log_of("legal_requests", "received_at request_type\n2024-01-10 nsl\n2025-01-10 civil")
    assert bench.cells(log).names(0) == {"2025-Q1"}


def test_own_type(bench: Bench) -> None:
    """A type of the publisher's own is a data request unless it names another family."""
    own = {
        "garda_letter": {"label": "Garda letter"},
        "hold": {"label": "Hold", "family": "preservation"},
        "secret": {"label": "Secret", "family": "national_security"},
    }
    log = log_of("legal_requests", "request_type\ngarda_letter\nhold\nsecret")
    cells = bench.cells(log, request_types=own)
    assert (cells("requests"), cells("requests", request_type="hold")) == (1, 1)
    assert cells.names(2) == {"_T", "garda_letter", "hold"}


def test_own_family_for_a_built_in_type(bench: Bench) -> None:
    """A publisher who says that a built-in type is of another family is followed."""
    own = {"civil": {"label": "Civil request", "family": "other"}}
    log = log_of("legal_requests", "request_type\ncivil\ncourt_order")
    assert bench.cells(log, request_types=own)("requests") == 1
    assert bench.cells(log)("requests") == 2


def test_breakdowns_are_over_data_requests(bench: Bench) -> None:
    """Breakdowns leave out what the total leaves out, so that they can add up to it."""
    log = log_of(
        "legal_requests",
        "request_type authority_type\ncourt_order judicial\npreservation judicial\nremoval police\nnsl other",
    )
    assert bench.breakdowns(log)("authority_type") == {"judicial": 1}
