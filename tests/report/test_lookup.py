"""One number at a time, from frames."""

from __future__ import annotations

import pytest

from pellucid.report.numbers.lookup import MISSING, NONE_COUNTED, Coverage, Lookup, Number
from pellucid.report.numbers.ratio import Ratio
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.status import Status
from tests.report.figures import cube, protected

REQUESTS = cube(
    "legal_requests",
    """
    2025-Q3 _T _T requests 4
    2025-Q4 _T _T requests 12
    2025-Q4 _T _T requests_disclosed 5
    2025-Q4 _T _T disclosure_rate 0.5
    2025-Q4 FR subpoena requests 12
    """,
)
COUNTS = cube(
    "counts",
    """
    2025-Q4 _T _T requests_disclosed >12
    2025-Q4 AR _T requests_disclosed x0-1
    """,
    of="legal_requests",
    coverage="2025-Q4 requests_disclosed 64 5 59 83",
)


def test_a_number_by_its_codes() -> None:
    """The release's own period is meant unless another is named."""
    view = Lookup(protected([REQUESTS])).of("legal_requests")
    assert view is not None
    assert view.number("requests").value == 12
    assert view.number("requests", period=Period.parse("2025-Q3")).value == 4


def test_what_no_record_is_about_counts_0() -> None:
    """In a log of records a country without a record has 0 requests; a rate of it is not there."""
    view = Lookup(protected([REQUESTS])).of("legal_requests")
    assert view is not None
    assert view.number("requests", "DE") == NONE_COUNTED
    assert view.number("disclosure_rate", "DE") == MISSING


def test_what_nobody_reported_is_not_0() -> None:
    """In counts a country without a figure is not available, with its bounds where there are any."""
    view = Lookup(protected([COUNTS])).of("legal_requests")
    assert view is not None
    assert view.number("requests_disclosed", "DE") == MISSING
    assert view.number("requests_disclosed", "AR") == Number(Status.NOT_AVAILABLE, None, 0, 1)


def test_counts_stand_in_for_the_kind_that_they_are_of() -> None:
    """Counts answer for legal requests where there is no log of them."""
    view = Lookup(protected([COUNTS])).of("legal_requests")
    assert view is not None
    assert (view.kind, view.of, view.aggregated) == ("counts", "legal_requests", True)
    assert view.coverage("requests_disclosed") == Coverage(64, 5, 59, 83)


def test_a_log_goes_before_counts() -> None:
    """With both, the log of records answers."""
    view = Lookup(protected([COUNTS, REQUESTS])).of("legal_requests")
    assert view is not None
    assert view.kind == "legal_requests"


@pytest.mark.parametrize(("rate_of", "ratio"), [("received", Ratio(5, 12)), ("decided", Ratio(5, 10))])
def test_what_a_rate_is_of(rate_of: str, ratio: Ratio) -> None:
    """Both parts of a rate are measures, over requests received as over decided ones."""
    cells = """
    2025-Q4 _T _T requests 12
    2025-Q4 _T _T requests_disclosed 5
    2025-Q4 _T _T disclosure_rate 0.5
    """
    if rate_of == "decided":
        cells += "2025-Q4 _T _T requests_decided 10\n"
    view = Lookup(protected([cube("legal_requests", cells)]), rate_of).of("legal_requests")
    assert view is not None
    assert view.ratio(view.measure("disclosure_rate")) == ratio


def test_a_code_with_no_row_was_counted_0_times() -> None:
    """Where a breakdown has a measure at all, a code that does not occur was not counted."""
    figures = Lookup(protected([REQUESTS], "2025-Q4 outcome rejected requests 7"))
    assert figures.breakdown("outcome", "pending", "requests") == NONE_COUNTED
    assert figures.breakdown("legal_basis", "x", "requests") == MISSING


def test_a_rate_of_nothing_is_no_missing_figure() -> None:
    """The legend need not explain "not available" where records were counted."""
    figures = cube("legal_requests", "2025-Q4 _T _T requests 0\n2025-Q4 _T _T disclosure_rate -")
    assert Lookup(protected([figures])).statuses == {Status.PUBLISHED}
